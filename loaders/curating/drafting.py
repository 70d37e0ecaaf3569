"""The skeleton of a new file: what is known written, what else its shape allows as comments in the shape's order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox

from graph.errors import AndromedeError
from graph.names import entity, is_slug
from loaders.checks.filing import AUTHORITIES, SOURCES, UNDATED
from loaders.curating.formatting import order_of, style_of
from loaders.curating.namesakes import retired
from loaders.findings import Text
from loaders.nearest import nearest
from loaders.turtle import parse
from loaders.words import kebab, kebab_of_camel, local_name
from loaders.workspace import Workspace
from loaders.writer import canonical
from loaders.writer.spelling import Spelling
from ontology import ANDRO, DCTERMS, LANGUAGES, RDF, SCHEMA, SH, SKOS, XSD
from ontology.core import TYPE
from ontology.dictionary import Dictionary, Kind, Slot, read_dictionary

SOURCE = ANDRO + "Source"
# Of the words of a title in a slug, as many as one can still read.
_WORDS = 6
_DATE_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d\d)(?:[/-](\d\d))?(?!\d)")
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_DEMANDED = Text("obligatoire", "required")
# Datatype → how a value of it looks.
_EXAMPLES: Mapping[str, str] = {
    RDF + "langString": '"…"@fr',
    XSD + "string": '"…"',
    XSD + "decimal": "0.0",
    XSD + "integer": "0",
    XSD + "date": '"…"^^xsd:date',
}


class CannotDraft(AndromedeError):
    """Nothing was written; `str()` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to write, in its normal form."""

    path: Path
    slug: str
    text: str


@dataclass(frozen=True)
class Known:
    """What is known of a new source beside its address."""

    title: str | None = None
    language: str | None = None
    publisher: str | None = None
    issued: str | None = None
    remarks: Sequence[str] = field(default=())


def draft_entity(workspace: Workspace, kind: str, label: str, language: str, slug: str | None = None) -> Draft:
    """The record of a new entity. Raises CannotDraft where the kind is unknown or the slug is taken."""
    described = _kind(workspace, kind)
    slug = _free(workspace, slug or kebab(label))
    values = {SKOS + "prefLabel": [ox.Literal(label, language=one) for one in LANGUAGES]}
    folder = kebab_of_camel(local_name(described.iri))
    return _draft(workspace, f"{AUTHORITIES}/{folder}/{slug}.ttl", described, values, language)


def draft_source(
    workspace: Workspace, address: str, language: str, known: Known | None = None, slug: str | None = None
) -> Draft:
    """The record of a new source, in the folder of its year. Raises CannotDraft as above, and on what is no address."""
    known = known or Known()
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise CannotDraft(f"{address} is no address of the web: write it in full, with https://.")
    issued = known.issued or issued_in(address)
    slug = _free(workspace, slug or slug_of_address(address, issued, known.title))
    tongue = known.language or language
    values: dict[str, list[ox.NamedNode | ox.Literal]] = {SCHEMA + "url": [_address(address)]}
    if known.title:
        values[DCTERMS + "title"] = [ox.Literal(known.title, language=tongue)]
    if known.publisher:
        values[DCTERMS + "publisher"] = [ox.Literal(known.publisher)]
    if known.language:
        values[DCTERMS + "language"] = [ox.Literal(known.language)]
    if issued:
        values[DCTERMS + "issued"] = [_date(issued)]
    path = f"{SOURCES}/{issued[:4] if issued else UNDATED}/{slug}.ttl"
    return _draft(workspace, path, read_dictionary(workspace.root / "ontology").by_class[SOURCE], values, language)


def issued_in(address: str) -> str | None:
    """The date that an address tells, as addresses of news often do."""
    match = _DATE_IN_ADDRESS.search(urlsplit(address).path)
    if match is None or not 1 <= int(match[2]) <= 12:
        return None
    return "-".join(part for part in match.groups() if part)


def slug_of_address(address: str, issued: str | None, title: str | None) -> str:
    """Site, date and the first words of the title, or else of the last part of the address."""
    host = (urlsplit(address).hostname or "").removeprefix("www.").split(".")
    site = host[-2] if len(host) > 1 else host[0]
    last = re.sub(r"\.\w{2,5}\Z", "", urlsplit(address).path.rstrip("/").rpartition("/")[2])
    words = [word for word in kebab(title or last).split("-") if not word.isdigit()][:_WORDS]
    return kebab(" ".join([site, issued or "", *words]))


def _kind(workspace: Workspace, word: str) -> Kind:
    dictionary = read_dictionary(workspace.root / "ontology")
    entities = {
        kebab_of_camel(local_name(kind.iri)): kind
        for kind in dictionary.kinds
        if kind.iri.startswith(ANDRO) and not kind.token and kind.iri != SOURCE
    }
    if word in entities:
        return entities[word]
    if word in dictionary.by_token:
        raise CannotDraft(f"{word} is a claim: it is written in the file of the source that makes it.")
    near = nearest(word, entities)
    meant = f" Did you mean {near}?" if near else ""
    raise CannotDraft(f"{word} is no kind of entity.{meant} The kinds are: source, {', '.join(sorted(entities))}.")


def _free(workspace: Workspace, slug: str) -> str:
    if not is_slug(slug):
        raise CannotDraft(f"“{slug}” is no slug: lower-case letters, digits, one hyphen between words (--slug).")
    if slug in retired(workspace):
        raise CannotDraft(f"id:{slug} was retired, and a name is never given again: choose another by --slug.")
    taken = [file.relative for file in workspace.files() if file.part.is_data and file.slug == slug]
    if taken:
        raise CannotDraft(f"id:{slug} is described in {taken[0]} already: write there, or choose another by --slug.")
    return slug


def _draft(
    workspace: Workspace,
    relative: str,
    kind: Kind,
    values: Mapping[str, Iterable[ox.NamedNode | ox.Literal]],
    language: str,
) -> Draft:
    file = workspace.file(workspace.root / relative)
    spelling = Spelling(workspace.prefixes)
    lines = [*_lines(kind, values, spelling, _Shapes(workspace, language))]
    head = f"{spelling.iri(entity(file.slug))}\n    a {spelling.iri(kind.iri)} ;\n"
    declared = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in workspace.prefixes.items())
    text = declared + "\n" + head + "".join(f"    {line}\n" for line in lines) + "    .\n"
    order = order_of(Dictionary((kind,)))
    return Draft(file.path, file.slug, canonical(parse(text, relative), style_of(file, workspace.prefixes, order)))


def _lines(
    kind: Kind, values: Mapping[str, Iterable[ox.NamedNode | ox.Literal]], spelling: Spelling, shapes: "_Shapes"
) -> Iterator[str]:
    """One property after another: its help, then its values, or a comment that shows how to write one."""
    for slot in kind.slots:
        if slot.property == TYPE:
            continue
        given = sorted(values.get(slot.property, ()), key=str)
        yield f"# {shapes.help(slot)}"
        written = [f"{spelling.iri(slot.property)} {_spelt(value, spelling)} ;" for value in given]
        yield from written or [f"# {spelling.iri(slot.property)} {shapes.example(slot)} ;"]


def _spelt(value: ox.NamedNode | ox.Literal, spelling: Spelling) -> str:
    return spelling.literal(value) if isinstance(value, ox.Literal) else spelling.iri(value.value)


class _Shapes:
    """What the shapes say of properties, for whoever fills in a file."""

    def __init__(self, workspace: Workspace, language: str) -> None:
        self.language = language
        self.said: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = defaultdict(lambda: defaultdict(list))
        for path in sorted((workspace.root / "ontology" / "shapes").glob("*.ttl")):
            for one in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                if isinstance(one.subject, ox.NamedNode) and isinstance(one.object, (ox.Literal, ox.NamedNode)):
                    self.said[one.subject.value][one.predicate.value].append(one.object)

    def help(self, slot: Slot) -> str:
        name = slot.names.get(self.language, local_name(slot.property))
        must = f" ({_DEMANDED.in_language(self.language)})" if slot.required else ""
        colon = "\u00a0:" if self.language == "fr" else ":"
        return f"{name}{must}{colon} {self._text(slot, 'description')}"

    def example(self, slot: Slot) -> str:
        about = self.said[slot.shape]
        datatype = next((value.value for value in about[SH + "datatype"]), "")
        return _EXAMPLES.get(datatype, "…" if datatype or not about[SH + "nodeKind"] else "id:…")

    def _text(self, slot: Slot, word: str) -> str:
        texts = [value for value in self.said[slot.shape][SH + word] if isinstance(value, ox.Literal)]
        return next((text.value for text in texts if text.language == self.language), "")


def _address(address: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(address)
    except ValueError:
        raise CannotDraft(f"{address} holds a character that no address can: copy it from the browser.") from None


def _date(text: str) -> ox.Literal:
    name = _DATES.get(len(text))
    if name is None or not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        raise CannotDraft(f"{text} is no date: write 2023, 2023-12 or 2023-12-05.")
    return ox.Literal(text, datatype=ox.NamedNode(XSD + name))
