"""A SHACL result as a finding: its sentence, its token, and which of several results about one token is told."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from loaders.checks.captions import Captions
from loaders.checks.lexical import date_of, decimal_of
from loaders.checks.positions import Positions
from loaders.findings import Finding, Level, Place, Text
from loaders.nearest import nearest
from loaders.turtle import PositionedTriple, Term
from loaders.words import local_name
from loaders.writer.spelling import Spelling
from ontology import LANGUAGES, RDF, XSD


@dataclass(frozen=True, slots=True)
class Violation:
    """One validation result. `component` is the constraint's name without its ending: "MinCount", "Closed"."""

    shape: str
    component: str
    focus: str
    path: str | None
    value: Term | None
    level: Level
    message: Text


# Component → rank and sentence. Of several results about one token the lowest rank is told: it explains the others.
SENTENCES: dict[str, tuple[int, Text]] = {
    "Closed": (0, Text("« {name} » ne prend pas `{found}`.", "“{name}” does not take `{found}`.")),
    "Datatype": (
        1,
        Text("« {name} » : `{found}` n’est pas du bon type.", "“{name}”: `{found}` is not of the right type."),
    ),
    "Or": (
        1,
        Text("« {name} » : `{found}` ne convient pas.", "“{name}”: `{found}` does not fit."),
    ),
    "NodeKind": (2, Text("« {name} » : `{found}` n’est pas un identifiant.", "“{name}”: `{found}` is no identifier.")),
    "Class": (
        3,
        Text("« {name} » : `{found}` est d’une autre classe.", "“{name}”: `{found}` is of another class."),
    ),
    "In": (4, Text("« {name} » : `{found}` n’est pas admis.", "“{name}”: `{found}` is not allowed.")),
    "Pattern": (
        5,
        Text("« {name} » : `{found}` n’a pas la forme voulue.", "“{name}”: `{found}` is not of the right form."),
    ),
    "LanguageIn": (
        6,
        Text("« {name} » : ni français ni anglais.", "“{name}”: neither French nor English."),
    ),
    "MinLength": (6, Text("« {name} » est vide.", "“{name}” is empty.")),
    "MinInclusive": (6, Text("« {name} » : `{found}` est trop petit.", "“{name}”: `{found}` is too small.")),
    "MaxInclusive": (6, Text("« {name} » : `{found}` est trop grand.", "“{name}”: `{found}` is too great.")),
    "UniqueLang": (7, Text("« {name} » figure deux fois en {language}.", "“{name}” is given twice in {language}.")),
    "MaxCount": (7, Text("« {name} » figure plusieurs fois.", "“{name}” is given several times.")),
    "MinCount": (8, Text("« {name} » manque.", "“{name}” is missing.")),
}
# The constraints that only the shapes of others have.
_OTHERWISE = (
    5,
    Text(
        "« {name} » : la contrainte {component} n’est pas respectée.",
        "“{name}”: the constraint {component} is not met.",
    ),
)
TOO_FEW = Text("« {name} » : trop peu de valeurs.", "“{name}”: too few values.")
INCOMPLETE = Text("« {name} » manque en {language}.", "“{name}” is missing in {language}.")
MISTAKEN = Text(
    "« {name} » ne prend pas `{found}`, et « {missing} » manque.",
    "“{name}” does not take `{found}`, and “{missing}” is missing.",
)
WRITE = Text("Écrivez `{meant}` au lieu de `{found}`.", "Write `{meant}` instead of `{found}`.")
_DECIMAL = XSD + "decimal"
_TAG_INSIDE = re.compile(rf"(.+)@({'|'.join(LANGUAGES)})", re.DOTALL)
LANGUAGE_NAMES = {"fr": Text("français", "French"), "en": Text("anglais", "English")}


