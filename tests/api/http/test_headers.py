"""The headers of documents through the whole server: tags, the dates of what they rest on, and what they vary by."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from graph.names import AUTHORITIES
from graph.releases.manifest import GraphEntry
from ontology import ID

Client = httpx.Client
ORDER = ("first", "second", "third")
PAGE = "text/html"
DATED = {
    AUTHORITIES: GraphEntry("", 0, "2026-11-10T10:00:00Z"),
    ID + "kampuspedia-andromede": GraphEntry("", 0, "2026-11-12T10:00:00Z"),
    ID + "channelnews-2015-12-sfr-numergy": GraphEntry("", 0, "2026-11-20T10:00:00Z"),
    ID + "archimag-2012-etat-cloud": GraphEntry("", 0, "2026-11-24T10:00:00Z"),
}
NEWEST = "Tue, 24 Nov 2026 10:00:00 GMT"
NEGOTIATED = {"Accept", "Accept-Language", "Cookie", "Accept-Encoding"}
IN_A_LANGUAGE = NEGOTIATED - {"Accept"}
DOCUMENTS = {
    "/doc/numergy": NEGOTIATED,
    "/doc/numergy.html": IN_A_LANGUAGE,
    "/doc/numergy.ttl": {"Accept-Encoding"},
    "/doc/numergy.jsonld": {"Accept-Encoding"},
    "/doc/shareholding--sfr--numergy": NEGOTIATED,
    "/doc/archimag-2012-etat-cloud.trig": {"Accept-Encoding"},
    "/vocabulary/role/leader": NEGOTIATED,
    "/ontology": NEGOTIATED,
    "/ontology.ttl": {"Accept-Encoding"},
    "/linkset/doc/numergy.json": {"Accept-Encoding"},
    "/": IN_A_LANGUAGE,
    "/policies": NEGOTIATED,
    "/about": IN_A_LANGUAGE,
    "/docs": IN_A_LANGUAGE,
    "/validate": IN_A_LANGUAGE,
    "/dataset": NEGOTIATED,
    "/dataset.html": IN_A_LANGUAGE,
    "/graph": NEGOTIATED,
    "/opensearch.xml": IN_A_LANGUAGE,
    "/sitemap.xml": {"Accept-Encoding"},
    "/robots.txt": {"Accept-Encoding"},
}


@pytest.fixture(scope="module")
def client(
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Settings], AbstractContextManager[str]],
    put_into_service: Callable[..., None],
) -> Iterator[Client]:
    """A real server over the small world with dates."""
    folder = tmp_path_factory.mktemp("releases")
    put_into_service(folder, "first", (root / "tests/worlds/numergy.trig").read_text("utf-8"), DATED)
    with serve(Settings(releases=folder)) as address, Client(base_url=address) as client:
        yield client


@pytest.mark.parametrize(("path", "vary"), DOCUMENTS.items())
def test_each_document_has_a_strong_tag_a_date_and_names_just_what_it_varies_by(
    client: Client, path: str, vary: set[str]
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["etag"].startswith('"')
    assert answer.headers["last-modified"].endswith("Nov 2026 10:00:00 GMT")
    named = [name.strip() for name in answer.headers["vary"].split(",")]
    assert set(named) == vary
    assert len(named) == len(vary)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_the_tag_and_the_date_each_spare_the_body(client: Client, path: str) -> None:
    answer = client.get(path)
    for name, value in (
        ("if-none-match", answer.headers["etag"]),
        ("if-modified-since", answer.headers["last-modified"]),
    ):
        again = client.get(path, headers={name: value})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == answer.headers["etag"]
        assert again.headers["last-modified"] == answer.headers["last-modified"]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/doc/archimag-2012-etat-cloud", "Tue, 24"),
        ("/doc/numergy", "Tue, 24"),
        ("/doc/octave-klaba.ttl", "Fri, 20"),
        ("/vocabulary/role/leader", "Fri, 20"),
        ("/vocabulary/role/manager", "Tue, 10"),
        ("/policies", "Tue, 24"),
    ],
)
def test_a_document_is_as_old_as_the_graphs_that_it_rests_on(client: Client, path: str, day: str) -> None:
    assert client.get(path).headers["last-modified"] == f"{day} Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize("path", [*(path for path, vary in DOCUMENTS.items() if "Cookie" in vary), "/doc/nobody"])
def test_a_language_that_was_switched_to_stays_on_every_page(client: Client, path: str) -> None:
    if path == "/opensearch.xml":
        return
    switched = client.get(f"{path}?lang=en", headers={"accept": PAGE})
    assert switched.headers["content-language"] == "en"
    assert switched.headers["set-cookie"].startswith("lang=en;")
    client.cookies.clear()


LOST, LATER = "2026-11-22T10:00:00Z", "2026-11-24T11:00:00Z"


def test_a_copy_from_before_something_was_taken_away_is_not_taken_for_the_page_as_it_is(
    root: Path,
    tmp_path: Path,
    serve: Callable[[Settings], AbstractContextManager[str]],
    put_into_service: Callable[..., None],
) -> None:
    """Klaba's page rests on graphs of the 20th and older; one that spoke of him too no longer does, since the 22nd."""
    world = (root / "tests/worlds/numergy.trig").read_text("utf-8")
    path, whole = "/doc/octave-klaba.ttl", "/policies"
    put_into_service(tmp_path, "first", world, DATED)
    put_into_service(tmp_path, "second", world, DATED, lost={ID + "octave-klaba": LOST, ID + "bull": LATER})
    put_into_service(tmp_path, "third", world, DATED, derived=LATER)
    with serve(Settings(releases=tmp_path)) as address, Client(base_url=address) as client:

        def dates(release: str) -> list[str]:
            return [client.get(f"{one}?release={release}").headers["last-modified"][5:22] for one in (path, whole)]

        assert dates("first") == ["20 Nov 2026 10:00", "24 Nov 2026 10:00"]
        assert dates("second") == ["22 Nov 2026 10:00", "24 Nov 2026 11:00"]
        assert dates("third") == ["24 Nov 2026 11:00", "24 Nov 2026 11:00"]
        copy = client.get(f"{path}?release=first").headers["last-modified"]
        again = [client.get(f"{path}?release={each}", headers={"if-modified-since": copy}) for each in ORDER]
        assert [answer.status_code for answer in again] == [304, 200, 200]
        later = client.get(f"{path}?release=second").headers["last-modified"]
        # After a rollback the page is older than the copies that were given meanwhile.
        assert client.get(f"{path}?release=first", headers={"if-modified-since": later}).status_code == 200


def test_the_languages_and_formats_of_one_document_have_tags_of_their_own(client: Client) -> None:
    asked = [{"accept": PAGE, "accept-language": "fr"}, {"accept": PAGE, "accept-language": "en"}]
    asked += [{"accept": media_type} for media_type in ("text/turtle", "application/ld+json", "application/rdf+xml")]
    tags = [client.get("/doc/numergy", headers=headers).headers["etag"] for headers in asked]
    assert len(set(tags)) == len(asked)


def test_a_refusal_has_no_date(client: Client) -> None:
    answer = client.get("/doc/nobody")
    assert answer.status_code == 404
    assert "last-modified" not in answer.headers
