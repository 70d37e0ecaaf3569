"""Triples as compact JSON-LD under our own context, which travels inside the document: no reader has to fetch it.

What a context may hold is what ours holds: prefixes, keyword aliases, terms with `@id`, `@type`, `@language` and the
containers `@set` and `@language` (JSON-LD 1.1, §4). A value that fits no term is written out in full, which is always
right.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from ontology import HERE, XSD
from ontology.core import TYPE

# The native JSON values that a reader turns back into the very same literal.
_NATIVE = {(XSD + "boolean", "true"): True, (XSD + "boolean", "false"): False}
_GEN_DELIM = frozenset(":/?#[]@")

Json: TypeAlias = Any
Object: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """One term of a context, everything in full."""

    name: str
    iri: str
    type: str | None
    language: str | None
    container: str | None


@dataclass(frozen=True)
class Context:
    """A context read once: its own text, and its terms by the property that they stand for."""

    entries: Mapping[str, Json]

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """Namespace by prefix: simple terms whose IRI ends as JSON-LD 1.1 asks of a prefix (§4.1.2)."""
        simple = {n: v for n, v in self.entries.items() if isinstance(v, str) and not n.startswith("@")}
        return {name: iri for name, iri in simple.items() if iri and iri[-1] in _GEN_DELIM}

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Our word for a keyword."""
        found = {keyword: keyword for keyword in ("@id", "@type", "@graph")}
        for name, value in self.entries.items():
            keyword = value.get("@id") if isinstance(value, dict) else value
            if keyword in found:
                found[keyword] = name
        return found

    @cached_property
    def terms(self) -> Mapping[str, tuple[TermDefinition, ...]]:
        """The terms of each property."""
        found: dict[str, list[TermDefinition]] = defaultdict(list)
        for name, value in self.entries.items():
            if name.startswith("@") or name in self.prefixes or name in self.aliases.values():
                continue
            definition = self._definition(name, value if isinstance(value, dict) else {"@id": value})
            found[definition.iri].append(definition)
        return {iri: tuple(definitions) for iri, definitions in found.items()}

    @cached_property
    def typed_in_sets(self) -> bool:
        """Whether types are an array even where there is one."""
        return _container(self.entries.get(self.aliases["@type"])) == "@set"

    def expand(self, name: str) -> str:
        """The IRI that a term, a compact IRI or a bare word stands for as a property."""
        prefix, colon, local = name.partition(":")
        if colon and prefix in self.prefixes and not local.startswith("//"):
            return self.prefixes[prefix] + local
        return name if colon else self.entries.get("@vocab", "") + name

    def compact(self, iri: str) -> str:
        """The shortest way to write an IRI that a reader of this context turns back into it."""
        fits = [(ns, prefix) for prefix, ns in self.prefixes.items() if iri.startswith(ns) and len(iri) > len(ns)]
        for namespace, prefix in sorted(fits, key=lambda fit: -len(fit[0])):
            if not (local := iri.removeprefix(namespace)).startswith("//"):
                return f"{prefix}:{local}"
        return iri

    def word_for(self, iri: str) -> str | None:
        """The plain term for an IRI where a value is read against the vocabulary."""
        return next((term.name for term in self.terms.get(iri, ())), None)

    def _definition(self, name: str, value: Mapping[str, Json]) -> TermDefinition:
        kind = value.get("@type")
        return TermDefinition(
            name=name,
            iri=self.expand(value.get("@id") or name),
            type=kind if kind is None or kind.startswith("@") else self.expand(kind),
            language=value.get("@language"),
            container=_container(value),
        )


def read_context(folder: Path = HERE) -> Context:
    """Our own context."""
    return Context(json.loads((folder / "context.jsonld").read_text(encoding="utf-8"))["@context"])


