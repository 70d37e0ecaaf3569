"""Every IRI of ours that occurs in the release leads to a document that speaks of it; every link on the pages leads on.

Walked as N-Triples are all documents but those of facts, of which 300 are drawn by lot: that the others answer too
follows from each having a claim, which is what /doc looks for. Of pages two of each kind of thing are read (one with
many facts, one by lot), some sources, facts, concepts and terms, and all that there is one of. Each link on them is
followed once, those to things and documents to what the walk found, those to the report of an error to the page that
takes them all, those to other forms of a page (format, language, edition) on one page in four. Not followed: other
hosts, and /sparql, which has tests of its own.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urlsplit

import httpx
import pyoxigraph as ox
import pytest

from graph.names import AUTHORITIES, DATASET, SEPARATOR, path_of
from graph.releases.folder import Release
from ontology import ANDRO, BASE, GRAPH, ID, ONTOLOGY, RDF, VOCABULARY

Fetch = Callable[..., httpx.Response]
Known = Mapping[str, frozenset[str]]
SUBJECTS = re.compile(rb"^<([^>]*)>", re.MULTILINE)
FACTS_WALKED = 300
# What has no N-Triples.
FORMATS = {"/prefixes": "ttl"}
# What is no RDF at all: a picture, and the pages that say who made this and what to mend in it.
NO_DATA = ("/static/", "/about", "/quality")
REPORT = "/about?fact="
ONE_OF_EACH = (
    "/",
    "/about",
    "/quality",
    "/ontology",
    "/shapes",
    "/vocabulary",
    "/questions",
    "/rules",
    "/problems",
    "/graph",
    "/release",
)
LISTS = (
    "/policies",
    "/actors",
    "/money",
    "/funds",
    "/schemes",
    "/events",
    "/things",
    "/sources",
    "/dataset",
    "/search",
)
pytestmark = pytest.mark.xdist_group("crawl")


@pytest.fixture(scope="module")
def known(released_store: ox.Store) -> Known:
    """Every IRI of ours that occurs in the release, by the document that it belongs to."""
    found = defaultdict(set)
    for quad in released_store:
        for term in (*quad, getattr(quad.object, "datatype", None)):
            if isinstance(term, ox.NamedNode) and term.value.startswith(BASE):
                found[urldefrag(term.value).url].add(term.value)
    return {document: frozenset(iris) for document, iris in found.items()}


def address_of(document: str) -> str:
    path = path_of(document) or document
    return path.replace("/id/", "/doc/", 1)


def is_fact(document: str) -> bool:
    return document.startswith(ID) and SEPARATOR in document


def test_every_iri_leads_to_a_document_that_speaks_of_it(fetch_real: Fetch, known: Known, release: Release) -> None:
    facts = sorted(filter(is_fact, known))
    walked = {document for document in known if not is_fact(document)} | set(by_lot(release, facts, FACTS_WALKED))
    broken = [fault for document in sorted(walked) for fault in faults(fetch_real, document, known[document])]
    assert len(walked) > 1000
    assert broken == []


def test_every_fact_has_a_claim(known: Known, released_store: ox.Store) -> None:
    claims = released_store.quads_for_pattern(None, ox.NamedNode(ANDRO + "claimOf"), None, None)
    claimed = {quad.object.value for quad in claims if isinstance(quad.object, ox.NamedNode)}
    assert set(filter(is_fact, known)) <= claimed


def by_lot(release: Release, documents: list[str], number: int) -> list[str]:
    """Others for each release, the same for the same one."""
    return random.Random(release.id).sample(documents, min(number, len(documents)))


def faults(fetch: Fetch, document: str, iris: frozenset[str]) -> Iterator[tuple[str, str]]:
    address = address_of(document)
    if address.startswith(NO_DATA):
        yield from faults_of_page(fetch(address, "*/*"), iris)
        return
    answer = fetch(f"{address}.{FORMATS.get(address, 'nt')}")
    if answer.status_code == 301 and fetch(answer.headers["location"]).status_code == 200:
        return  # A name that was merged leads to what it is part of now.
    if answer.status_code == 410:
        return  # A name that was withdrawn says why.
    if answer.status_code != 200:
        yield document, f"{answer.status_code} at {address}"
        return
    body = answer.content
    if address in FORMATS:
        body = ox.serialize(ox.parse(body, ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES) or b""
    described = {iri.decode() for iri in SUBJECTS.findall(body)}
    # A namespace is no term, and a graph does not speak of itself.
    for iri in iris - {document, document + "#"}:
        if iri not in described:
            yield iri, f"not described at {address}"
    if document in iris and not document.startswith(GRAPH) and f"<{document}>".encode() not in body:
        yield document, f"not named at {address}"


def faults_of_page(answer: httpx.Response, iris: frozenset[str]) -> Iterator[tuple[str, str]]:
    anchors = Page(answer).anchors if answer.headers["content-type"].startswith("text/html") else set()
    for iri in iris:
        fragment = urldefrag(iri).fragment
        if answer.status_code != 200 or (fragment and fragment not in anchors):
            yield iri, f"{answer.status_code}, {len(anchors)} anchors"


def test_names_lead_to_their_documents(fetch_real: Fetch, known: Known, release: Release) -> None:
    names = sorted(document for document in known if document.startswith(ID))
    for name in by_lot(release, names, 100):
        answer = fetch_real(path_of(name) or "")
        assert (answer.status_code, answer.headers["location"]) == (303, address_of(name))


class Page(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__()
        assert answer.status_code == 200, (answer.url, answer.text[:200])
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(answer.text)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links |= {link for name in ("href", "src", "action") if (link := given.get(name)) and _is_ours(link)}
        self.anchors |= {given["id"] or ""} if "id" in given else set()


def _is_ours(link: str) -> bool:
    return not urlsplit(link).scheme and not link.startswith("/sparql")


@pytest.fixture(scope="module")
def pages(fetch_real: Fetch, released_store: ox.Store, known: Known, release: Release) -> Mapping[str, Page]:
    """The pages that are read, by their addresses."""
    addresses = {*ONE_OF_EACH, *LISTS, *sampled(released_store, known, release)}
    return {address: Page(fetch_real(address, "text/html")) for address in sorted(addresses)}


def sampled(store: ox.Store, known: Known, release: Release) -> Iterator[str]:
    things = defaultdict(list)
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), None, ox.NamedNode(AUTHORITIES)):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            things[quad.object.value].append(quad.subject.value)
    for _, of_a_kind in sorted(things.items()):
        named = max(
            of_a_kind, key=lambda iri: sum(1 for _ in store.quads_for_pattern(None, None, ox.NamedNode(iri), None))
        )
        yield from map(address_of, (named, *by_lot(release, sorted(of_a_kind), 1)))
    yield from map(address_of, by_lot(release, sorted(filter(is_fact, known)), 12))
    yield from map(address_of, by_lot(release, sorted(d for d in known if d.startswith(ID) and len(known[d]) > 1), 8))
    yield from map(address_of, by_lot(release, sorted(d for d in known if d.startswith(VOCABULARY)), 12))
    terms = sorted(term for term in known[ONTOLOGY] if term.startswith(ANDRO) and term != ANDRO)
    yield from (f"/ontology/{term.removeprefix(ANDRO)}" for term in by_lot(release, terms, 6))
    yield from ("/rules/cycle", "/problems/withdrawn", "/graph/authorities", "/graph/facts", "/vocabulary/role")


def test_every_link_on_the_pages_leads_on(fetch_real: Fetch, known: Known, pages: Mapping[str, Page]) -> None:
    links = {
        link: page for number, page in enumerate(pages) for link in links_followed(page, pages[page], number % 4 == 0)
    }
    broken = {link: (page, why) for link, page in links.items() if (why := fault_of(link, fetch_real, known, pages))}
    assert len(links) > 1000
    assert broken == {}


def links_followed(address: str, page: Page, with_forms: bool) -> Iterator[str]:
    for link in page.links:
        whole = address + link if link.startswith(("#", "?")) else link
        path = urlsplit(whole).path
        # The page itself in another form: another format, another language, a certain edition.
        is_form = path == address or path.rpartition(".")[0] == address
        if with_forms or link.startswith("#") or not is_form:
            yield whole


def fault_of(link: str, fetch: Fetch, known: Known, pages: Mapping[str, Page]) -> str:
    """What is wrong with a link, empty where it leads on."""
    address, fragment = urldefrag(link)
    document, iri = BASE + address.lstrip("/").replace("doc/", "id/", 1), BASE + link.lstrip("/")
    if iri in known.get(document, ()) or (not fragment and document in known):
        return ""
    if link.startswith("/id/") and "?" not in link:
        return "no such IRI in the release"
    page = pages.get(address)
    if address.startswith(REPORT):
        named = urldefrag(unquote(address.removeprefix(REPORT))).url
        if named not in known and address_of(named) not in pages:
            return "no such name to report on"
        page = pages["/about"]
    if page is None:
        answer = fetch(address, "text/html,*/*;q=0.5")
        if answer.status_code not in (200, 303):
            return str(answer.status_code)
        page = Page(answer) if fragment else None
    return "" if page is None or not fragment or fragment in page.anchors else f"no anchor {fragment}"


def test_every_anchor_that_the_data_names_is_on_the_page_of_its_document(
    known: Known, pages: Mapping[str, Page]
) -> None:
    """Claims on the pages of sources, terms on the ontology's, shapes on theirs; VoID has no page."""
    by_address = {address_of(document): iris for document, iris in known.items() if document != DATASET}
    missing = {
        iri: address
        for address, page in pages.items()
        for iri in by_address.get(address, ())
        if (fragment := urldefrag(iri).fragment) and fragment not in page.anchors
    }
    assert missing == {}
