"""What is known by name: classes, properties, datatypes, concepts, entities, claims, as curated files define them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property, partial

import pyoxigraph as ox

from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES, entity
from loaders.checks.aiming import TARGET_CLASS
from loaders.checks.corpus import Corpus
from loaders.reach import reached
from loaders.words import camel, kebab, local_name
from loaders.workspace import CuratedFile, Part
from ontology import ANDRO, ID, OWL, RDF, RDFS, SH, SKOS
from ontology.core import SAME_FACT_AS, TYPE


class Sort(StrEnum):
    """What a name can stand for."""

    CLASS = "class"
    PROPERTY = "property"
    DATATYPE = "datatype"
    ENTITY = "entity"
    CLAIM = "claim"
    OTHER = "other"  # concepts, shapes, groups


_TYPE = ox.NamedNode(TYPE)
_MODEL = frozenset((ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES))
_CLASSES = frozenset((OWL + "Class", RDFS + "Class"))
_LABELS = frozenset((RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel"))
_SHORTCUT = ANDRO + "shortcutFrom"
_IGNORED = SH + "ignoredProperties"
_HAND_WRITTEN = frozenset((TYPE, SAME_FACT_AS))


class Known:
    """All names that files may use, each table made when it is first asked for.

    A broken file defines what could be read of it.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._asked: dict[str, Sort | None] = {}
        self._model = [(file, corpus.triples(file)) for file in corpus.files if not file.part.is_data]

    @cached_property
    def _values(self) -> "_Values":
        return _Values(triple for _, triples in self._model for triple in triples)

    def _of_shapes(self, *paths: str) -> "_Values":
        """These properties of shapes and classes, without reading all else that the model says."""
        store = self._corpus.store
        held = [quad for path in paths for quad in store.quads_for_pattern(None, ox.NamedNode(path), None)]
        return _Values(quad.triple for quad in held if _text(quad.graph_name) in _MODEL)

    @cached_property
    def sorts(self) -> Mapping[str, Sort]:
        """What each IRI is."""
        data = {subject: sort for graph, subject, _ in self._typed() if (sort := sort_in_data(graph, subject))}
        return {**self._announced, **self.of_model, **data}

    @cached_property
    def of_model(self) -> Mapping[str, Sort]:
        """What each name of the model is."""
        typed: dict[str, Sort] = {}
        untyped: dict[str, Sort] = {}
        for _, triples in self._model:
            for triple in triples:
                subject = _text(triple.subject)
                if triple.predicate == _TYPE:
                    typed[subject] = _sort_in_model(_text(triple.object))
                else:
                    untyped[subject] = Sort.OTHER  # the lists that closed shapes share have no type
        return untyped | typed

    @cached_property
    def _announced(self) -> Mapping[str, Sort]:
        """What has no class and is no mistake: what is retired, and what broken files were about to define."""
        retired = {_text(one.subject): Sort.ENTITY for one in self._corpus.said(Part.RETIRED)}
        broken = [iri for file in self._corpus.faulty for iri in half_read(file, self._corpus)]
        return retired | {iri: Sort.CLAIM if "#" in iri else Sort.ENTITY for iri in broken}

    def sort(self, iri: str) -> Sort | None:
        """What an IRI is, None where nothing defines it. Looked up alone where the table of all has not been made."""
        if "sorts" in vars(self):
            return self.sorts.get(iri)
        if iri not in self._asked:
            self._asked[iri] = self._sought(iri)
        return self._asked[iri]

    def _sought(self, iri: str) -> Sort | None:
        given = (sort_in_data(graph, iri) for graph, _, _ in self._typed(iri))
        return next(filter(None, given), None) or self.of_model.get(iri) or self._announced.get(iri)

    def gather(self) -> None:
        """Make the table of all names: quicker where most of them will be asked for."""
        assert self.sorts is not None

    @cached_property
    def labels(self) -> Mapping[str, frozenset[str]]:
        """What things are called in any language."""
        labels: dict[str, set[str]] = defaultdict(set)
        for iri in sorted(_LABELS):
            for quad in self._corpus.store.quads_for_pattern(None, ox.NamedNode(iri), None):
                labels[_text(quad.subject)].add(_text(quad.object))
            for subject, said in self._values.by_path.get(iri, {}).items():
                labels[subject].update(said)
        return {iri: frozenset(said) for iri, said in labels.items()}

    @cached_property
    def types(self) -> Mapping[str, frozenset[str]]:
        """The classes of entities."""
        types: dict[str, set[str]] = defaultdict(set)
        for graph, subject, kind in self._typed():
            if sort_in_data(graph, subject) is not None:
                types[subject].add(kind)
        return {iri: frozenset(kinds) for iri, kinds in types.items()}

    @cached_property
    def superclasses(self) -> Mapping[str, frozenset[str]]:
        return self._values.closure(RDFS + "subClassOf")

    @cached_property
    def ranges(self) -> Mapping[str, frozenset[str]]:
        """The classes that shapes ask of a property's values."""
        return self._values.ranges()

    @cached_property
    def described(self) -> frozenset[str]:
        """The classes that have a shape."""
        return self._of_shapes(TARGET_CLASS).all(TARGET_CLASS)

    @cached_property
    def derived(self) -> frozenset[str]:
        """The properties that only the build writes."""
        return self._of_shapes(_SHORTCUT, _IGNORED, RDF + "first", RDF + "rest").derived()

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts that claims state."""
        return frozenset(
            fact_of(subject) for graph, subject, _ in self._typed() if sort_in_data(graph, subject) is Sort.CLAIM
        )

    def _typed(self, subject: str | None = None) -> Iterator[tuple[str, str, str]]:
        """Graph, subject and class of all that data types, or of one thing; what strays has no graph."""
        node = ox.NamedNode(subject) if subject else None
        for quad in self._corpus.store.quads_for_pattern(node, _TYPE, None):
            graph = _text(quad.graph_name)
            if graph not in _MODEL:
                yield graph, _text(quad.subject), _text(quad.object)
        for triple in self._corpus.said(Part.STRAY):
            if triple.predicate == _TYPE and (node is None or triple.subject == node):
                yield "", _text(triple.subject), _text(triple.object)

    def of_sort(self, sort: Sort) -> list[str]:
        return sorted(iri for iri, known in self.sorts.items() if known is sort)

    def is_a(self, entity: str, classes: frozenset[str]) -> bool:
        """Whether an entity has one of the classes, or a subclass of one."""
        return any(classes & self.superclasses.get(own, frozenset((own,))) for own in self.types.get(entity, ()))

    def forms(self, iri: str) -> set[str]:
        """How somebody may have tried to write this name: its local name, and its labels written like one."""
        said = self.labels.get(iri, frozenset())
        return {local_name(iri)} | {form for label in said for form in (kebab(label), camel(label)) if form}


def half_read(file: CuratedFile, corpus: Corpus) -> Iterator[str]:
    """What a broken file was about to define: those who mention it are not to blame."""
    if file.part.is_data:
        yield entity(file.slug)
        yield from corpus.document(file).broken


def _text(term: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | ox.DefaultGraph") -> str:
    assert not isinstance(term, (ox.Triple, ox.DefaultGraph)), "RDF 1.1 has no triple terms, and every graph a name"
    return term.value


def _sort_in_model(kind: str) -> Sort:
    if kind in _CLASSES:
        return Sort.CLASS
    if kind == RDFS + "Datatype":
        return Sort.DATATYPE
    return Sort.PROPERTY if kind.endswith("Property") and kind.startswith((OWL, RDF)) else Sort.OTHER


def sort_in_data(graph: str, subject: str) -> Sort | None:
    if "#" in subject:
        return Sort.CLAIM
    # A source file may type no entity but itself: who else it names is defined elsewhere, or not at all.
    return Sort.ENTITY if graph in ("", AUTHORITIES, subject) else None


class _Values:
    """Triples of the model, by property and subject."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.by_path: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self.by_path[triple.predicate.value][_text(triple.subject)].append(_text(triple.object))

    def of(self, path: str, subject: str) -> list[str]:
        return self.by_path.get(path, {}).get(subject, [])

    def all(self, path: str) -> frozenset[str]:
        return frozenset(value for values in self.by_path.get(path, {}).values() for value in values)

    def closure(self, path: str) -> dict[str, frozenset[str]]:
        """For each subject, itself and all that the property leads to."""
        return {
            subject: frozenset(reached([subject], partial(self.of, path))) for subject in self.by_path.get(path, {})
        }

    def ranges(self) -> dict[str, frozenset[str]]:
        """The classes that property shapes ask for; nothing where they allow several by `sh:or`."""
        found: dict[str, set[str]] = defaultdict(set)
        for shape, paths in self.by_path.get(SH + "path", {}).items():
            for path in paths:
                found[path].update(self.of(SH + "class", shape))
        return {path: frozenset(classes) for path, classes in found.items() if classes}

    def derived(self) -> frozenset[str]:
        """What closed shapes let pass because the build writes it, and shortcuts."""
        found = set(self.by_path.get(_SHORTCUT, {}))
        for heads in self.by_path.get(_IGNORED, {}).values():
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
