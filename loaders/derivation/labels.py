"""Labels, shown instead of IRIs: those of facts from the templates of their kinds, those of entities from names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from loaders.derivation.facts import Fact
from loaders.triples import Value, node_of
from loaders.words import local_name
from ontology import ANDRO, LANGUAGES
from ontology.core import LABEL, LOCATOR, PREFERRED_LABEL, TITLE
from ontology.locators import passages

# In a template, {property} is the name of its value; what stands in [ ] appears only when all that it holds is given.
_PART = re.compile(r"\[(?P<optional>[^\[\]]*)\]|(?P<always>[^\[\]]+)")
_SLOT = re.compile(r"\{([A-Za-z]+)\}")
_UNKNOWN = "…"

# A thing is called by the first of these that it has.
NAMING = (LABEL, PREFERRED_LABEL, TITLE)

Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a template: texts with the properties between them (one text more than properties)."""

    texts: tuple[str, ...]
    properties: tuple[str, ...]
    optional: bool


@lru_cache(maxsize=256)
def parse_template(template: str) -> tuple[Part, ...]:
    """The parts of a template, the optional ones marked."""
    parts = []
    for match in _PART.finditer(template):
        pieces = _SLOT.split(match["optional"] if match["optional"] is not None else match["always"])
        parts.append(Part(tuple(pieces[::2]), tuple(pieces[1::2]), match["optional"] is not None))
    return tuple(parts)


def fact_labels(fact: Fact, names: Names) -> Iterator[ox.Literal]:
    """The labels of a fact, one for each language in which its kind has a template."""
    properties = {local_name(slot.property): slot.property for slot in fact.kind.slots}
    for language, template in sorted(fact.kind.label_templates.items()):
        given = {
            name: _given(fact, properties.get(name, ANDRO + name), names, language)
            for part in parse_template(template)
            for name in part.properties
        }
        text = "".join(_fill(part, given) for part in parse_template(template))
        yield ox.Literal(text, language=language) if language else ox.Literal(text)


def names_of(triples: Iterable[ox.Triple]) -> Names:
    """The name of each thing by language, from its label, preferred label or title; "" is the language of none."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for triple in triples:
        value = triple.object
        if triple.predicate.value in NAMING and isinstance(value, ox.Literal):
            by_language = found[node_of(triple).value][triple.predicate.value]
            language = value.language or ""
            by_language[language] = min(value.value, by_language.get(language, value.value))
    return {iri: next(by[p] for p in NAMING if p in by) for iri, by in found.items()}


def entity_labels(triples: Sequence[ox.Triple]) -> Iterator[ox.Triple]:
    """`rdfs:label` for everything that has another name and writes none."""
    labelled = {triple.subject for triple in triples if triple.predicate.value == LABEL}
    label = ox.NamedNode(LABEL)
    for triple in triples:
        if triple.predicate.value in (PREFERRED_LABEL, TITLE) and triple.subject not in labelled:
            yield ox.Triple(triple.subject, label, triple.object)


def name_in(language: str, names: Mapping[str, str]) -> str | None:
    """The name in a language, or else in one of the house, or else in any."""
    wanted = (language, *LANGUAGES, "", *sorted(names))
    return next((names[one] for one in wanted if one in names), None)


def _fill(part: Part, given: Mapping[str, str]) -> str:
    if part.optional and not all(given[name] for name in part.properties):
        return ""
    values = [given[name] or _UNKNOWN for name in part.properties]
    return "".join(text + value for text, value in zip(part.texts, [*values, ""], strict=True))


def _given(fact: Fact, name: str, names: Names, language: str) -> str:
    values = fact.given(name)
    if name == LOCATOR:
        return passages((value.value for value in values if isinstance(value, ox.Literal)), language)
    return _names(values, names, language)


def _names(values: Iterable[Value], names: Names, language: str) -> str:
    """The names of these values, several with commas between them. A text in several languages is shown in one."""
    texts: dict[str, str] = {}
    shown = set()
    for value in values:
        if isinstance(value, ox.Literal) and value.language:
            texts[value.language] = min(value.value, texts.get(value.language, value.value))
        else:
            shown.add(_name(value, names, language))
    text = name_in(language, texts)
    return ", ".join(sorted(shown | ({text} if text else set())))


def _name(value: Value, names: Names, language: str) -> str:
    if isinstance(value, ox.NamedNode):
        return name_in(language, names.get(value.value, {})) or local_name(value.value)
    return value.value if isinstance(value, ox.Literal) else _UNKNOWN
