"""A small world: a few kinds of claims, and sources written as the few lines of Turtle that a test is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pyoxigraph as ox

from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, VOCABULARIES, entity
from graph.releases.fingerprint import stored_form
from loaders.derivation.steps import Derivation
from loaders.triples import Graphs, Value, quad, value_of
from loaders.words import local_name
from ontology import ANDRO, ID, VOCABULARY
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
            "figure",
            "subject measure period",
            "value",
            optional="period",
            fr="{measure} : {subject}[, {period}]",
            en="{measure}: {subject}[, {period}]",
        ),
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
    graphs: Mapping[str, frozenset[ox.Triple]] = field(repr=False)
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


class MakeWorld(Protocol):
    """Makes a world from the texts of its sources by slug, and of its authorities, vocabularies and ontology."""

    def __call__(
        self, sources: Mapping[str, str], authorities: str = "", vocabularies: str = "", ontology: str = ""
    ) -> World: ...


def _local(term: Value) -> str:
    return local_name(term.value) if isinstance(term, ox.NamedNode) else term.value


def parsed(text: str, graph: str, own: str = "") -> list[ox.Quad]:
    prefixes = f"{PREFIXES}@prefix : <{own}#> .\n" if own else PREFIXES
    triples = ox.parse(prefixes + text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return [quad(one.triple, ox.NamedNode(graph)) for one in triples]


def asserted(sources: Mapping[str, str], authorities: str = "", vocabularies: str = "", ontology: str = "") -> Graphs:
    quads = [one for slug, text in sources.items() for one in parsed(text, entity(slug), entity(slug))]
    quads += parsed(authorities, AUTHORITIES) + parsed(vocabularies, VOCABULARIES) + parsed(ontology, ONTOLOGY_GRAPH)
    return stored_form(quads)
