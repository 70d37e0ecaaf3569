"""A small world: five kinds of claims, and sources written as the few lines of Turtle that a test is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
import pytest

from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, VOCABULARIES, entity
from graph.releases.fingerprint import stored_form
from loaders.derivation.steps import Derivation, derive
from loaders.findings import Finding
from loaders.release.publish import default_graph
from loaders.triples import Graphs, quad, value_of
from ontology import ANDRO, HERE, ID, VOCABULARY
from ontology.catalogue import Query, read_queries
from ontology.dictionary import Dictionary, Kind, Slot

PREFIXES = f"""
@prefix andro: <{ANDRO}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <{ID}> .
@prefix modality: <{VOCABULARY}modality/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix precision: <{VOCABULARY}precision/> .
@prefix role: <{VOCABULARY}role/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix step: <{VOCABULARY}step/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ON_EVERY_CLAIM = "modality attributedTo endedBefore observedOn locator note"


def kind(
    token: str, keys: str = "", single: str = "", several: str = "", optional: str = "", total: str = "", **labels: str
) -> Kind:
    """A kind; keys are written `owner asset payer/origin`, and `optional` and `total` name those that may lack."""
    slots = [
        Slot(
            ANDRO + name,
            f"{token}-{name}",
            order,
            name not in optional.split() and "/" not in key,
            True,
            position,
            default,
        )
        for position, key in enumerate(keys.split(), 1)
        for order, name in enumerate(key.split("/"), position * 10)
        for default in ["total" if name in total.split() else None]
    ]
    slots += [Slot(ANDRO + name, name, 50, False, True, None, None) for name in f"{single} start end".split()]
    slots += [Slot(ANDRO + name, name, 60, False, False, None, None) for name in f"{several} {ON_EVERY_CLAIM}".split()]
    return Kind(ANDRO + token.capitalize(), token, tuple(slots), labels)


DICTIONARY = Dictionary(
    (
        kind(
            "shareholding",
            "owner asset",
            "percent amount",
            several="date",
            fr="Part : {owner}, {asset}",
            en="{owner}: {asset}",
        ),
        kind(
            "position",
            "person organization role portfolio",
            "place",
            several="title date",
            optional="portfolio",
            fr="{person} : {role}[ ({portfolio})]",
        ),
        kind(
            "funding",
            "purpose payer/origin period",
            "amountPaid currency",
            several="channel includedIn",
            optional="period",
            total="payer origin",
            fr="{purpose}[, par {payer}][, {origin}]",
        ),
        kind("milestone", "thing step", "date", fr="{thing} : {step}"),
        kind("statement", several="speaker about said", fr="[{speaker} : ][{about}, ]{locator}"),
    )
)


@dataclass(frozen=True)
class World:
    """What a release of the small world holds, read by local names."""

    derivation: Derivation
    default: frozenset[ox.Triple]
    graphs: Graphs = field(repr=False)
    given: Graphs = field(repr=False)

    def said(self, name: str, predicate: str, graph: str | None = None) -> set[str]:
        """The values of a thing's property, IRIs by local names, in the default graph or in that of a source."""
        triples = self.default if graph is None else self.graphs[entity(graph)]
        subject = f"{entity(graph)}{name}" if graph and name.startswith("#") else ID + name
        return {
            _local(value_of(one))
            for one in triples
            if getattr(one.subject, "value", "") == subject and _local(one.predicate) == predicate
        }

    def facts(self) -> set[str]:
        """The names of all facts."""
        return {fact.iri.removeprefix(ID) for fact in self.derivation.facts}

    def kinds(self, name: str) -> set[str]:
        return self.said(name, "type")


MakeWorld = Callable[..., World]


def _local(term: object) -> str:
    text = getattr(term, "value", "")
    return text.replace("#", "/").rsplit("/", 1)[-1] if isinstance(term, ox.NamedNode) else text


def parsed(text: str, graph: str, own: str = "") -> list[ox.Quad]:
    prefixes = f"{PREFIXES}@prefix : <{own}#> .\n" if own else PREFIXES
    triples = ox.parse(prefixes + text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return [quad(one.triple, ox.NamedNode(graph)) for one in triples]


def asserted(sources: Mapping[str, str], authorities: str = "", vocabularies: str = "", ontology: str = "") -> Graphs:
    quads = [one for slug, text in sources.items() for one in parsed(text, entity(slug), entity(slug))]
    quads += parsed(authorities, AUTHORITIES) + parsed(vocabularies, VOCABULARIES) + parsed(ontology, ONTOLOGY_GRAPH)
    return stored_form(quads)


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    """The kinds of the small world."""
    return DICTIONARY


@pytest.fixture(scope="session")
def shortcuts() -> list[Query]:
    """The real shortcuts: they name kinds and properties as the small world does."""
    return read_queries(HERE / "shortcuts")


@pytest.fixture
def world(shortcuts: list[Query]) -> MakeWorld:
    """Makes a world from the texts of its sources by slug, and of its authorities, vocabularies and ontology."""

    def make(sources: Mapping[str, str], **graphs: str) -> World:
        given = asserted(sources, **graphs)
        derivation = derive(given, DICTIONARY, shortcuts)
        names = given.keys() | derivation.graphs.keys()
        held = {name: frozenset(given.get(name, ())) | derivation.graphs.get(name, frozenset()) for name in names}
        return World(derivation, default_graph(held), held, given)

    return make


@pytest.fixture(scope="session")
def approved() -> Callable[[list[Finding]], str]:
    """Findings as the `.approved` files beside wrong examples hold them: place, level, and both sentences."""

    def written(findings: list[Finding]) -> str:
        return "\n".join(
            f"{finding.rule} {finding.place.line}:{finding.place.column} {finding.level}\n"
            f"{finding.message.fr} {finding.mend.fr}\n{finding.message.en} {finding.mend.en}\n"
            for finding in findings
        )

    return written
