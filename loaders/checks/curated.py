"""What a curated file may not hold, though it is Turtle: blank nodes, a base, a byte order mark, nothing at all."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from loaders.checks.lexical import is_valid, mend_of
from loaders.checks.texts import text_faults
from loaders.findings import Finding, Level, Place, Text
from loaders.turtle import Document
from loaders.workspace import Part

SENTENCES: dict[str, tuple[Text, Text]] = {
    "empty": (
        Text("Il n’y a rien dans ce fichier.", "There is nothing in this file."),
        Text("Écrivez ce dont il parle, ou supprimez-le.", "Write what it is about, or delete it."),
    ),
    "byte-order-mark": (
        Text(
            "Le fichier commence par une marque d’ordre des octets (BOM), que d’autres outils refusent.",
            "The file begins with a byte order mark (BOM), which other tools refuse.",
        ),
        Text("Lancez `andromede fmt` sur ce fichier.", "Run `andromede fmt` on this file."),
    ),
    "base": (
        Text("`@base` n’est pas admis dans un fichier relu.", "`@base` is not allowed in a curated file."),
        Text(
            "Lancez `andromede fmt` : les adresses seront écrites en entier.",
            "Run `andromede fmt`: addresses will be written in full.",
        ),
    ),
    "prefix-twice": (
        Text("Le préfixe `{found}` est déclaré deux fois.", "The prefix `{found}` is declared twice."),
        Text("Gardez une seule des deux lignes.", "Keep only one of the two lines."),
    ),
    "blank-node": (
        Text("Un nœud sans nom n’a pas sa place ici.", "A node without a name has no place here."),
        Text(
            "Donnez-lui un nom : `id:…` pour une entité, `:…` pour un énoncé.",
            "Give it a name: `id:…` for an entity, `:…` for a claim.",
        ),
    ),
    "decimal-comma": (
        Text(
            "`{found}` se lit comme {count} nombres, {numbers}.",
            "`{found}` reads as {count} numbers, {numbers}.",
        ),
        Text("Écrivez un point décimal : {nearest}.", "Write a decimal point: {nearest}."),
    ),
    "placeholder": (
        Text("`…` attend encore ce que dit le document.", "`…` still waits for what the document says."),
        Text("Écrivez-le à sa place, ou supprimez la ligne.", "Write it in its place, or delete the line."),
    ),
    "value": (
        Text("`{found}` n’est pas une valeur de `{datatype}`.", "`{found}` is no value of `{datatype}`."),
        Text("", ""),
    ),
}


# What a skeleton proposes and nobody took up; its other comments, which explain, stand above these.
_PROPOSED = re.compile(r"#\s*[a-z-]+:[A-Za-z]+ \S.* ;\s*")
LEFT = Text("Des lignes du squelette sont restées en commentaire.", "Lines of the skeleton are left as comments.")
LEFT_MEND = Text(
    "Ôtez le `#` de ce que dit le document, supprimez les autres et ce qui les explique.",
    "Take the `#` from what the document tells, delete the others and what explains them.",
)
_COMMAS = re.compile(r"[+-]?[0-9]+(?:,[0-9]+)+")
_COUNTS = {2: Text("deux", "two"), 3: Text("trois", "three"), 4: Text("quatre", "four")}


def curated_faults(document: Document, part: Part) -> list[Finding]:
    """The findings of a file beyond its grammar. What the grammar could not read is not judged."""
    told = {fault.place for fault in document.faults}
    nodes = (finding for finding in _nodes(document, part) if finding.place not in told)
    return [
        *_head(document, part),
        *_directives(document),
        *nodes,
        *_values(document),
        *decimal_commas(document),
        *(_left_over(document) if part.is_data else ()),
        *(() if _is_misencoded(document) else text_faults(document)),
    ]


def _is_misencoded(document: Document) -> bool:
    return any(fault.rule == "syntax/encoding" for fault in document.faults)


def _head(document: Document, part: Part) -> Iterator[Finding]:
    start = Place(document.file, 1, 1, 1, 1)
    if document.text.startswith("\ufeff"):
        yield _finding("byte-order-mark", start)
    if not document.triples and not document.faults and part is not Part.PREFIXES:
        yield _finding("empty", start)


def _directives(document: Document) -> Iterator[Finding]:
    seen: set[str] = set()
    for statement in document.statements:
        directive = statement.directive
        if directive is None:
            continue
        if directive.name is None:
            yield _finding("base", document.source.place(statement.start, statement.end))
        elif directive.name in seen:
            yield _finding("prefix-twice", directive.token.place, found=directive.token.text)
        else:
            seen.add(directive.name)


def _nodes(document: Document, part: Part) -> Iterator[Finding]:
    """Each blank node once, where it first stands. Lists and axioms of the ontology need theirs."""
    if not part.is_data:
        return
    seen: set[str | int] = set()
    for found in document.triples:
        for term, token in ((found.triple.subject, found.subject), (found.triple.object, found.object)):
            # The links of a list share the token of its parenthesis; others are known by their label.
            key = token.text if token.kind == "blank" else token.start
            if isinstance(term, ox.BlankNode) and token.kind in ("blank", "[", "(") and key not in seen:
                seen.add(key)
                yield _finding("blank-node", token.place, entity=found.focus)


def _left_over(document: Document) -> Iterator[Finding]:
    """The comments of a skeleton, once a file, at the first."""
    left = [comment.place for comment in document.comments if _PROPOSED.fullmatch(comment.text)]
    if left:
        yield Finding("form/left-over", Level.ADVICE, left[0], LEFT, LEFT_MEND)


def _values(document: Document) -> Iterator[Finding]:
    for found in document.triples:
        value = found.value
        if isinstance(value, ox.Literal) and value.value == "…":
            yield _finding("placeholder", found.object.place, entity=found.focus)
        if found.datatype is None or not isinstance(value, ox.Literal):
            continue
        if not is_valid(value.value, value.datatype.value):
            words = {"found": value.value, "datatype": found.datatype.text}
            mend = mend_of(value.datatype.value, value.value)
            yield _finding("value", found.object.place, mend, entity=found.focus, **words)


def decimal_commas(document: Document) -> Iterator[Finding]:
    """Numbers that a comma without spaces joins: to Turtle they are several, and a writer would keep them apart."""
    end = 0
    for found in document.triples:
        start = found.object.start
        if found.object.kind in ("integer", "decimal") and start >= end:
            match = _COMMAS.match(document.text, start)
            if match:
                end = match.end()
                yield _comma(match[0], document.source.place(start, end), found.focus)


def _comma(found: str, place: Place, entity: str) -> Finding:
    numbers = found.split(",")
    # Two are a whole and its decimals; more are groups of three digits.
    nearest = ".".join(numbers) if len(numbers) == 2 else "".join(numbers) + ".0"
    message, mend = SENTENCES["decimal-comma"]
    counts = _COUNTS.get(len(numbers), Text(str(len(numbers)), str(len(numbers))))
    told = Text(
        message.fr.format(found=found, count=counts.fr, numbers=_listed(numbers, "et")),
        message.en.format(found=found, count=counts.en, numbers=_listed(numbers, "and")),
    )
    mended = mend.filled({"nearest": nearest})
    return Finding("syntax/decimal-comma", Level.ERROR, place, told, mended, entity, nearest=nearest)


def _listed(words: list[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _finding(code: str, place: Place, mend: Text | None = None, /, entity: str | None = None, **words: str) -> Finding:
    message, usual = SENTENCES[code]
    return Finding("syntax/" + code, Level.ERROR, place, message.filled(words), mend or usual, entity=entity)
