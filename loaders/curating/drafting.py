"""The skeleton of a new file: what is known written, what else its shape allows as comments in the shape's order."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox

from graph.names import SEPARATOR, entity, is_slug
from loaders.checks.filing import AUTHORITIES, SOURCES, UNDATED
from loaders.curating.declined import CannotDraft
from loaders.curating.entity_kinds import kind_of
from loaders.curating.formatting import order_of, style_of
from loaders.curating.namesakes import of_same_site, retired
from loaders.curating.skeleton import NOTHING, Said, Shapes, lines
from loaders.findings import Text
from loaders.turtle import parse
from loaders.words import kebab, kebab_of_camel, local_name
from loaders.workspace import Workspace
from loaders.writer import canonical
from loaders.writer.spelling import Spelling
from ontology import ANDRO, DCTERMS, LANGUAGES, SCHEMA, SKOS, XSD
from ontology.core import GRADE, SOURCE, SOURCE_KIND
from ontology.dictionary import Dictionary, Kind, read_dictionary

# Of the words of a title in a slug, as many as one can still read.
_WORDS = 6
_DATE_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d\d)(?:[/-](\d\d))?(?!\d)")
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
# What no record says: it stands in the file of the source that shows it, as the rule out-of-place lets it.
_OF_SOURCES = (ANDRO + "locatedIn", ANDRO + "versionOf")
# What the documents of one site have in common.
_OF_A_SITE = (DCTERMS + "publisher", DCTERMS + "language", SOURCE_KIND, GRADE)

_NO_ADDRESS = Text(
    "« {address} » n’est pas une adresse du web : écrivez-la en entier, avec https://.",
    "“{address}” is no address of the web: write it in full, with https://.",
)
_WRONG_CHARACTER = Text(
    "« {address} » contient un caractère qu’aucune adresse ne peut avoir : copiez-la du navigateur.",
    "“{address}” holds a character that no address can: copy it from the browser.",
)
_NO_DATE = Text(
    "« {date} » n’est pas une date : écrivez 2023, 2023-12 ou 2023-12-05.",
    "“{date}” is no date: write 2023, 2023-12 or 2023-12-05.",
)
_NO_SLUG = Text(
    "« {slug} » ne peut pas nommer un fichier : lettres minuscules sans accent, chiffres, un trait d’union entre les"
    " mots. Choisissez avec --slug.",
    "“{slug}” cannot name a file: lower-case letters, digits, one hyphen between words. Choose one with --slug.",
)
_RETIRED = Text(
    "id:{slug} a été retiré, et un nom ne se redonne jamais : choisissez-en un autre avec --slug.",
    "id:{slug} was retired, and a name is never given again: choose another with --slug.",
)
_TAKEN = Text(
    "id:{slug} est déjà décrit dans {file} : écrivez-y, ou choisissez un autre nom avec --slug.",
    "id:{slug} is described in {file} already: write there, or choose another name with --slug.",
)


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
    described = kind_of(workspace, kind)
    slug = _free(workspace, slug or kebab(label))
    values = {SKOS + "prefLabel": [ox.Literal(label, language=one) for one in LANGUAGES]}
    folder = kebab_of_camel(local_name(described.iri))
    described = replace(described, slots=tuple(one for one in described.slots if one.property not in _OF_SOURCES))
    return _draft(workspace, f"{AUTHORITIES}/{folder}/{slug}.ttl", described, values, language)


def draft_claim(workspace: Workspace, kind: Kind, language: str) -> str:
    """A block for the file of a source, named after its keys: once they have values, the check tells the name."""
    keys = (kebab_of_camel(local_name(position[0].property)) for position in kind.keys)
    name = SEPARATOR.join([kind.token or "", *(keys if kind.keys else ("1",))])
    spelling = Spelling(workspace.prefixes)
    written = lines(kind, NOTHING, NOTHING, spelling, Shapes(workspace, language))
    return f":{name}\n    a {spelling.iri(kind.iri)} ;\n" + "".join(f"    {line}\n" for line in written) + "    .\n"


def draft_source(
    workspace: Workspace, address: str, language: str, known: Known | None = None, slug: str | None = None
) -> Draft:
    """The record of a new source, in the folder of its year. Raises CannotDraft as above, and on what is no address."""
    known = known or Known()
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise CannotDraft(_NO_ADDRESS.filled({"address": address}))
    issued = known.issued or issued_in(address)
    slug = _free(workspace, slug or slug_of_address(address, issued, known.title))
    tongue = known.language or language
    values: dict[str, Sequence[ox.NamedNode | ox.Literal]] = {SCHEMA + "url": [_address(address)]}
    if known.title:
        values[DCTERMS + "title"] = [ox.Literal(known.title, language=tongue)]
    if known.publisher:
        values[DCTERMS + "publisher"] = [ox.Literal(known.publisher)]
    if known.language:
        values[DCTERMS + "language"] = [ox.Literal(known.language)]
    if issued:
        values[DCTERMS + "issued"] = [_date(issued)]
    path = f"{SOURCES}/{issued[:4] if issued else UNDATED}/{slug}.ttl"
    kind = read_dictionary(workspace.root / "ontology").by_class[SOURCE]
    return _draft(workspace, path, kind, values, language, _usual(workspace, address))


def _usual(workspace: Workspace, address: str) -> Said:
    """What the documents of the same site most often say, where most of them say it."""
    usual: dict[str, Sequence[ox.NamedNode | ox.Literal]] = {}
    records = of_same_site(workspace, address)
    for name in _OF_A_SITE:
        counted = Counter(value for record in records for value in record.get(name, ()))
        for value, count in counted.most_common(1):
            if 2 * count > len(records):
                usual[name] = [value]
    return usual


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


def _free(workspace: Workspace, slug: str) -> str:
    if not is_slug(slug):
        raise CannotDraft(_NO_SLUG.filled({"slug": slug}))
    if slug in retired(workspace):
        raise CannotDraft(_RETIRED.filled({"slug": slug}))
    taken = [file.relative for file in workspace.files() if file.part.is_data and file.slug == slug]
    if taken:
        raise CannotDraft(_TAKEN.filled({"slug": slug, "file": taken[0]}))
    return slug


def _draft(
    workspace: Workspace, relative: str, kind: Kind, values: Said, language: str, likely: Said = NOTHING
) -> Draft:
    file = workspace.file(workspace.root / relative)
    spelling = Spelling(workspace.prefixes)
    written = lines(kind, values, likely, spelling, Shapes(workspace, language))
    head = f"{spelling.iri(entity(file.slug))}\n    a {spelling.iri(kind.iri)} ;\n"
    declared = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in workspace.prefixes.items())
    text = declared + "\n" + head + "".join(f"    {line}\n" for line in written) + "    .\n"
    order = order_of(Dictionary((kind,)))
    return Draft(file.path, file.slug, canonical(parse(text, relative), style_of(file, workspace.prefixes, order)))


def _address(address: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(address)
    except ValueError:
        raise CannotDraft(_WRONG_CHARACTER.filled({"address": address})) from None


def _date(text: str) -> ox.Literal:
    name = _DATES.get(len(text))
    if name is None or not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        raise CannotDraft(_NO_DATE.filled({"date": text}))
    return ox.Literal(text, datatype=ox.NamedNode(XSD + name))
