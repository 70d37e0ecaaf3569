"""Which style each curated file is written in, and what the writer would change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from graph.names import entity
from loaders.checks.curated import decimal_commas
from loaders.findings import Finding, Level, Place, Text
from loaders.turtle import Document, parse
from loaders.turtle.tokens import LINE_END
from loaders.workspace import CuratedFile, Part, Workspace
from loaders.writer import Order, Refused, Style, canonical
from ontology.dictionary import Dictionary, dictionary_of

_UNDECLARED = "syntax/undeclared-prefix"
MESSAGE = Text("Ce fichier n’est pas dans la forme de la maison.", "This file is not in its normal form.")
MEND = Text("Lancez : andromede fmt {file}", "Run: andromede fmt {file}")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file as it is and as it should be; one with faults is left as it is."""

    file: CuratedFile
    before: str
    after: str
    faults: tuple[Finding, ...] = ()

    @property
    def is_normal(self) -> bool:
        return self.before == self.after

    def finding(self) -> Finding:
        """What says so, at the first line that differs."""
        pairs = zip_longest(self.before.split("\n"), self.after.split("\n"))
        line = next(number for number, (old, new) in enumerate(pairs, 1) if old != new)
        place = Place(self.file.relative, line, 1, line, 1)
        mend = MEND.filled({"file": self.file.relative})
        return Finding("form/normal", Level.ERROR, place, MESSAGE, mend)


def formatted(workspace: Workspace, files: Iterable[CuratedFile]) -> Iterator[Formatted]:
    """The files beside their normal form, one by one; prefixes.ttl has none.

    Raises WriterFault where the writer itself is wrong.
    """
    order = order_of(_dictionary(workspace))
    for file in files:
        if file.part is Part.PREFIXES:
            continue
        document = workspace.read(file)
        style = style_of(file, workspace.prefixes, order)
        try:
            after = canonical(_declared(document, style.prefixes), style)
        except Refused as refused:
            yield Formatted(file, document.text, document.text, _in_the_way(document, refused, style))
            continue
        # Written on two lines, `64,0` would be two numbers for good: nobody could tell any more what was meant.
        commas = () if after == document.text else tuple(decimal_commas(document))
        yield Formatted(file, document.text, document.text if commas else after, commas)


def _in_the_way(document: Document, refused: Refused, style: Style) -> tuple[Finding, ...]:
    """The faults that only a person can mend: prefixes of the house are written once these are gone."""
    return tuple(one for one in refused.findings if _undeclared(document, one) not in style.prefixes)


def _undeclared(document: Document, fault: Finding) -> str | None:
    """The prefix that is not declared, where that is the fault."""
    if fault.rule != _UNDECLARED:
        return None
    line = LINE_END.split(document.text)[fault.place.line - 1]
    return line[fault.place.column - 1 : fault.place.end_column - 1].removesuffix(":")


def _declared(document: Document, known: Mapping[str, str]) -> Document:
    """The same with the prefixes of the house that it uses and does not declare, where nothing else is wrong."""
    prefixes = {_undeclared(document, one) for one in document.faults}
    if not prefixes or not prefixes <= known.keys():
        return document
    head = "".join(f"@prefix {prefix}: <{known[prefix]}> .\n" for prefix in sorted(known.keys() & prefixes))
    return parse(head + document.text, document.file, house=known)


def style_of(file: CuratedFile, house: Mapping[str, str], order: Order) -> Style:
    """Data is sorted, its own entity first; in the ontology the author's order means something."""
    if not file.part.is_data:
        return Style(prefixes=house, sort=False)
    return Style(prefixes={**house, **file.own_prefixes}, order=order, first=entity(file.slug))


def order_of(dictionary: Dictionary) -> Order:
    """For each kind the places of its properties, as its shape orders them."""
    return {kind.iri: {slot.property: number for number, slot in enumerate(kind.slots, 1)} for kind in dictionary.kinds}


def _dictionary(workspace: Workspace) -> Dictionary:
    model = [file for file in workspace.files() if file.part in (Part.ONTOLOGY, Part.SHAPES)]
    return dictionary_of(found.triple for file in model for found in workspace.read(file).triples)
