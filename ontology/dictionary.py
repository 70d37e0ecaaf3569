"""The dictionary of kinds, read from the shapes: which properties a kind takes, in which order, which name it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from ontology import ANDRO, HERE, SH

Terms = Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class Slot:
    """One property that the shape of a kind allows."""

    property: str
    shape: str
    order: int
    required: bool
    single: bool
    key_position: int | None
    key_default: str | None
    names: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Kind:
    """A class with a shape. Kinds of claims have a `token`, which begins their claims' names."""

    iri: str
    token: str | None
    slots: tuple[Slot, ...]
    label_templates: Mapping[str, str]

    @cached_property
    def keys(self) -> tuple[tuple[Slot, ...], ...]:
        """The slots that name a claim, by position; slots that share a position are alternatives."""
        keyed = sorted(
            (s for s in self.slots if s.key_position is not None), key=lambda s: (s.key_position or 0, s.order)
        )
        return tuple(tuple(group) for _, group in groupby(keyed, key=lambda s: s.key_position))

    @staticmethod
    def demands(position: tuple[Slot, ...]) -> bool:
        """Whether a claim must give this key: alternatives without a default demand one of them."""
        optional = any(slot.key_default for slot in position) or len(position) == 1
        return any(slot.required for slot in position) or not optional

    def slot(self, property_iri: str) -> Slot | None:
        """The slot of a property, or None where the shape does not allow it."""
        return next((slot for slot in self.slots if slot.property == property_iri), None)


@dataclass(frozen=True)
class Dictionary:
    """All kinds, in the order of their IRIs."""

    kinds: tuple[Kind, ...]

    @cached_property
    def by_class(self) -> Mapping[str, Kind]:
        return {kind.iri: kind for kind in self.kinds}

    @cached_property
    def by_token(self) -> Mapping[str, Kind]:
        return {kind.token: kind for kind in self.kinds if kind.token}


def read_dictionary(folder: Path = HERE) -> Dictionary:
    """The dictionary that a folder's andromede.ttl and shapes/*.ttl spell. Raises SyntaxError on bad Turtle."""
    files = [folder / "andromede.ttl", *sorted((folder / "shapes").glob("*.ttl"))]
    return dictionary_of(triple for file in files for triple in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))


def dictionary_of(triples: Iterable[ox.Quad | ox.Triple]) -> Dictionary:
    """The dictionary that these triples spell."""
    about: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if not isinstance(triple.object, ox.Triple) and not isinstance(triple.subject, ox.Triple):
            about[triple.subject.value][triple.predicate.value].append(triple.object)
    # One shape may serve several classes: all organizations are described alike.
    kinds = [_kind(about, shape, iri.value) for shape in about.values() for iri in shape.get(SH + "targetClass", ())]
    return Dictionary(tuple(sorted(kinds, key=lambda kind: kind.iri)))


def _kind(about: Mapping[str, Terms], shape: Terms, iri: str) -> Kind:
    properties = [term.value for term in shape.get(SH + "property", [])]
    slots = sorted((_slot(name, about.get(name, {})) for name in properties), key=lambda s: (s.order, s.property))
    named = about.get(iri, {})
    return Kind(iri, _text(named, ANDRO + "nameToken"), tuple(slots), _by_language(named, ANDRO + "labelTemplate"))


def _slot(shape: str, terms: Terms) -> Slot:
    position = _text(terms, ANDRO + "keyPosition")
    return Slot(
        property=_text(terms, SH + "path") or "",
        shape=shape,
        order=int(_text(terms, SH + "order") or 0),
        required=int(_text(terms, SH + "minCount") or 0) > 0,
        single=_text(terms, ANDRO + "singleValued") == "true",
        key_position=int(position) if position else None,
        key_default=_text(terms, ANDRO + "keyDefault"),
        names=_by_language(terms, SH + "name"),
    )


def _by_language(terms: Terms, property_iri: str) -> Mapping[str, str]:
    literals = [term for term in terms.get(property_iri, ()) if isinstance(term, ox.Literal)]
    return {term.language or "": term.value for term in literals}


def _text(terms: Terms, property_iri: str) -> str | None:
    values = terms.get(property_iri)
    return values[0].value if values else None
