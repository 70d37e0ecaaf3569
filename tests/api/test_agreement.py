"""Fifty resources drawn by lot say the same in every format, whoever reads it: rdflib, pyoxigraph, PyLD."""

import json
import random
from collections.abc import Callable

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld

from graph.releases.folder import Release
from ontology import ID

Fetch = Callable[..., httpx.Response]
Triples = set[ox.Triple]
MANY = 50
# The formats that two of the three can read each, by the extension of their addresses.
RDFLIB = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}
OXIGRAPH = {
    "ttl": ox.RdfFormat.TURTLE,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
}
# rdflib's own JSON-LD parser still makes one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture(scope="module")
def drawn(released_store: ox.Store, release: Release) -> list[str]:
    """Names of things, sources and facts; others for each release, the same for the same one."""
    subjects = released_store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    named = {quad.subject.value for quad in subjects if isinstance(quad.subject, ox.NamedNode)}
    names = sorted(iri.removeprefix(ID) for iri in named if iri.startswith(ID) and "#" not in iri)
    return random.Random(release.id).sample(names, MANY)


def by_rdflib(body: bytes, form: str, monkeypatch: pytest.MonkeyPatch) -> Triples:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    graph = rdflib.Graph()
    graph.parse(data=body, format=form)
    return by_oxigraph(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)


def by_oxigraph(body: bytes, form: ox.RdfFormat) -> Triples:
    return {quad.triple for quad in ox.parse(body, form) if isinstance(quad.graph_name, ox.DefaultGraph)}


def by_pyld(body: bytes) -> Triples:
    """PyLD asks no network here: the context is in the document, and no loader is given."""
    quads = jsonld.to_rdf(json.loads(body), {"format": "application/n-quads", "documentLoader": _refuse})
    return by_oxigraph(quads.encode(), ox.RdfFormat.N_QUADS)


def _refuse(url: str, _: object) -> None:
    pytest.fail(f"the document sends its reader to {url}")


def test_all_formats_and_readers_agree(fetch_real: Fetch, drawn: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in drawn:
        bodies = {extension: fetch_real(f"/doc/{name}.{extension}").content for extension in OXIGRAPH}
        expected = by_oxigraph(bodies["nt"], ox.RdfFormat.N_TRIPLES)
        assert expected
        for extension, form in OXIGRAPH.items():
            assert by_oxigraph(bodies[extension], form) == expected, (name, extension, "pyoxigraph")
        for extension, form_ in RDFLIB.items():
            assert by_rdflib(bodies[extension], form_, monkeypatch) == expected, (name, extension, "rdflib")
        assert by_pyld(bodies["jsonld"]) == expected, (name, "jsonld", "PyLD")
