"""The lines of a skeleton: what is known, and for all else what it is and how to write it, in the shape's order."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import pyoxigraph as ox

from loaders.findings import Text
from loaders.words import local_name
from loaders.workspace import Workspace
from loaders.writer.spelling import Spelling
from ontology import RDF, SH, XSD
from ontology.core import TYPE
from ontology.dictionary import Kind, Slot

# Property → its values.
Said = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]
NOTHING: Said = MappingProxyType({})
_DEMANDED = Text("obligatoire", "required")
# Datatype → how a value of it looks.
_EXAMPLES: Mapping[str, str] = {
    RDF + "langString": '"…"@fr',
    XSD + "string": '"…"',
    XSD + "decimal": "0.0",
    XSD + "integer": "0",
    XSD + "date": '"…"^^xsd:date',
}
_SCHEME = re.compile("/vocabulary/([a-z-]+)/")
_CODE = re.compile(r"`([^`]+)`")


def lines(kind: Kind, values: Said, likely: Said, spelling: Spelling, shapes: "Shapes") -> Iterator[str]:
    """One property after another: its help, then its values, or a comment that shows how to write one."""
    for slot in kind.slots:
        if slot.property == TYPE:
            continue
        name = spelling.iri(slot.property)
        yield f"# {shapes.help(slot)}"
        written = [f"{name} {_spelt(value, spelling)} ;" for value in sorted(values.get(slot.property, ()), key=str)]
        shown = [_spelt(value, spelling) for value in likely.get(slot.property, ())] or shapes.examples(slot, name)
        yield from written or [f"# {name} {value} ;" for value in shown]


def _spelt(value: ox.NamedNode | ox.Literal, spelling: Spelling) -> str:
    return spelling.literal(value) if isinstance(value, ox.Literal) else spelling.iri(value.value)


class Shapes:
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

    def examples(self, slot: Slot, name: str) -> list[str]:
        """Values as the shape's own sentence writes them: a text in each language, of anything else the first."""
        about = self.said[slot.shape]
        said = [code.removeprefix(f"{name} ") for code in _CODE.findall(self._text(slot, "message"))]
        texts = [one for one in said if one.startswith('"…"@')]
        values = [one for one in said if one[:1] in ('"', "<") or one[:1].isdigit() or (":" in one and one != name)]
        if concept := next((match[1] for one in about[SH + "pattern"] if (match := _SCHEME.search(one.value))), None):
            values.append(f"{concept}:…")
        datatype = next((value.value for value in about[SH + "datatype"]), "")
        return (
            texts or values[:1] or [_EXAMPLES.get(datatype, "…" if datatype or not about[SH + "nodeKind"] else "id:…")]
        )

    def _text(self, slot: Slot, word: str) -> str:
        texts = [value for value in self.said[slot.shape][SH + word] if isinstance(value, ox.Literal)]
        return next((text.value for text in texts if text.language == self.language), "")