def document_of(triples: Iterable[ox.Triple], context: Context) -> bytes:
    """One document with a node for each subject, in the order in which they come."""
    about: dict[str, dict[str, list[Object]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        about[_name(triple.subject)][triple.predicate.value].append(triple.object)
    writer = _Writer(context)
    nodes = [writer.node(subject, properties) for subject, properties in about.items()]
    document = {"@context": writer.context_used(), context.aliases["@graph"]: nodes}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


class _Writer:
    """Writes nodes and remembers which entries of the context they need: the rest would only be carried along."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._used = {name for name in context.entries if name.startswith("@")} | set(context.aliases.values())

    def context_used(self) -> dict[str, Json]:
        self._used |= self._prefixes_of_definitions()
        return {name: value for name, value in self._context.entries.items() if name in self._used}

    def node(self, subject: str, properties: Mapping[str, list[Object]]) -> Json:
        node: dict[str, Json] = {self._context.aliases["@id"]: self._reference(subject)}
        for predicate, values in properties.items():
            if predicate == TYPE:
                types = [self._vocabulary(value) for value in values]
                whole = len(types) > 1 or self._context.typed_in_sets
                node[self._context.aliases["@type"]] = types if whole else types[0]
                continue
            for value in values:
                self._add(node, predicate, value)
        return node

    def _add(self, node: dict[str, Json], predicate: str, value: Object) -> None:
        term = self._term_for(predicate, value)
        name = term.name if term else self._compact(predicate)
        if term:
            self._used.add(name)
        if term and term.container == "@language" and isinstance(value, ox.Literal):
            _put(node.setdefault(name, {}), value.language or "@none", value.value)
            return
        _put(node, name, self._value(term, value), whole=bool(term and term.container == "@set"))

    def _term_for(self, predicate: str, value: Object) -> TermDefinition | None:
        terms = self._context.terms.get(predicate, ())
        fitting = next((term for term in terms if _fits(term, value)), None)
        # A value written out in full is right under any term but a map of languages.
        return fitting or next((term for term in terms if term.container != "@language"), None)

    def _value(self, term: TermDefinition | None, value: Object) -> Json:
        fits = term is not None and _fits(term, value)
        if isinstance(value, ox.Literal):
            return _bare(value) if fits or (term is None and _is_native(value)) else _in_full(value)
        if fits and term and term.type == "@vocab":
            return self._vocabulary(value)
        reference = self._reference(_name(value))
        return reference if fits else {self._context.aliases["@id"]: reference}

    def _vocabulary(self, value: Object) -> str:
        iri = _name(value)
        if word := self._context.word_for(iri):
            self._used.add(word)
            return word
        return self._reference(iri)

    def _reference(self, iri: str) -> str:
        return iri if iri.startswith("_:") else self._compact(iri)

    def _compact(self, iri: str) -> str:
        compact = self._context.compact(iri)
        if compact != iri:
            self._used.add(compact.partition(":")[0])
        return compact

    def _prefixes_of_definitions(self) -> set[str]:
        """The prefixes that the definitions of the terms used are written with."""
        definitions = [self._context.entries[name] for name in self._used if name in self._context.entries]
        texts = [text for definition in definitions for text in _texts(definition)]
        return {text.partition(":")[0] for text in texts} & set(self._context.prefixes)


def _fits(term: TermDefinition, value: Object) -> bool:
    """Whether a bare value under this term is read back as this one."""
    if not isinstance(value, ox.Literal):
        return term.type in ("@id", "@vocab")
    if value.language:
        return term.container == "@language" or (term.type is None and term.language == value.language)
    if term.type is None:
        return term.container != "@language" and term.language is None and _is_native(value)
    return term.type == value.datatype.value


def _is_native(value: ox.Literal) -> bool:
    """Whether JSON has a value for it that needs no type beside it."""
    return not value.language and (value.datatype.value == XSD + "string" or _key(value) in _NATIVE)


def _bare(value: ox.Literal) -> Json:
    return _NATIVE.get(_key(value), value.value)


def _in_full(value: ox.Literal) -> Json:
    if value.language:
        return {"@language": value.language, "@value": value.value}
    if value.datatype.value == XSD + "string":
        return {"@value": value.value}
    return {"@type": value.datatype.value, "@value": value.value}


def _key(value: ox.Literal) -> tuple[str, str]:
    return (value.datatype.value, value.value)


def _texts(definition: Json) -> list[str]:
    values = (definition.get("@id"), definition.get("@type")) if isinstance(definition, dict) else (definition,)
    return [value for value in values if isinstance(value, str)]


def _name(term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    if isinstance(term, ox.NamedNode):
        return term.value
    raise TypeError(f"{term} names nothing")


def _container(value: Json) -> str | None:
    container = value.get("@container") if isinstance(value, dict) else None
    return container[0] if isinstance(container, list) else container


def _put(node: dict[str, Json], name: str, value: Json, *, whole: bool = False) -> None:
    """One value as it is, several as an array; under a set an array always."""
    if name not in node:
        node[name] = [value] if whole else value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]
