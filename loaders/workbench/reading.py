"""From the bytes of a stranger to triples with positions, by the syntax that he names; what would blow up is refused.

Every byte is looked at before a parser sees it: a document type of XML can swell to gigabytes, and Oxigraph's parser
then takes the process with it.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

import pyoxigraph as ox

from loaders.checks.positions import Positions
from loaders.checks.second_opinion import second_opinion
from loaders.findings import Finding, Level, Place, Text
from loaders.turtle import Document, Source, read_bytes
from loaders.workbench.quads import parse_quads
from loaders.workbench.sought import SoughtPositions, positioned
from loaders.workbench.submission import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, Caps, Unreadable
from loaders.workbench.trig import parse_trig

FORMATS = {
    TURTLE: ox.RdfFormat.TURTLE,
    TRIG: ox.RdfFormat.TRIG,
    N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    N_QUADS: ox.RdfFormat.N_QUADS,
    JSON_LD: ox.RdfFormat.JSON_LD,
    RDF_XML: ox.RdfFormat.RDF_XML,
}
# What relative addresses are resolved against in RDF/XML and JSON-LD, which both allow them.
BASE_ADDRESS = "urn:document:"
MARK = "\ufeff"
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Strings are stepped over whole, to the end of the text where one is not closed: else each quote would look that far.
_JSON = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_QUOTED = re.compile(r"'([^']{1,500})'|prefix (\S{1,100}):")
_LONGEST_SAID = 300
_SPEAKS_OF_CONTEXT = "LoadDocumentCallback"

_DOCTYPE_TOLD = Text(
    "Ligne {line} : une déclaration DOCTYPE ou ENTITY. Les entités XML ne sont pas lues ici, et rien n’est chargé.",
    "Line {line}: a DOCTYPE or ENTITY declaration. XML entities are not read here, and nothing is fetched.",
)
_DEPTH_TOLD = Text("Plus de {limit} niveaux emboîtés.", "More than {limit} nested levels.")
_TRIPLES_TOLD = Text("Plus de {limit} triplets.", "More than {limit} triples.")
REMOTE_TOLD = (
    Text("Le contexte {found} n’est pas chargé : rien n’est demandé ailleurs.", "The context {found} is not fetched."),
    Text("Écrivez le contexte dans le document.", "Write the context into the document."),
)
FAULT = Text("Le texte ne se lit pas : {said}", "The text cannot be read: {said}")
FAULT_MEND = Text("Corrigez ce passage.", "Mend this passage.")


@dataclass(frozen=True)
class Reading:
    """A text that was read. `document` holds what could be, with positions that are exact in the Turtle family."""

    document: Document
    positions: Positions
    triples: tuple[ox.Triple, ...]
    findings: tuple[Finding, ...]
    syntax: str


def read(data: bytes, syntax: str, file: str, caps: Caps, house: Mapping[str, str]) -> Reading:
    """Raises Unreadable on what is too much, and on XML entities."""
    reading = _READERS[syntax](data, file, caps, house)
    if len(reading.triples) > caps.triples:
        raise _too_much(_TRIPLES_TOLD, caps.triples)
    return reading


def _turtle(data: bytes, file: str, caps: Caps, house: Mapping[str, str]) -> Reading:  # noqa: ARG001 - one signature
    document = read_bytes(data, file, house=house)
    return _of(document, TURTLE, second_opinion(document))


def _trig(data: bytes, file: str, caps: Caps, house: Mapping[str, str]) -> Reading:  # noqa: ARG001
    text, misencoded = _decoded(data, file)
    document = parse_trig(text, file)
    return _of(document, TRIG, misencoded, ox.RdfFormat.TRIG)


def _n_triples(data: bytes, file: str, caps: Caps, house: Mapping[str, str]) -> Reading:  # noqa: ARG001
    document = read_bytes(data, file)
    return _of(document, N_TRIPLES, [], ox.RdfFormat.N_TRIPLES)


def _n_quads(data: bytes, file: str, caps: Caps, house: Mapping[str, str]) -> Reading:  # noqa: ARG001
    text, misencoded = _decoded(data, file)
    document = parse_quads(text, file)
    return _of(document, N_QUADS, misencoded, ox.RdfFormat.N_QUADS)


def _of(document: Document, syntax: str, more: list[Finding], stricter: ox.RdfFormat | None = None) -> Reading:
    """With what Oxigraph says of it where it is stricter; of a text with bytes that cannot be read, these alone."""
    misencoded = [one for one in more if one.rule == "syntax/encoding"]
    faults = misencoded or [*document.faults, *more, *(_refused(document, stricter) if stricter else ())]
    triples = tuple(dict.fromkeys(found.triple for found in document.triples))
    return Reading(document, Positions([document]), triples, tuple(faults), syntax)


def _refused(document: Document, format_: ox.RdfFormat) -> list[Finding]:
    """What Oxigraph's stricter reader of a syntax says of a text in which ours found no fault."""
    if document.faults:
        return []
    try:
        for _ in ox.parse(document.text.removeprefix(MARK).encode(), format=format_):
            pass
    except SyntaxError as error:
        return [_fault(document.source, error)]
    return []


