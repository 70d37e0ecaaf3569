"""Unknown terms: names that nothing defines, each with the nearest that something does."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import pyoxigraph as ox

from loaders.checks.known import Known, Sort
from loaders.checks.namespaces import Likeness, called_by_itself, is_below, namespace_findings, namespaces_alike
from loaders.findings import Finding, Level, Place, Text
from loaders.nearest import nearest, nearest_slug
from loaders.turtle import UNREADABLE, Document, PositionedTriple, Token
from loaders.words import kebab_of_camel, local_name, namespace_of
from loaders.workspace import CuratedFile, Part
from loaders.writer.spelling import Spelling
from ontology import BASE, ID, VOCABULARY
from ontology.core import CLAIM, FACT, TYPE

# What was meant is looked for among thousands of names: not for more of one file than anybody would mend by hand.
MOST_MEANT = 100


class Role(StrEnum):
    """What a name is used as."""

    PROPERTY = "property"
    CLASS = "class"
    DATATYPE = "datatype"
    VALUE = "value"


_NOT_FOUND = Text("Vérifiez son orthographe.", "Check its spelling.")
_DERIVED = Text("Supprimez cette ligne.", "Delete this line.")
_WIDE = re.compile("[\uff01-\uff5e\u3001\u3002]")
TOO_WIDE = Text("`{found}` est un caractère pleine chasse ({point}).", "`{found}` is a full-width character ({point}).")
WRITE = Text("Écrivez `{nearest}`.", "Write `{nearest}`.")

# Code → what is wrong, and how to mend it where nothing is near.
SENTENCES: Mapping[str, tuple[Text, Text]] = {
    "unknown-property": (
        Text("`{found}` n’est pas une propriété connue.", "`{found}` is no known property."),
        Text("Les propriétés sont dans ontology/andromede.ttl.", "The properties are in ontology/andromede.ttl."),
    ),
    "unknown-class": (
        Text("`{found}` n’est pas une classe connue.", "`{found}` is no known class."),
        Text("Les classes sont dans ontology/andromede.ttl.", "The classes are in ontology/andromede.ttl."),
    ),
    "unfit-class": (
        Text("`{found}` n’est pas une classe pour les données.", "`{found}` is no class for data."),
        Text("Prenez une classe de ontology/shapes/.", "Take a class of ontology/shapes/."),
    ),
    "unknown-datatype": (
        Text("`{found}` n’est pas un type de données connu.", "`{found}` is no known datatype."),
        Text("Écrivez par exemple xsd:date ou xsd:decimal.", "Write for instance xsd:date or xsd:decimal."),
    ),
    "unknown-entity": (
        Text("Aucun fichier ne décrit `{found}`.", "No file describes `{found}`."),
        Text(
            "Écrivez sa fiche dans graph/data/authorities/, ou corrigez son nom.",
            "Write its record in graph/data/authorities/, or mend its name.",
        ),
    ),
    "unknown-concept": (
        Text("Aucun vocabulaire ne contient `{found}`.", "No vocabulary holds `{found}`."),
        Text("Les concepts sont dans ontology/vocabularies/.", "The concepts are in ontology/vocabularies/."),
    ),
    "unknown-claim": (
        Text("Aucun énoncé ne s’appelle `{found}`.", "No claim is named `{found}`."),
        Text("Écrivez le nom d’un énoncé du fichier.", "Write the name of a claim of the file."),
    ),
    "claim-name": (
        Text("Un énoncé de ce document ne s’appelle pas `{found}`.", "No claim of this document is named `{found}`."),
        Text("Écrivez `:{local}`.", "Write `:{local}`."),
    ),
    "unknown-fact": (
        Text("Aucun énoncé n’établit le fait `{found}`.", "No claim states the fact `{found}`."),
        _NOT_FOUND,
    ),
    "unknown-term": (Text("`{found}` n’existe pas.", "`{found}` does not exist."), _NOT_FOUND),
    "derived": (
        Text("`{found}` est calculé, jamais écrit à la main.", "`{found}` is derived, never written by hand."),
        _DERIVED,
    ),
}


@dataclass(frozen=True, slots=True)
class _Use:
    """A name where it stands."""

    iri: str
    role: Role
    token: Token
    found: PositionedTriple


@dataclass(frozen=True)
class Vocabulary:
    """All known names, ready to be compared with."""

    known: Known
    prefixes: Mapping[str, str]

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """Where every name is known: what is not listed there does not exist."""
        return frozenset({namespace_of(iri) for iri in self.known.of_model} - {BASE})

    @cached_property
    def likeness(self) -> Likeness:
        return Likeness(self.known.sorts)

    @cached_property
    def likeness_of_model(self) -> Likeness:
        return Likeness(self.known.of_model)

    @cached_property
    def likely_namespaces(self) -> Likeness:
        return namespaces_alike(self.prefixes, self.known.sorts)

    def findings(self, file: CuratedFile, document: Document, within: str = "") -> list[Finding]:
        """The unknown names of a file, of all or of those that begin so.

        One that stands in several places is one finding, with the others beside it.
        """
        findings, muted = namespace_findings(file, document, self.prefixes, self._likely_namespace)
        wrong: dict[tuple[str, str], list[_Use]] = {}
        for use in _uses(file, document):
            if not use.iri.startswith(within):
                continue
            if use.iri.startswith(UNREADABLE) or use.token.text.partition(":")[0] in muted:
                continue
            code = self._code(file, use)
            if code is not None:
                wrong.setdefault((code, use.iri), []).append(use)
        spelling = Spelling(dict(document.prefixes) | dict(self.prefixes))
        told = enumerate(wrong.items())
        return findings + [self._finding(code, uses, spelling, at < MOST_MEANT) for at, ((code, _), uses) in told]

    def _likely_namespace(self, address: str) -> str | None:
        return self.likely_namespaces.of(address)

    def _alike(self, iri: str) -> str | None:
        """The name that differs only in what people do not look at, from the table of all if it looks like ours."""
        return (self.likeness if is_below(iri, BASE) else self.likeness_of_model).of(iri)

    def _code(self, file: CuratedFile, use: _Use) -> str | None:
        """What is wrong with the use of a name, None if it is well."""
        sort = self.known.sort(use.iri)
        if file.part.is_data and (use.role is Role.PROPERTY and use.iri in self.known.derived):
            return "derived"
        if file.part.is_data and use.role is Role.CLASS and use.iri in (CLAIM, FACT):
            return "derived"
        if use.token is use.found.subject and "--" in use.iri:
            return "claim-name"
        if use.role is Role.VALUE:
            return None if sort else self._unknown_value(use.iri)
        if sort != use.role.value:
            return f"unknown-{use.role}"
        unfit = file.part.is_data and use.role is Role.CLASS and use.iri not in self.known.described
        return "unfit-class" if unfit else None

    def _unknown_value(self, iri: str) -> str | None:
        """Addresses outside our namespaces are links: whether they lead anywhere is not asked here."""
        if iri.startswith(ID):
            if "#" in iri:
                return "unknown-claim"
            if "--" in iri:
                return None if iri in self.known.facts else "unknown-fact"
            return "unknown-entity"
        if iri.startswith(VOCABULARY):
            return "unknown-concept"
        if namespace_of(iri) in self.namespaces and local_name(iri):
            return "unknown-term"
        return "unknown-term" if self._alike(iri) else None

    def _finding(self, code: str, uses: list[_Use], spelling: Spelling, is_sought: bool) -> Finding:
        first = uses[0]
        if wide := _WIDE.search(first.token.text):
            return _too_wide(first, wide)
        near = self._meant(code, first) if is_sought and code not in ("derived", "claim-name") else None
        words = {
            "found": first.token.text,
            "nearest": spelling.iri(near) if near else "",
            "local": local_name(first.iri),
        }
        message, mend = SENTENCES[code]
        return Finding(
            rule=f"term/{code}",
            level=Level.ERROR,
            place=first.token.place,
            message=message.filled(words),
            mend=(WRITE if near else mend).filled(words),
            entity=first.found.focus,
            nearest=words["nearest"] or None,
            related=_places(uses[1:]),
        )

    def _meant(self, code: str, use: _Use) -> str | None:
        """The known name that fits its position and is most like it."""
        alike = self._alike(use.iri)
        if alike is not None and (use.role is Role.VALUE or self.known.sort(alike) == use.role.value):
            return alike
        if code == "unknown-entity":
            return self._concept(use) or self._entity(use)
        candidates = self._candidates(code, use.iri)
        words = _words(use.iri)
        if len(words) > 1 and (turned := [one for one in candidates if _words(one) == words]):
            return min(turned)
        forms = {form: iri for iri in sorted(candidates, reverse=True) for form in self.known.forms(iri)}
        near = nearest(local_name(use.iri), forms)
        return forms[near] if near else self._namesake(code, use.iri)

    def _namesake(self, code: str, iri: str) -> str | None:
        """The right word in the wrong vocabulary."""
        sort = {"unknown-concept": Sort.OTHER, "unknown-property": Sort.PROPERTY, "unknown-class": Sort.CLASS}.get(code)
        alike = [one for one in (self.known.of_sort(sort) if sort else ()) if local_name(one) == local_name(iri)]
        return min((one for one in alike if sort is not Sort.OTHER or one.startswith(VOCABULARY)), default=None)

    def _candidates(self, code: str, iri: str) -> list[str]:
        if code == "unknown-concept":
            scheme = namespace_of(iri)
            concepts = [one for one in self.known.of_sort(Sort.OTHER) if one.startswith(VOCABULARY)]
            return [one for one in concepts if one.startswith(scheme)] or concepts
        if code == "unfit-class":
            return list(self.known.described)
        if code in ("unknown-claim", "unknown-fact"):
            names = self.known.of_sort(Sort.CLAIM) if code == "unknown-claim" else list(self.known.facts)
            return [one for one in names if namespace_of(one) == namespace_of(iri)]
        sorts = {"unknown-term": Sort.OTHER}
        fitting = self.known.of_sort(sorts.get(code) or Sort(code.removeprefix("unknown-")))
        return [one for one in fitting if namespace_of(one) == namespace_of(iri)] or fitting

    def _concept(self, use: _Use) -> str | None:
        """`id:news` for `source-kind:news`: a concept of the vocabulary that is named like the property."""
        iri = f"{VOCABULARY}{kebab_of_camel(local_name(use.found.path))}/{use.iri.removeprefix(ID)}"
        return iri if self.known.sort(iri) else None

    def _entity(self, use: _Use) -> str | None:
        """Entities of the class that the property asks for come before all others."""
        everyone = self.known.of_sort(Sort.ENTITY)
        asked = self.known.ranges.get(use.found.path, frozenset())
        fitting = [entity for entity in everyone if self.known.is_a(entity, asked)]
        slug = use.iri.removeprefix(ID)
        for group in (fitting, everyone):
            near = nearest_slug(slug, [entity.removeprefix(ID) for entity in group])
            if near:
                return ID + near
        return None


def _words(iri: str) -> list[str]:
    """The words of a name, in whatever order somebody put them."""
    return sorted(kebab_of_camel(local_name(iri)).split("-"))


def _too_wide(use: _Use, wide: re.Match[str]) -> Finding:
    """Turtle takes a full-width comma for a letter; whoever typed it did not."""
    start = use.token.start + wide.start()
    words = {"found": wide[0], "point": f"U+{ord(wide[0]):04X}"}
    words["nearest"] = {"、": ",", "。": "."}.get(wide[0]) or chr(ord(wide[0]) - 0xFEE0)
    place = use.token.source.place(start, start + 1)
    return Finding("term/width", Level.ERROR, place, TOO_WIDE.filled(words), WRITE.filled(words), use.found.focus)


def _uses(file: CuratedFile, document: Document) -> Iterator[_Use]:
    own = (file.graph, called_by_itself(file, document))
    for found in document.triples:
        yield _Use(found.path, Role.PROPERTY, found.predicate, found)
        if found.datatype is not None and isinstance(found.value, ox.Literal):
            yield _Use(found.value.datatype.value, Role.DATATYPE, found.datatype, found)
        if isinstance(found.value, ox.NamedNode):
            role = Role.CLASS if found.path == TYPE else Role.VALUE
            yield _Use(found.value.value, role, found.object, found)
        # In a source, a bare triple speaks of something that has its record elsewhere.
        is_entity = found.focus.startswith(ID) and "#" not in found.focus
        if file.part is Part.SOURCES and is_entity and found.focus not in own:
            yield _Use(found.focus, Role.VALUE, found.subject, found)


def _places(uses: list[_Use]) -> tuple[Place, ...]:
    """Other places of the same name; the tokens of a subject are met once for each of its triples."""
    return tuple(dict.fromkeys(use.token.place for use in uses))
