"""A second reader for every file: what two readers understand differently is in no state to be published."""

import pyoxigraph as ox

from loaders.findings import Finding, Level, Place, Text
from loaders.turtle import Document

MESSAGE = Text(
    "Un autre lecteur de Turtle refuse ce fichier : {said}", "Another Turtle reader refuses this file: {said}"
)
_OTHERWISE = Text(
    "Un autre lecteur de Turtle comprend ce fichier autrement : {said}",
    "Another Turtle reader understands this file otherwise: {said}",
)
MEND = Text(
    "Récrivez ce passage plus simplement ; la faute est peut-être chez nous : signalez-la.",
    "Write this passage more simply; the fault may be ours: please report it.",
)


def second_opinion(document: Document) -> list[Finding]:
    """A finding where pyoxigraph, which builds the store, reads a file without faults in another way than we do."""
    if document.faults:
        return []
    text = document.text.removeprefix("\ufeff")
    try:
        theirs = {quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)}
    except SyntaxError as error:
        place = Place(document.file, error.lineno or 1, error.offset or 1, error.lineno or 1, (error.offset or 1) + 1)
        return [_finding(MESSAGE, place, str(error.msg))]
    ours = {found.triple: found for found in document.triples}
    # Labels of blank nodes differ by nature: those triples are only counted.
    for triple in ours.keys() ^ theirs:
        if not _has_blank(triple):
            place = ours[triple].object.place if triple in ours else Place(document.file, 1, 1, 1, 1)
            return [_finding(_OTHERWISE, place, str(triple))]
    if len(ours) != len(theirs):
        return [_finding(_OTHERWISE, Place(document.file, 1, 1, 1, 1), f"{len(ours)} ≠ {len(theirs)}")]
    return []


def _has_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _finding(message: Text, place: Place, said: str) -> Finding:
    return Finding("syntax/second-opinion", Level.ERROR, place, message.filled({"said": said}), MEND)