def _json_ld(data: bytes, file: str, caps: Caps, house: Mapping[str, str]) -> Reading:  # noqa: ARG001
    text, misencoded = _decoded(data, file)
    depth = 0
    for mark in _JSON.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark[0], 0)
        if depth > caps.depth:
            raise _too_much(_DEPTH_TOLD, caps.depth)
    return _parsed(text, file, JSON_LD, caps, misencoded)


def _rdf_xml(data: bytes, file: str, caps: Caps, house: Mapping[str, str]) -> Reading:  # noqa: ARG001
    text, misencoded = _decoded(data, file)
    source = Source(text, file)
    # Anywhere, comments too: what two readers may take for a comment is no place to be subtle.
    if declared := _DOCTYPE.search(text):
        line, column = source.position(declared.start())
        told = _DOCTYPE_TOLD.filled({"line": str(line)})
        raise Unreadable("document-refused", told, {"line": line, "column": column})
    if _depth_of_xml(text, caps.depth) > caps.depth:
        raise _too_much(_DEPTH_TOLD, caps.depth)
    return _parsed(text, file, RDF_XML, caps, misencoded)


def _depth_of_xml(text: str, most: int) -> int:
    """How deep elements lie in each other, counted until there are too many or the text is no XML any more."""
    depth = deepest = 0

    def opened(*_: object) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)
        if deepest > most:
            raise StopIteration

    def closed(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, StopIteration):
        return deepest
    return deepest


def _parsed(text: str, file: str, syntax: str, caps: Caps, misencoded: list[Finding]) -> Reading:
    """What Oxigraph reads; none of it where it refuses, for it reads no further than the first fault."""
    source, triples, faults = Source(text, file), [], list(misencoded)
    try:
        bare = text.removeprefix(MARK).encode()
        for quad in ox.parse(bare, format=FORMATS[syntax], base_iri=BASE_ADDRESS, rename_blank_nodes=True):
            triples.append(quad.triple)
            if len(triples) > caps.triples:
                raise _too_much(_TRIPLES_TOLD, caps.triples)
    except SyntaxError as error:
        faults.append(_fault(source, error))
    except ValueError as error:
        faults.append(_fault(source, SyntaxError(str(error))))
    positions = SoughtPositions(source, triples)
    found = positioned(positions) if len(triples) <= caps.triples // 10 else ()
    document = Document(file, source, {}, found, (), (), tuple(faults), frozenset())
    return Reading(document, positions, tuple(dict.fromkeys(triples)), tuple(faults), syntax)


def _decoded(data: bytes, file: str) -> tuple[str, list[Finding]]:
    try:
        return data.decode(), []
    except UnicodeDecodeError:
        document = read_bytes(data, file)
        return document.text, [fault for fault in document.faults if fault.rule == "syntax/encoding"]


def _fault(source: Source, error: SyntaxError) -> Finding:
    said = str(error.msg)[:_LONGEST_SAID]
    if _SPEAKS_OF_CONTEXT in said:
        message, mend = REMOTE_TOLD
        written = f'"{_remote(_json(source.text.removeprefix(MARK)))}"'
        at = max(source.text.find(written), 0)
        place = source.place(at, at + len(written))
        return Finding("syntax/remote-context", Level.ERROR, place, message.filled({"found": written}), mend)
    place = _place(source, error, said)
    return Finding("syntax/fault", Level.ERROR, place, FAULT.filled({"said": said}), FAULT_MEND)


def _json(text: str) -> object:
    """What JSON says; nothing where it is none, which Oxigraph finds out only after the context."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def _remote(value: object) -> str:
    """The first address that stands for a context; nesting is bounded already."""
    if isinstance(value, list):
        return next((found for one in value if (found := _remote(one))), "")
    if not isinstance(value, dict):
        return ""
    for key in ("@context", "@import"):
        held = value.get(key)
        for one in held if isinstance(held, list) else [held]:
            if isinstance(one, str):
                return one
    return next((found for one in value.values() if (found := _remote(one))), "")


def _place(source: Source, error: SyntaxError, said: str) -> Place:
    """Where Oxigraph says; of RDF/XML it does not say: where the word that it quotes stands, or expat stumbles."""
    if error.lineno is not None:
        line, column = error.lineno, error.offset or 1
        return Place(source.file, line, column, line, column + 1)
    quoted = _QUOTED.search(said)
    word = quoted and (quoted[1] or f"{quoted[2]}:")
    if word and (at := source.text.find(word)) >= 0:
        return source.place(at, at + len(word))
    try:
        expat.ParserCreate().Parse(source.text, True)
    except expat.ExpatError as stumble:
        return Place(source.file, stumble.lineno, stumble.offset + 1, stumble.lineno, stumble.offset + 2)
    return Place(source.file, 1, 1, 1, 2)


def _too_much(told: Text, limit: int) -> Unreadable:
    return Unreadable("document-refused", told.filled({"limit": str(limit)}), {"limit": limit})


_READERS: Mapping[str, Callable[[bytes, str, Caps, Mapping[str, str]], Reading]] = {
    TURTLE: _turtle,
    TRIG: _trig,
    N_TRIPLES: _n_triples,
    N_QUADS: _n_quads,
    JSON_LD: _json_ld,
    RDF_XML: _rdf_xml,
}
