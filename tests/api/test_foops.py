"""FOOPS! (https://w3id.org/foops/) rates how findable, accessible, interoperable and reusable an ontology is. Its 24
checks, made again from what each looks at, over a server of our own that answers for the frozen IRIs.

Three of them ask a registry on the web. FIND3 and FIND_3_BIS are content with the catalogue that the ontology names, as
FOOPS! is; FIND2 is asked of our own list of prefixes, in the form of prefix.cc: nobody has registered `andro` there.
OM3 also counts a DOI, which nobody has registered either.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import html5lib
import httpx
import pyoxigraph as ox
import pytest

from api.settings import Settings
from graph.names import ONTOLOGY_GRAPH
from ontology import ANDRO, BASE, DCTERMS, FOAF, HERE, ONTOLOGY, OWL, RDF, RDFS, SCHEMA, SKOS

VANN = "http://purl.org/vocab/vann/"
BIBO = "http://purl.org/ontology/bibo/"
RDF_TYPES = ("application/rdf+xml", "text/turtle", "application/ld+json")
# The schemes of lasting names that FOOPS! knows.
LASTING = ("w3id.org", "doi.org", "purl.org", "perma.cc", "data.europa.eu", "www.w3.org")
METADATA_VOCABULARIES = (DCTERMS, VANN, FOAF, SCHEMA, BIBO, OWL, RDFS)

Ask = Callable[..., httpx.Response]
Said = dict[str, list[str]]


@pytest.fixture(scope="module")
def ask(
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Settings], AbstractContextManager[str]],
    put_into_service: Callable[[Path, str, str], None],
) -> Iterator[Ask]:
    """`ask(iri, accept=…)`: one of our IRIs, from a server that holds the ontology and no data."""
    triples = [t for name in ("andromede", "alignments") for t in ox.parse(path=str(HERE / f"{name}.ttl"))]
    graphs = (ox.DefaultGraph(), ox.NamedNode(ONTOLOGY_GRAPH))
    quads = {ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples for graph in graphs}
    folder = tmp_path_factory.mktemp("releases")
    put_into_service(folder, "first", (ox.serialize(quads, format=ox.RdfFormat.TRIG) or b"").decode())
    with serve(Settings(releases=folder)) as address, httpx.Client(base_url=address, follow_redirects=True) as client:
        yield lambda iri, accept="*/*": client.get("/" + iri.removeprefix(BASE), headers={"accept": accept})


@pytest.fixture(scope="module")
def triples(ask: Ask) -> list[ox.Triple]:
    """What the ontology's IRI answers in Turtle."""
    answer = ask(ONTOLOGY, "text/turtle")
    assert answer.status_code == 200
    return [quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def said(triples: list[ox.Triple]) -> Said:
    """What it says of itself, by property."""
    found: Said = {}
    for triple in triples:
        if triple.subject == ox.NamedNode(ONTOLOGY):
            found.setdefault(triple.predicate.value, []).append(getattr(triple.object, "value", ""))
    return found


def terms(triples: list[ox.Triple]) -> set[str]:
    kinds = {OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty")}
    typed = (t for t in triples if t.predicate.value == RDF + "type" and getattr(t.object, "value", "") in kinds)
    return {t.subject.value for t in typed if isinstance(t.subject, ox.NamedNode)}


def with_literal(triples: list[ox.Triple], *predicates: str) -> set[str]:
    found = (t for t in triples if t.predicate.value in predicates and isinstance(t.object, ox.Literal))
    return {t.subject.value for t in found if isinstance(t.subject, ox.NamedNode)}


def test_cn1_content_negotiation_gives_html_and_rdf(ask: Ask) -> None:
    for media_type in ("text/html", *RDF_TYPES):
        answer = ask(ONTOLOGY, media_type)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media_type)


def test_doc1_there_is_documentation_in_html(ask: Ask) -> None:
    page = html5lib.parse(ask(ONTOLOGY, "text/html").text, namespaceHTMLElements=False)
    assert "entreprise" in "".join(page.itertext())


def test_rdf1_there_is_rdf(ask: Ask) -> None:
    for media_type in RDF_TYPES:
        format_ = ox.RdfFormat.from_media_type(media_type)
        assert format_ is not None
        assert list(ox.parse(ask(ONTOLOGY, media_type).content, format=format_))


def test_find1_the_ontology_gives_its_prefix(said: Said) -> None:
    assert said[VANN + "preferredNamespacePrefix"] == ["andro"]


def test_find2_the_prefix_is_in_the_list_with_the_same_namespace(ask: Ask, said: Said) -> None:
    (prefix,) = said[VANN + "preferredNamespacePrefix"]
    listed = ask(BASE + "prefixes", "application/json").json()
    assert listed[prefix].rstrip("#/") == ONTOLOGY


def test_find3_the_ontology_names_a_catalogue_that_holds_it(said: Said) -> None:
    assert said[SCHEMA + "includedInDataCatalog"]


def test_find_3_bis_its_metadata_are_there_without_it(ask: Ask, said: Said) -> None:
    assert said[SCHEMA + "includedInDataCatalog"] == [BASE + "dataset"]
    assert ask(BASE + ".well-known/void", "text/turtle").status_code == 200


def test_http1_the_protocol_is_open() -> None:
    assert ONTOLOGY.startswith("http")


def test_om1_the_least_metadata_is_there(said: Said) -> None:
    least = [DCTERMS + name for name in ("title", "description", "license", "creator")]
    assert all(said.get(name) for name in [*least, OWL + "versionIRI", VANN + "preferredNamespaceUri"])


def test_om2_the_recommended_metadata_is_there(said: Said) -> None:
    recommended = [DCTERMS + "created", DCTERMS + "bibliographicCitation", OWL + "versionInfo"]
    assert all(said.get(name) for name in [*recommended, VANN + "preferredNamespacePrefix"])


def test_om3_the_detailed_metadata_is_there_but_for_a_doi_that_nobody_has_registered(said: Said) -> None:
    detailed = [DCTERMS + "publisher", DCTERMS + "source", DCTERMS + "issued", FOAF + "logo", BIBO + "status"]
    assert all(said.get(name) for name in detailed)
    assert not any("doi." in value for values in said.values() for value in values)


def test_om3_the_logo_is_a_picture(ask: Ask, said: Said) -> None:
    (logo,) = said[FOAF + "logo"]
    assert ask(logo).headers["content-type"].startswith("image/")


def test_om4_1_there_is_a_licence(said: Said) -> None:
    assert said[DCTERMS + "license"]


def test_om4_2_each_licence_is_an_address_and_the_one_that_our_links_give(ask: Ask, said: Said) -> None:
    assert all(licence.startswith("https://") for licence in said[DCTERMS + "license"])
    links = ask(ONTOLOGY, "text/turtle").headers["link"]
    assert any(f'<{licence}>; rel="license"' in links for licence in said[DCTERMS + "license"])


def test_om5_1_basic_provenance_is_there(said: Said) -> None:
    assert said[DCTERMS + "created"]
    assert set(said[DCTERMS + "creator"]) == {"Contributeurs d’Andromède", "Andromède contributors"}


def test_om5_2_detailed_provenance_is_there(said: Said) -> None:
    assert said[DCTERMS + "issued"]
    assert said[DCTERMS + "publisher"]


def test_purl1_the_name_lasts() -> None:
    assert any(scheme in ONTOLOGY for scheme in LASTING)


@pytest.mark.parametrize("media_type", RDF_TYPES)
def test_uri1_the_iri_resolves(ask: Ask, media_type: str) -> None:
    assert ask(ONTOLOGY, media_type).status_code == 200


def test_uri2_the_ontology_calls_itself_by_the_iri_that_it_is_asked_for_by(triples: list[ox.Triple]) -> None:
    typed, ontology = ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Ontology")
    named = [t.subject for t in triples if t.predicate == typed and t.object == ontology]
    assert named == [ox.NamedNode(ONTOLOGY)]


def test_ver1_the_version_has_an_iri_of_its_own(said: Said) -> None:
    (version,) = said[OWL + "versionIRI"]
    assert version != ONTOLOGY
    assert version.endswith(said[OWL + "versionInfo"][0])


@pytest.mark.parametrize("media_type", ["text/html", "text/turtle"])
def test_ver2_the_iri_of_the_version_resolves(ask: Ask, said: Said, media_type: str) -> None:
    (version,) = said[OWL + "versionIRI"]
    answer = ask(version, media_type)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)


def test_voc1_the_metadata_are_in_known_vocabularies(said: Said) -> None:
    assert all(name.startswith((*METADATA_VOCABULARIES, RDF)) for name in said)


def test_voc2_other_vocabularies_are_used_and_extended(triples: list[ox.Triple]) -> None:
    others = {term for term in terms(triples) if not term.startswith(ANDRO)}
    assert any(term.startswith(FOAF) for term in others)


def test_voc3_each_term_has_a_label(triples: list[ox.Triple]) -> None:
    ours = {term for term in terms(triples) if term.startswith(ANDRO)}
    assert len(ours) > 100
    assert ours <= with_literal(triples, RDFS + "label", SKOS + "prefLabel")


def test_voc4_each_term_has_a_definition(triples: list[ox.Triple]) -> None:
    ours = {term for term in terms(triples) if term.startswith(ANDRO)}
    assert ours <= with_literal(triples, RDFS + "comment", SKOS + "definition")
