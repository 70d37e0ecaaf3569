"""Retiring an identifier: what mentions it is rewritten to what replaces it, or else stands in the way."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from graph.names import SEPARATOR, entity
from loaders.curating.declined import Declined
from loaders.curating.formatting import order_of, style_of
from loaders.curating.namesakes import retired
from loaders.findings import Place, Text
from loaders.nearest import nearest_slug
from loaders.turtle import Document, PositionedTriple, Token, parse
from loaders.workspace import CuratedFile, Part, Workspace
from loaders.writer import Order, canonical, replace_file
from loaders.writer.spelling import Spelling
from ontology import ANDRO, DCTERMS, ID, OWL, SKOS
from ontology.core import TYPE
from ontology.dictionary import read_dictionary

RETIRED = "graph/data/retired.ttl"
_TWIN = re.compile(r"(?P<base>.*?)(?:\.(?P<number>[1-9]\d*))?", re.DOTALL)
_NAMES: Mapping[str, str] = {
    SKOS + "prefLabel": SKOS + "altLabel",
    SKOS + "altLabel": SKOS + "altLabel",
    SKOS + "hiddenLabel": SKOS + "hiddenLabel",
}
_DESCRIBING = frozenset({TYPE, DCTERMS + "description", *_NAMES})
_LISTED = 40


_ITSELF = Text("id:{slug} ne peut pas se remplacer lui-même.", "id:{slug} cannot replace itself.")
_FAULTY = Text(
    "{file} a une erreur : corrigez-la d’abord (andromede validate {file}).",
    "{file} has a fault: mend it first (andromede validate {file}).",
)
_GONE = Text("id:{slug} est déjà retiré.", "id:{slug} is retired already.")
_UNKNOWN = Text("Aucun fichier ne décrit id:{slug}.{meant}", "No file describes id:{slug}.{meant}")
_MEANT = Text(" Vouliez-vous dire {near} ?", " Did you mean {near}?")
_LEFT = Text("Laissé dans {file} : {line}", "Left behind in {file}: {line}")
_MORE = Text("\n  … et {number} de plus", "\n  … and {number} more")
_MENTIONED = Text(
    "On parle encore de id:{slug} ({number} fois). Corrigez ces lignes, ou dites par --by ce qui le remplace :{listed}",
    "id:{slug} is still spoken of ({number} times). Mend these lines, or name by --by what replaces it:{listed}",
)


class CannotRetire(Declined):
    """Nothing was changed."""


class StillMentioned(CannotRetire):
    """Others speak of it, and nothing replaces it."""

    def __init__(self, slug: str, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        listed = "".join(f"\n  {one.file}:{one.line}:{one.column}" for one in self.places[:_LISTED])
        rest = len(self.places) - _LISTED
        told = _MENTIONED.filled({"slug": slug, "number": str(len(self.places)), "listed": listed})
        more = _MORE.filled({"number": str(rest)}) if rest > 0 else Text("", "")
        super().__init__(Text(told.fr + more.fr, told.en + more.en))


@dataclass(frozen=True)
class Retirement:
    """What is to be written and deleted, and what a curator should look at afterwards."""

    texts: Mapping[Path, str]
    deleted: Path
    remarks: tuple[Text, ...] = field(default=())

    def carry_out(self) -> None:
        """Write, then delete: whatever happens between leaves a tree that the checks complain of, and nothing lost."""
        for path, text in self.texts.items():
            replace_file(path, text)
        self.deleted.unlink()


def plan_retirement(workspace: Workspace, slug: str, by: str | None, because: Mapping[str, str]) -> Retirement:
    """What retiring a slug changes; `because` is the reason by language.

    Raises CannotRetire where there is no such record or nothing to take its place, StillMentioned without `by`.
    """
    files = {file.slug: file for file in workspace.files() if file.part in (Part.AUTHORITIES, Part.SOURCES)}
    record = _record(workspace, files, slug)
    other = _record(workspace, files, by) if by else None
    if record == other:
        raise CannotRetire(_ITSELF.filled({"slug": slug}))
    documents = {file: workspace.read(file) for file in _speaking_of(workspace, slug) if file != record}
    for document in documents.values():
        if document.faults:
            raise CannotRetire(_FAULTY.filled({"file": document.file}))
    if by is None:
        places = [token.place for one in documents.values() for token, _ in _mentions(one, slug)]
        if places:
            raise StillMentioned(slug, places)
    order = order_of(read_dictionary(workspace.root / "ontology"))
    speaking = {file: one for file, one in documents.items() if any(_mentions(one, slug))}
    texts = {file: _rewritten(one, slug, by) for file, one in speaking.items()} if by else {}
    remarks: list[Text] = []
    if other is not None:
        kept = parse(texts.get(other, workspace.read(other).text), other.relative)
        given, left = _inherited(workspace.read(record), kept, Spelling(workspace.prefixes))
        texts[other] = given
        remarks += [_LEFT.filled({"file": record.relative, "line": line}) for line in left]
    list_of_retired = workspace.file(workspace.root / RETIRED)
    texts[list_of_retired] = _announced(workspace, slug, by, because, texts.get(list_of_retired))
    return Retirement(
        {file.path: _normal(workspace, file, text, order) for file, text in texts.items()}, record.path, tuple(remarks)
    )


def _record(workspace: Workspace, files: Mapping[str, CuratedFile], slug: str) -> CuratedFile:
    if slug in files:
        return files[slug]
    if slug in retired(workspace):
        raise CannotRetire(_GONE.filled({"slug": slug}))
    near = nearest_slug(slug, files)
    meant = _MEANT.filled({"near": near}) if near else Text("", "")
    raise CannotRetire(
        Text(_UNKNOWN.fr.format(slug=slug, meant=meant.fr), _UNKNOWN.en.format(slug=slug, meant=meant.en))
    )


def _speaking_of(workspace: Workspace, slug: str) -> Iterator[CuratedFile]:
    """The files of the data in which the slug stands at all."""
    word = slug.encode()
    for file in workspace.files():
        if file.part.is_data and word in file.path.read_bytes():
            yield file


def _mentions(document: Document, slug: str) -> Iterator[tuple[Token, str]]:
    """The tokens that name it, or a claim or fact named after it, each once, with what they stand for."""
    seen: set[int] = set()
    for found in document.triples:
        for token, iri in _named(found):
            if token.start not in seen and _renamed(iri, slug, slug + SEPARATOR) != iri:
                seen.add(token.start)
                yield token, iri


def _named(found: PositionedTriple) -> Iterator[tuple[Token, str]]:
    yield found.subject, found.focus
    if isinstance(found.value, ox.NamedNode):
        yield found.object, found.value.value


def _renamed(iri: str, slug: str, other: str) -> str:
    """The IRI with the one slug in the place of the other, also among the keys of the name of a claim or fact."""
    if not iri.startswith(ID):
        return iri
    source, mark, name = iri.removeprefix(ID).rpartition("#")
    match = _TWIN.fullmatch(name)
    assert match is not None, "the expression takes any text"
    keys = [other if key == slug else key for key in match["base"].split(SEPARATOR)]
    twin = f".{match['number']}" if match["number"] else ""
    return ID + (other if source == slug else source) + mark + SEPARATOR.join(keys) + twin


def _rewritten(document: Document, slug: str, by: str) -> str:
    """The text of a file that names the one where it named the other."""
    names = _free_names(document, slug, by)
    text = document.text
    for token, iri in sorted(_mentions(document, slug), key=lambda pair: -pair[0].start):
        meant = names.get(iri) or _renamed(iri, slug, by)
        text = text[: token.start] + _spelt(token, meant, document.prefixes) + text[token.end :]
    return text


def _free_names(document: Document, slug: str, by: str) -> Mapping[str, str]:
    """The new names of claims; one that is taken goes on counting, since two sources of a fact may have been one."""
    taken = {found.focus for found in document.triples}
    chosen: dict[str, str] = {}
    for iri in dict.fromkeys(found.focus for found in document.triples if "#" in found.focus):
        meant = _renamed(iri, slug, by)
        if meant == iri:
            continue
        base = re.sub(r"\.[1-9]\d*\Z", "", meant)
        names = (meant, *(f"{base}.{number}" for number in range(2, len(taken) + 3)))
        chosen[iri] = next(name for name in names if name not in taken)
        taken.add(chosen[iri])
    return chosen


def _spelt(token: Token, iri: str, prefixes: Mapping[str, str]) -> str:
    if token.kind == "iri":
        return f"<{iri}>"
    prefix = token.text.partition(":")[0]
    return f"{prefix}:{iri.removeprefix(prefixes[prefix])}"


def _inherited(old: Document, kept: Document, spelling: Spelling) -> tuple[str, list[str]]:
    """The record that stays with the names of the other, so that it is found by them; and what else the other said."""
    own = [found for found in kept.triples if found.focus == ID + kept.file.rpartition("/")[2].removesuffix(".ttl")]
    known = {found.value for found in own if found.path in _NAMES}
    lines: list[str] = []
    for found in old.triples:
        if found.path in _NAMES and isinstance(found.value, ox.Literal) and found.value not in known:
            known.add(found.value)
            lines.append(f" ;\n    {spelling.iri(_NAMES[found.path])} {spelling.literal(found.value)}")
    said = {(found.path, found.value) for found in own}
    left = [
        f"{found.predicate.text} {found.object.text}"
        for found in old.triples
        if found.path not in _DESCRIBING and (found.path, found.value) not in said
    ]
    at = own[-1].object.end if own else 0
    return kept.text[:at] + "".join(lines if own else []) + kept.text[at:], left


def _announced(workspace: Workspace, slug: str, by: str | None, because: Mapping[str, str], text: str | None) -> str:
    """The list of what is retired with one more."""
    path = workspace.root / RETIRED
    text = text or (path.read_text("utf-8") if path.exists() else "")
    prefixes = {"andro": ANDRO, "dcterms": DCTERMS, "id": ID, "owl": OWL}
    missing = [name for name in prefixes if f"@prefix {name}:" not in text]
    spelling = Spelling(prefixes)
    lines = [f"dcterms:isReplacedBy {spelling.iri(entity(by))} ;"] if by else []
    lines += ["owl:deprecated true ;"]
    lines += [
        f"andro:because {spelling.literal(ox.Literal(reason, language=language))} ;"
        for language, reason in sorted(because.items())
    ]
    declared = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in missing)
    return declared + text + f"\nid:{slug}\n" + "".join(f"    {line}\n" for line in lines) + "    .\n"


def _normal(workspace: Workspace, file: CuratedFile, text: str, order: Order) -> str:
    return canonical(parse(text, file.relative), style_of(file, workspace.prefixes, order))
