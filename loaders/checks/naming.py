"""The checks of claims' names: each after its values, each once, numbers in a row."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from loaders.checks.blocks import Block, blocks_of
from loaders.checks.keys import Name, bases, fits, read_name
from loaders.findings import Finding, Level, Text
from loaders.turtle import Document, Token
from loaders.workspace import CuratedFile, Part
from ontology.dictionary import Dictionary, Kind

SENTENCES: Mapping[str, tuple[Text, Text]] = {
    "claim": (
        Text("Le nom `{found}` ne correspond pas aux valeurs.", "The name `{found}` does not follow from the values."),
        Text("Écrivez `{nearest}`.", "Write `{nearest}`."),
    ),
    "number": (
        Text("`{found}` se numérote dans l’ordre du texte.", "`{found}` is numbered in the order of the text."),
        Text("Écrivez `{nearest}`.", "Write `{nearest}`."),
    ),
    "twin": (
        Text("`{found}` compte sans que `{before}` existe.", "`{found}` counts on, and there is no `{before}`."),
        Text("Écrivez `{before}`.", "Write `{before}`."),
    ),
    "twice": (
        Text("`{found}` a déjà un bloc plus haut.", "`{found}` has a block above already."),
        Text(
            "Réunissez les deux blocs ; un second énoncé du même fait s’appelle `{nearest}`.",
            "Join the two blocks; a second claim of the same fact is named `{nearest}`.",
        ),
    ),
}


def naming_findings(file: CuratedFile, document: Document, dictionary: Dictionary) -> list[Finding]:
    """What is wrong with the names of the claims of a source."""
    if file.part is not Part.SOURCES:
        return []
    claims = _Claims(file, list(blocks_of(document)), dictionary)
    return [*claims.findings(), *_twice(document)]


def _twice(document: Document) -> Iterator[Finding]:
    """A claim whose triples stand in two blocks: two claims under one name would silently become one."""
    seen: set[str] = set()
    for statement in document.statements:
        if statement.triples.start == statement.triples.stop:
            continue
        found = document.triples[statement.triples.stop - 1]
        if found.focus in seen and "#" in found.focus:
            yield _finding("twice", found.subject, found.focus, f"{found.subject.text}.2")
        seen.add(found.focus)


@dataclass(frozen=True, slots=True)
class _Claims:
    """The claims of one source."""

    file: CuratedFile
    blocks: list[Block]
    dictionary: Dictionary

    def findings(self) -> Iterator[Finding]:
        names = {self.name(block.subject) for block in self.blocks}
        for block in self.blocks:
            kinds = [self.dictionary.by_class.get(one) for one in block.types]
            kind = next((one for one in kinds if one is not None and one.token), None)
            # What is named after another source, or after none, is for the rules to tell.
            if kind is not None and block.subject.startswith(f"{self.file.graph}#"):
                yield from self.claim(block, kind, names)

    def name(self, iri: str) -> str:
        return iri.removeprefix(f"{self.file.graph}#")

    def claim(self, block: Block, kind: Kind, names: Collection[str]) -> Iterator[Finding]:
        text = self.name(block.subject)
        name = read_name(text)
        if name is None or not fits(name.base, kind, block.values):
            yield from self.wrong(block, kind, name, names)
        elif name.number > 1 and not kind.keys:
            yield self.told("number", block, self.next_number(kind, names))
        elif name.number > 1 and str(Name(name.base, name.number - 1)) not in names:
            yield self.told("twin", block, None, before=f":{Name(name.base, name.number - 1)}")

    def wrong(self, block: Block, kind: Kind, name: Name | None, names: Collection[str]) -> Iterator[Finding]:
        if not kind.keys:
            yield self.told("number", block, self.next_number(kind, names))
            return
        right = bases(kind, block.values)
        if right is not None:
            keeps_number = name is not None and name.number > 1
            same = str(Name(right[0], name.number)) if name and keeps_number else right[0]
            yield self.told("claim", block, same if same not in names else self.free(right[0], names))

    def free(self, base: str, names: Collection[str]) -> str:
        number = next(number for number in range(1, len(names) + 2) if str(Name(base, number)) not in names)
        return str(Name(base, number))

    def next_number(self, kind: Kind, names: Collection[str]) -> str:
        return next(one for number in range(1, len(names) + 2) if (one := f"{kind.token}--{number}") not in names)

    def told(self, code: str, block: Block, right: str | None, **words: str) -> Finding:
        nearest = f":{right}" if right else None
        return _finding(code, block.token, block.subject, nearest, **words)


def _finding(code: str, token: Token, claim: str, nearest: str | None, **words: str) -> Finding:
    words |= {"found": token.text, "nearest": nearest or ""}
    message, mend = (text.filled(words) for text in SENTENCES[code])
    return Finding(f"name/{code}", Level.ERROR, token.place, message, mend, claim, nearest=nearest)
