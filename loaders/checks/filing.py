"""The checks of files: named after what they describe, in the folder of its kind or year, each slug once."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from graph.names import entity, is_slug, slug_of
from loaders.checks.blocks import Block, blocks_of
from loaders.checks.corpus import Corpus
from loaders.findings import Finding, Level, Place, Text
from loaders.words import kebab_of_camel, local_name
from loaders.workspace import CuratedFile, Part
from ontology import DCTERMS

AUTHORITIES = "graph/data/authorities"
SOURCES = "graph/data/sources"
UNDATED = "undated"

_YEAR = re.compile(r"\d{4}(?!\d)")
_FILED = (Part.AUTHORITIES, Part.SOURCES)

SENTENCES: Mapping[str, tuple[Text, Text]] = {
    "slug": (
        Text("`{found}` n’est pas un nom de fichier admis.", "`{found}` is no name for a file."),
        Text(
            "Lettres minuscules sans accent, chiffres, et un tiret entre les mots.",
            "Lower-case letters without accents, digits, and one hyphen between words.",
        ),
    ),
    "duplicate": (
        Text("`{found}` est déjà décrit dans {nearest}.", "`{found}` is described in {nearest} already."),
        Text("Gardez une seule fiche, ou choisissez un autre nom.", "Keep one record only, or choose another name."),
    ),
    "file": (
        Text("Ce fichier décrit `{found}`, non `{wanted}`.", "This file describes `{found}`, not `{wanted}`."),
        Text("Renommez le fichier en {nearest}.ttl, ou le bloc.", "Rename the file to {nearest}.ttl, or the block."),
    ),
    "undescribed": (
        Text("Rien dans ce fichier ne décrit `{wanted}`.", "Nothing in this file describes `{wanted}`."),
        Text("Ajoutez son bloc, qui commence par sa classe.", "Add its block, which begins with its class."),
    ),
    "folder": (
        Text("Ce fichier n’est pas dans le bon dossier.", "This file is in the wrong folder."),
        Text("Déplacez-le : {nearest}.", "Move it: {nearest}."),
    ),
}


def year_of(issued: str) -> str | None:
    """The folder of a source of this date, None where it is no date."""
    match = _YEAR.match(issued)
    return match[0] if match else None


def filing_findings(corpus: Corpus, chosen: Collection[CuratedFile]) -> list[Finding]:
    """What is wrong with where the chosen files lie and what they describe."""
    findings = [*_duplicates(corpus, chosen)]
    doubles = {finding.place.file for finding in findings}
    for file in chosen:
        if file.part in _FILED and file.relative not in doubles:
            findings += _file(file, list(blocks_of(corpus.document(file))))
        elif file.part is Part.STRAY:
            findings.append(_moved(file, f"{AUTHORITIES}/… · {SOURCES}/…"))
    return findings


def _duplicates(corpus: Corpus, chosen: Collection[CuratedFile]) -> Iterator[Finding]:
    """A slug that several files describe: the first keeps it, and each other is told, if it is chosen."""
    described: dict[str, list[tuple[CuratedFile, Block]]] = defaultdict(list)
    for file in _rivals(corpus, chosen):
        for block in _described(blocks_of(corpus.document(file))):
            described[block.subject].append((file, block))
    for subject, (first, *others) in described.items():
        for other in others:
            (told, block), (kept, beside) = (other, first) if other[0] in chosen else (first, other)
            if told in chosen:
                words = {"found": block.token.text, "nearest": kept.relative}
                yield _finding("duplicate", block.token.place, subject, words, related=(beside.token.place,))


def _rivals(corpus: Corpus, chosen: Collection[CuratedFile]) -> list[CuratedFile]:
    """The chosen files and whatever else may describe what they describe, in the order of their paths."""
    found = {file for file in chosen if file.part in _FILED}
    if len(chosen) < len(corpus.files):
        records = {block.subject for file in found for block in _described(blocks_of(corpus.document(file)))}
        found |= {other for record in records for other in corpus.speaking_of(record) if other.part in _FILED}
    return sorted(found, key=lambda file: file.relative)


def _described(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks that are records of entities and sources."""
    return (block for block in blocks if block.types and slug_of(block.subject))


def _file(file: CuratedFile, blocks: list[Block]) -> Iterator[Finding]:
    if not is_slug(file.slug):
        yield _finding("slug", _start(file), None, {"found": file.path.name})
        return
    own, wanted = entity(file.slug), {"wanted": f"id:{file.slug}"}
    records = {block.subject: block for block in _described(iter(blocks))}
    if own in records:
        yield from _folder(file, records[own])
    elif records:
        other = next(iter(records.values()))
        words = wanted | {"found": other.token.text, "nearest": local_name(other.subject)}
        yield _finding("file", other.token.place, other.subject, words)
    elif blocks:
        yield _finding("undescribed", blocks[0].token.place, own, wanted)


def _folder(file: CuratedFile, record: Block) -> Iterator[Finding]:
    if file.part is Part.AUTHORITIES:
        base, fitting = AUTHORITIES, [kebab_of_camel(local_name(kind)) for kind in record.types]
    else:
        issued = [value.value for value in record.values.get(DCTERMS + "issued", ())]
        base, fitting = SOURCES, [year for one in issued if (year := year_of(one))]
        # A date that is none has a finding of its own, and tells no folder.
        if issued and not fitting:
            return
        fitting = fitting or [UNDATED]
    paths = [f"{base}/{folder}/{file.path.name}" for folder in fitting]
    # The workbench knows a text by the name that its sender gave it, and where it would lie.
    if not file.path.as_posix().endswith(tuple(paths)):
        yield _moved(file, paths[0], record.subject)


def _moved(file: CuratedFile, target: str, about: str | None = None) -> Finding:
    return _finding("folder", _start(file), about, {"nearest": target})


def _start(file: CuratedFile) -> Place:
    return Place(file.relative, 1, 1, 1, 1)


def _finding(
    code: str, place: Place, about: str | None, words: Mapping[str, str], related: tuple[Place, ...] = ()
) -> Finding:
    message, mend = (text.filled(words) for text in SENTENCES[code])
    return Finding(f"name/{code}", Level.ERROR, place, message, mend, about, related=related)
