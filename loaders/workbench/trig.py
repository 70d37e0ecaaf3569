"""TriG (https://www.w3.org/TR/trig/): the grammar of Turtle with graphs around its blocks, whose names are not kept.

Shapes judge the triples of all graphs together.
"""

from loaders.findings import Finding, Level, Text
from loaders.turtle import Directive, Document, Source, Token
from loaders.turtle.grammar import Parser

UNCLOSED = (
    Text("L’accolade qui s’ouvre ici n’est pas fermée.", "The brace that opens here is not closed."),
    Text("Ajoutez `}` après le dernier triplet du graphe.", "Add `}` after the last triple of the graph."),
)
_NAMES = frozenset(("iri", "name", "blank"))


def parse_trig(text: str, file: str) -> Document:
    """As `loaders.turtle.parse`: never raises."""
    return _TrigParser(Source(text, file), "", {}).read()


class _TrigParser(Parser):
    """One reading of one source. A brace that closes goes by the kind of a bracket, which ends a list of predicates."""

    def __init__(self, source: Source, base: str, house: dict[str, str]) -> None:
        super().__init__(source, base, house)
        self.tokens = [_braced(token) for token in self.tokens]
        self.graph: Token | None = None

    def statement(self) -> Directive | None:
        if self.graph is not None:
            self.in_graph()
            return None
        if opening := self.opening():
            self.at += opening
            self.graph = self.tokens[self.at - 1]
            return None
        return super().statement()

    def in_graph(self) -> None:
        if self.closes():
            self.at += 1
            self.graph = None
        else:
            self.subject_and_predicates(self.token)

    def opening(self) -> int:
        """How many tokens open a graph here, 0 where none does."""
        at = self.at
        word = self.token.kind == "word" and self.token.text.upper() == "GRAPH"
        named = self.tokens[at + word : at + word + 3]
        kinds = [token.kind for token in named]
        if kinds[:1] == ["{"]:
            return 0 if word else 1
        if kinds[1:2] == ["{"] and kinds[0] in _NAMES:
            return 2 + word
        return 3 + word if kinds == ["[", "]", "{"] else 0

    def closes(self) -> bool:
        return self.token.kind == "]" and self.token.text == "}"

    def end_of_statement(self) -> None:
        if self.graph is None or not self.closes():
            super().end_of_statement()

    def read(self) -> Document:
        document = super().read()
        if self.graph is None or document.faults:
            return document
        message, mend = UNCLOSED
        fault = Finding("syntax/unclosed-graph", Level.ERROR, self.graph.place, message, mend)
        return Document(**{**vars(document), "faults": (fault,)})


def _braced(token: Token) -> Token:
    kind = {"{": "{", "}": "]"}.get(token.text) if token.kind == "bad_other" else None
    return token._replace(kind=kind) if kind else token
