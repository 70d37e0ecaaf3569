"""/static: kept for ever under the address that a page gives, packed for whoever takes it packed."""

from collections.abc import Callable

import brotli
import httpx
import pytest

from api.pages.rendering import asset, static_file

Fetch = Callable[..., httpx.Response]


def test_a_file_under_its_own_hash_is_kept_for_ever_and_under_another_asked_for_again(fetch: Fetch) -> None:
    assert "immutable" in fetch(asset("style.css")).headers["cache-control"]
    assert fetch("/static/style.css?v=0123456789ab").headers["cache-control"] == "no-cache"


def test_a_packed_file_holds_the_same_bytes_and_has_a_tag_of_its_own(fetch: Fetch) -> None:
    answers = {
        coding: fetch("/static/style.css", **{"accept-encoding": coding}) for coding in ("br", "gzip", "identity")
    }
    assert {coding: answer.headers.get("content-encoding") for coding, answer in answers.items()} == {
        "br": "br",
        "gzip": "gzip",
        "identity": None,
    }
    assert {answer.content for answer in answers.values()} == {static_file("style.css")[0]}
    assert len({answer.headers["etag"] for answer in answers.values()}) == 3
    assert {answer.headers["vary"] for answer in answers.values()} == {"Accept-Encoding"}
    assert int(answers["br"].headers["content-length"]) == len(brotli.compress(static_file("style.css")[0], quality=5))


@pytest.mark.parametrize("coding", ["br", "identity"])
def test_what_a_browser_has_is_not_sent_again(fetch: Fetch, coding: str) -> None:
    tag = fetch("/static/style.css", **{"accept-encoding": coding}).headers["etag"]
    again = fetch("/static/style.css", **{"accept-encoding": coding, "if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fapp.py", "%00"])
def test_nothing_outside_the_folder_is_a_static_file(fetch: Fetch, name: str) -> None:
    assert fetch(f"/static/{name}").status_code == 404
