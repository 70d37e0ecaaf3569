"""A list is to be had as data as well as a page: the same members in every format, page by page."""

from collections.abc import Callable

import httpx
import pyoxigraph as ox
import pytest

from graph.engine import Question
from graph.errors import EngineFailure
from graph.names import AUTHORITIES
from ontology import ANDRO, ID, SCHEMA

Fetch = Callable[..., httpx.Response]
HTML = "text/html"
DESCRIBED = SCHEMA + "description"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
DATA = {
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
# What a client sends and what it gets; None where nothing of ours suits.
ACCEPTS: dict[str, str | None] = {
    "*/*": HTML,
    BROWSER: HTML,
    HTML: HTML,
    **{media: media for media in DATA.values()},
    "application/json": "application/ld+json",
    "text/html;q=0.2, text/turtle": "text/turtle",
    "text/html;q=0, */*;q=0.1": "application/ld+json",
    "image/png": None,
    "application/trig": None,
}
LISTS = ("/policies", "/actors", "/funds", "/schemes", "/events", "/things", "/sources", "/money", "/search?q=Numergy")
FIRMS = "".join(
    f'id:firm-{n} a andro:Actor ; rdfs:label "Firm {n:03}"@en . '
    f"GRAPH <{AUTHORITIES}> {{ id:firm-{n} a andro:Company }}\n"
    for n in range(130)
)
EVERY_LIST = pytest.mark.parametrize("address", LISTS)


class Broken:
    """An engine that never answers; what the search goes through was made before it broke."""

    store = ox.Store()

    async def ask(self, question: Question) -> bytes:
        raise EngineFailure(f"It does not answer {question.format}.")


def media_of(answer: httpx.Response) -> str:
    return str(answer.headers["content-type"]).partition(";")[0]


def triples_of(answer: httpx.Response) -> set[ox.Triple]:
    format_ = ox.RdfFormat.from_media_type(media_of(answer))
    assert format_ is not None
    return {quad.triple for quad in ox.parse(answer.content, format_)}


def in_format(address: str, extension: str) -> str:
    path, mark, query = address.partition("?")
    return f"{path}.{extension}{mark}{query}"


@EVERY_LIST
@pytest.mark.parametrize(("accept", "media"), ACCEPTS.items(), ids=lambda value: str(value)[:30])
def test_a_list_comes_in_the_format_asked_for_or_not_at_all(
    fetch: Fetch, address: str, accept: str, media: str | None
) -> None:
    answer = fetch(address, accept, **{"accept-language": "en"})
    if media is None:
        assert (answer.status_code, answer.json()["available"]) == (406, [HTML, *DATA.values()])
        return
    assert (answer.status_code, media_of(answer)) == (200, media)
    assert answer.headers["vary"] == "Accept, Accept-Language, Cookie"
    assert answer.headers["content-language"] == "en"
    if media != HTML:
        assert fetch(answer.headers["content-location"], **{"accept-language": "en"}).content == answer.content


@EVERY_LIST
@pytest.mark.parametrize("accept", [HTML, *DATA.values()])
def test_head_is_get_without_a_body(fetch: Fetch, address: str, accept: str) -> None:
    head, get = fetch(address, accept, "HEAD"), fetch(address, accept)
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(get.headers)


@EVERY_LIST
@pytest.mark.parametrize("accept", [HTML, *DATA.values()])
def test_a_broken_engine_is_503_in_every_format(fetch_over: Callable[..., Fetch], address: str, accept: str) -> None:
    answer = fetch_over(Broken())(address, accept)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


@EVERY_LIST
def test_every_format_says_the_same_and_is_named_by_the_page(fetch: Fetch, address: str) -> None:
    page = fetch(address, HTML)
    said = triples_of(fetch(in_format(address, "nt")))
    for extension, media in DATA.items():
        other = in_format(address, extension)
        assert triples_of(fetch(other, "image/png")) == said
        assert f'<link rel="alternate" type="{media}" href="{other}"' in page.text
        assert f'<{other}>; rel="alternate"; type="{media}"' in page.headers["link"]
    assert fetch(in_format(address, "exe")).status_code == 404


def test_members_have_their_place_their_class_and_their_name(fetch: Fetch) -> None:
    actors = ox.Store()
    actors.extend(ox.Quad(*triple) for triple in triples_of(fetch("/actors.ttl")))
    query = f"""SELECT ?place ?member ?name {{
        ?list a <{SCHEMA}ItemList> ; <{SCHEMA}itemListElement> ?entry .
        ?entry <{SCHEMA}position> ?place ; <{SCHEMA}item> ?member .
        ?member a <{ANDRO}JointVenture> ; <{SCHEMA}name> ?name FILTER(LANG(?name) = "fr") }}"""
    found = {row["member"].value: row["name"].value for row in actors.query(query)}  # type: ignore[union-attr]
    assert found[ID + "numergy"] == "Numergy"


def test_a_list_says_how_many_there_are_and_of_each_its_class_its_kind_and_its_address(fetch: Fetch) -> None:
    actors, sources = fetch("/actors.jsonld").json(), fetch("/sources.jsonld").json()
    assert actors["numberOfItems"] == len(actors["itemListElement"]) > 0
    (numergy,) = (e["item"] for e in actors["itemListElement"] if e["item"]["@id"] == ID + "numergy")
    assert numergy["additionalType"] == [{"@id": ANDRO + "JointVenture"}]
    assert numergy["url"] == {"@id": "http://test/id/numergy"}
    assert {*sources["itemListElement"][0]["item"]["@type"]} == {ANDRO + "Source"}
    assert fetch("/actors.ttl").headers["vary"] == "Accept-Language, Cookie"


@pytest.mark.parametrize("address", ["/actors", "/sources", "/money"])
def test_what_a_list_and_its_members_are_called_has_a_language(fetch: Fetch, address: str) -> None:
    told = [t.object for t in triples_of(fetch(f"{address}.nt")) if t.predicate.value in (SCHEMA + "name", DESCRIBED)]
    assert told
    assert all(isinstance(text, ox.Literal) and text.language in ("fr", "en") for text in told)


def test_a_list_as_data_is_narrowed_as_its_page_is(fetch: Fetch, say: Callable[[str], None]) -> None:
    say(FIRMS)

    def named(address: str) -> set[str]:
        return {str(t.object) for t in triples_of(fetch(address)) if t.predicate.value == SCHEMA + "item"}

    everybody, some = named("/actors.nt"), named("/actors.nt?q=firm+00")
    assert len(some) == 10
    assert some < everybody


def test_a_long_list_says_where_it_goes_on(fetch: Fetch, say: Callable[[str], None]) -> None:
    say(FIRMS)
    first, second = fetch("/actors.ttl?kind=Company"), fetch("/actors?kind=Company&page=2", "text/turtle")
    assert '</actors.ttl?kind=Company&page=2>; rel="next"' in first.headers["link"]
    assert 'rel="prev"' not in first.headers["link"]
    assert '</actors?kind=Company&page=1>; rel="prev"' in second.headers["link"]
    assert 'rel="next"' not in second.headers["link"]
    positions = [t.object for t in triples_of(second) if t.predicate.value == SCHEMA + "position"]
    assert min(int(position.value) for position in positions if isinstance(position, ox.Literal)) == 101


def test_whoever_reads_a_release_stays_in_it(fetch: Fetch, say: Callable[[str], None]) -> None:
    say(FIRMS)
    release = "0123456789abcdef0123456789abcdef"
    links = fetch(f"/actors?release={release}", HTML).headers["link"]
    assert f"</actors?page=2&release={release}>" in links
    assert f"</actors.ttl?release={release}>" in links
