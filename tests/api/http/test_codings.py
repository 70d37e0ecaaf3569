import gzip

import brotli
import pytest

from api.http.codings import CODINGS, coding_for, is_worth_coding


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0.5, identity;q=0.8", "identity"),
        ("gzip;q=0.8, identity;q=0.8", "gzip"),
        ("gzip;q=0", "identity"),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("deflate, compress", "identity"),
        ("br ; q=0.1 , gzip ; q=0.2", "gzip"),
        ("gzip;q=much", "gzip"),
        (",, gzip ,", "gzip"),
        ("identity;q=0", "identity"),
    ],
)
def test_the_coding_is_the_one_that_the_client_likes_best(accept_encoding: str | None, coding: str) -> None:
    assert coding_for(accept_encoding, worth=True) == coding


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [("gzip, br", "identity"), ("gzip, identity;q=0", "gzip"), ("gzip, *;q=0", "gzip"), ("*;q=0", "identity")],
)
def test_what_is_small_stays_plain_unless_the_client_forbids_that(accept_encoding: str, coding: str) -> None:
    assert coding_for(accept_encoding, worth=False) == coding


def test_pictures_are_not_coded_again() -> None:
    assert is_worth_coding("application/sparql-results+json", 1024)
    assert is_worth_coding("image/svg+xml", 1024)
    assert not is_worth_coding("image/png", 100_000)
    assert not is_worth_coding("text/turtle", 1023)


def test_each_coding_gives_back_what_went_in_and_the_same_bytes_each_time() -> None:
    body = "étoile ".encode() * 1000
    assert gzip.decompress(CODINGS["gzip"](body)) == body
    assert brotli.decompress(CODINGS["br"](body)) == body
    for code in CODINGS.values():
        assert code(body) == code(body)
        assert len(code(body)) < len(body) / 10