@dataclass(frozen=True, slots=True)
class _Located:
    """A violation and the triples that it is about, the one to point at last; none where something is missing."""

    violation: Violation
    triples: tuple[PositionedTriple, ...]
    place: Place

    @property
    def rank(self) -> int:
        return SENTENCES.get(self.violation.component, _OTHERWISE)[0]

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing to point at but the subject that lacks it."""
        return self.violation.component == "MinCount" and not self.triples

    @property
    def written(self) -> str:
        """What the curator wrote there."""
        if not self.triples:
            return ""
        last = self.triples[-1]
        return last.predicate.text if self.violation.component == "Closed" else last.object.text


def findings_of(
    violations: Iterable[Violation], positions: Positions, captions: Captions, prefixes: Mapping[str, str]
) -> list[Finding]:
    """One finding a token. A property out of place and a missing one of a like name are one mistake."""
    located = [_locate(violation, positions) for violation in violations]
    told = [min(about, key=lambda item: item.rank) for about in _by_token(located).values()]
    mistaken = dict(_mistaken(told))
    explained = set(mistaken.values())
    teller = _Teller(captions, Spelling(prefixes))
    return [
        teller.mistaken(item, mistaken[item.violation]) if item.violation in mistaken else teller.finding(item)
        for item in told
        if item.violation not in explained
    ]


def _mistaken(told: Sequence[_Located]) -> Iterator[tuple[Violation, Violation]]:
    """Properties out of place, each with the missing one of the same subject that it resembles."""
    missing: dict[str, dict[str, Violation]] = defaultdict(dict)
    for item in told:
        if item.is_missing:
            missing[item.violation.focus][local_name(item.violation.path or "")] = item.violation
    for item in told:
        lacking = missing[item.violation.focus]
        if item.violation.component == "Closed" and (like := nearest(local_name(item.violation.path or ""), lacking)):
            yield item.violation, lacking.pop(like)


def _locate(violation: Violation, positions: Positions) -> _Located:
    triples = _about(violation, positions)
    if not triples:
        return _Located(violation, (), positions.subject(violation.focus))
    last = triples[-1]
    return _Located(violation, triples, last.predicate.place if violation.component == "Closed" else last.object.place)


def _about(violation: Violation, positions: Positions) -> tuple[PositionedTriple, ...]:
    """The triples that a violation is about, by the rules that its component implies."""
    path, value = violation.path, violation.value
    if path is None:
        return ()
    if value is not None:
        found = positions.triple(violation.focus, path, value)
        return (found,) if found else ()
    written = positions.of(violation.focus, path)
    if violation.component == "MaxCount":
        return written[:2]
    return _doubles(written) if violation.component == "UniqueLang" else written


def _doubles(written: Sequence[PositionedTriple]) -> tuple[PositionedTriple, ...]:
    """The first values that share a language."""
    by_language: dict[str, list[PositionedTriple]] = defaultdict(list)
    for triple in written:
        by_language[_language(triple)].append(triple)
    return next((tuple(same) for language, same in by_language.items() if language and len(same) > 1), ())


def _by_token(located: Iterable[_Located]) -> Mapping[object, list[_Located]]:
    """By the token that is pointed at; what is missing has none, and each missing property counts."""
    grouped: dict[object, list[_Located]] = defaultdict(list)
    for item in located:
        key = item.place if item.triples else (item.place, item.violation.shape, item.violation.path)
        grouped[key].append(item)
    return grouped


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says what a located violation is, in both languages."""

    captions: Captions
    spelling: Spelling

    def finding(self, item: _Located) -> Finding:
        violation = item.violation
        meant = self._meant(violation) if violation.component == "Closed" else self._value_meant(item)
        sentence = SENTENCES.get(violation.component, _OTHERWISE)[1]
        if violation.component == "MinCount" and item.triples:
            sentence = INCOMPLETE if _lacks_language(item.triples) else TOO_FEW
        return Finding(
            # A shape without a name is called by what it asks for.
            rule=local_name(violation.shape) if ":" in violation.shape else violation.component,
            level=violation.level,
            place=item.place,
            message=self._filled(sentence, item),
            mend=self._filled(WRITE, item, meant=meant) if meant else violation.message,
            entity=violation.focus,
            nearest=meant,
            related=tuple(triple.object.place for triple in item.triples[:-1]),
        )

    def mistaken(self, item: _Located, missing: Violation) -> Finding:
        """A property out of place that stands for a missing one."""
        meant = self.spelling.iri(missing.path or "")
        message = self._filled(MISTAKEN, item, missing=self._name(missing))
        return replace(self.finding(item), message=message, mend=self._filled(WRITE, item, meant=meant), nearest=meant)

    def _meant(self, violation: Violation) -> str | None:
        """The allowed property that one out of place resembles."""
        allowed = {local_name(path): path for path in self.captions.allowed.get(violation.shape, ())}
        like = nearest(local_name(violation.path or ""), allowed, cutoff=0.75)
        return self.spelling.iri(allowed[like]) if like else None

    def _value_meant(self, item: _Located) -> str | None:
        """The value as its shape would have it, where what is written leaves no doubt about it."""
        if not item.triples or item.triples[-1].datatype is not None:
            return None
        value = item.triples[-1].value
        if not isinstance(value, ox.Literal) or value.language:
            return None
        asked = self.captions.datatypes.get(item.violation.shape) if item.violation.component == "Datatype" else None
        if asked == _DECIMAL:
            return decimal_of(value.value)
        if asked == RDF + "langString" and (tagged := _TAG_INSIDE.fullmatch(value.value)):
            return self.spelling.literal(ox.Literal(tagged[1], language=tagged[2]))
        return date_of(value.value) if item.violation.component == "Or" else None

    def _filled(self, text: Text, item: _Located, **words: str | Text) -> Text:
        words |= {"name": self._name(item.violation), "language": _language_at_fault(item), "found": item.written}
        words |= {"component": item.violation.component}
        return Text(text.fr.format(**_in_language(words, "fr")), text.en.format(**_in_language(words, "en")))

    def _name(self, violation: Violation) -> Text:
        bare = self.spelling.iri(violation.path or violation.shape)
        return self.captions.names.get(violation.shape, Text(bare, bare))


def _language_at_fault(item: _Located) -> Text:
    """The language that is there twice, or the one that lacks."""
    given = [_language(triple) for triple in item.triples]
    code = given[-1] if item.violation.component == "UniqueLang" and given else None
    lacking = next((language for language in LANGUAGES if language not in given), "")
    return LANGUAGE_NAMES.get(code or lacking, Text(code or "", code or ""))


def _in_language(words: Mapping[str, str | Text], language: str) -> dict[str, str]:
    return {key: word.in_language(language) if isinstance(word, Text) else word for key, word in words.items()}


def _lacks_language(triples: Iterable[PositionedTriple]) -> bool:
    given = {_language(triple) for triple in triples}
    return "" not in given and not given.issuperset(LANGUAGES)


def _language(triple: PositionedTriple) -> str:
    return getattr(triple.value, "language", None) or ""
