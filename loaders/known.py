"""What is known by name: classes, properties, datatypes, concepts, entities, claims, as curated files define them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.names import entity
from loaders.turtle import Document, PositionedTriple
from loaders.words import camel, kebab, local_name
from loaders.workspace import CuratedFile, Part
from ontology import ANDRO, ID, OWL, RDF, RDFS, SH, SKOS
from ontology.core import SAME_FACT_AS, TYPE

Corpus = Mapping[CuratedFile, Document]


class Sort(StrEnum):
    """What a name can stand for."""

    CLASS = "class"
    PROPERTY = "property"
    DATATYPE = "datatype"
    ENTITY = "entity"
    CLAIM = "claim"
    OTHER = "other"  # concepts, shapes, groups


_CLASSES = frozenset((OWL + "Class", RDFS + "Class"))
_LABELS = frozenset((RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel"))
_HAND_WRITTEN = frozenset((TYPE, SAME_FACT_AS))


@dataclass(frozen=True)
class Known:
    """All names that files may use.

    `sorts` tells what each IRI is, `labels` what it is called in any language, `types` the classes of entities,
    `ranges` the classes that shapes ask of a property's values, `described` the classes that have a shape,
    `derived` the properties that only the build writes, `facts` the facts that claims state.
    """

    sorts: Mapping[str, Sort]
    labels: Mapping[str, frozenset[str]]
    types: Mapping[str, frozenset[str]]
    superclasses: Mapping[str, frozenset[str]]
    ranges: Mapping[str, frozenset[str]]
    described: frozenset[str]
    derived: frozenset[str]
    facts: frozenset[str]

    def of_sort(self, sort: Sort) -> list[str]:
        return [iri for iri, known in self.sorts.items() if known is sort]

    def is_a(self, entity: str, classes: frozenset[str]) -> bool:
        """Whether an entity has one of the classes, or a subclass of one."""
        return any(classes & self.superclasses.get(own, frozenset((own,))) for own in self.types.get(entity, ()))

    def forms(self, iri: str) -> set[str]:
        """How somebody may have tried to write this name: its local name, and its labels written like one."""
        said = self.labels.get(iri, frozenset())
        return {local_name(iri)} | {form for label in said for form in (kebab(label), camel(label)) if form}


def known_names(corpus: Corpus) -> Known:
    """What the files of a workspace define. A broken file defines what could be read of it."""
    triples = [(file, found) for file, document in corpus.items() for found in document.triples]
    values = _Values(found for file, found in triples if not file.part.is_data)
    sorts: dict[str, Sort] = {}
    labels: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    facts: set[str] = set()
    for file, found in triples:
        if found.path == TYPE:
            sort = _sort(file, found)
            if sort is not None:
                sorts[found.focus] = sort
                types[found.focus].add(found.value.value)
            if sort is Sort.CLAIM:
                facts.add(fact_of(found.focus))
        elif found.path in _LABELS:
            labels[found.focus].add(found.value.value)
        elif file.part is Part.RETIRED:
            sorts.setdefault(found.focus, Sort.ENTITY)
        elif not file.part.is_data:
            sorts.setdefault(found.focus, Sort.OTHER)  # the lists that closed shapes share have no type
    for file, document in corpus.items():
        for iri in _half_read(file, document):
            sorts.setdefault(iri, Sort.CLAIM if "#" in iri else Sort.ENTITY)
    return Known(
        sorts=sorts,
        labels={iri: frozenset(said) for iri, said in labels.items()},
        types={iri: frozenset(said) for iri, said in types.items()},
        superclasses=values.closure(RDFS + "subClassOf"),
        ranges=values.ranges(),
        described=values.all(SH + "targetClass"),
        derived=values.derived(),
        facts=frozenset(facts),
    )


def _half_read(file: CuratedFile, document: Document) -> Iterator[str]:
    """What a broken file was about to define: those who mention it are not to blame."""
    if file.part.is_data and document.faults:
        yield entity(file.slug)
        yield from document.broken


def _sort(file: CuratedFile, found: PositionedTriple) -> Sort | None:
    kind = found.value.value
    if not file.part.is_data:
        if kind in _CLASSES:
            return Sort.CLASS
        if kind == RDFS + "Datatype":
            return Sort.DATATYPE
        return Sort.PROPERTY if kind.endswith("Property") and kind.startswith((OWL, RDF)) else Sort.OTHER
    if "#" in found.focus:
        return Sort.CLAIM
    # A source file may type no entity but itself: who else it names is defined elsewhere, or not at all.
    return Sort.ENTITY if file.part is not Part.SOURCES or found.focus == file.graph else None


class _Values:
    """Triples of the model, by property and subject."""

    def __init__(self, triples: Iterable[PositionedTriple]) -> None:
        self.by_path: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for found in triples:
            self.by_path[found.path][found.focus].append(found.value.value)

    def of(self, path: str, subject: str) -> list[str]:
        return self.by_path.get(path, {}).get(subject, [])

    def all(self, path: str) -> frozenset[str]:
        return frozenset(value for values in self.by_path.get(path, {}).values() for value in values)

    def closure(self, path: str) -> dict[str, frozenset[str]]:
        """For each subject, itself and all that the property leads to."""
        return {subject: frozenset(self._reach(path, subject)) for subject in self.by_path.get(path, {})}

    def _reach(self, path: str, start: str) -> set[str]:
        reached, waiting = {start}, [start]
        while waiting:
            fresh = set(self.of(path, waiting.pop())) - reached
            reached |= fresh
            waiting += fresh
        return reached

    def ranges(self) -> dict[str, frozenset[str]]:
        """The classes that property shapes ask for; nothing where they allow several by `sh:or`."""
        found: dict[str, set[str]] = defaultdict(set)
        for shape, paths in self.by_path.get(SH + "path", {}).items():
            for path in paths:
                found[path].update(self.of(SH + "class", shape))
        return {path: frozenset(classes) for path, classes in found.items() if classes}

    def derived(self) -> frozenset[str]:
        """What closed shapes let pass because the build writes it, and shortcuts."""
        found = set(self.by_path.get(ANDRO + "shortcutFrom", {}))
        for heads in self.by_path.get(SH + "ignoredProperties", {}).values():
            for head in heads:
                found.update(self._items(head))
        return frozenset(found - _HAND_WRITTEN)

    def _items(self, head: str) -> list[str]:
        items: list[str] = []
        while head != RDF + "nil" and len(items) < 1000:
            items += self.of(RDF + "first", head)
            head = next(iter(self.of(RDF + "rest", head)), RDF + "nil")
        return items


def fact_of(claim: str) -> str:
    """The IRI of the fact that a claim states: its own name without the number that tells it from its twins."""
    return ID + re.sub(r"\.[0-9]+\Z", "", claim.partition("#")[2])
