"""The rules that SHACL core cannot say: SPARQL queries over the asserted graphs, each row a finding with its place."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES
from loaders.checks.lexical import WRITE
from loaders.checks.positions import Positions
from loaders.findings import Finding, Level, Place, Text
from loaders.turtle import Term
from loaders.writer.spelling import Spelling
from ontology import HERE, ID
from ontology.catalogue import Query, read_queries

REQUIRED = ("level", "scope", "message", "mend", "why")
# Beyond this a message would be longer than the line it is about.
LONGEST_WORD = 60
# What stands between a source and the name of its claim.
CLAIM_MARK = "#"

MODEL = (ONTOLOGY_GRAPH, SHAPES_GRAPH)
GATHERING = (AUTHORITIES, VOCABULARIES, *MODEL)

Row = Mapping[str, Term]


def read_rules() -> list[Query]:
    """All rules, in the order of their names. Raises CatalogueError where one lacks a header."""
    return read_queries(HERE / "rules", REQUIRED)


def findings_of(
    rules: Iterable[Query],
    store: ox.Store,
    positions: Positions,
    prefixes: Mapping[str, str],
    entities: Collection[str] | None = None,
) -> list[Finding]:
    """What the rules find in a store, about these entities or about all.

    The store holds the asserted triples in their own graphs, those of ontology, shapes and vocabularies included. Where
    `entities` names some, a rule of scope `file` is asked over their graphs alone, a hundred times faster; one of scope
    `graph` is asked over everything, so these must be few and quick (all seven take 0.02 s).
    """
    spelling = Spelling(prefixes)
    rows = _Rows(store, None if entities is None else frozenset(entities))
    return [_finding(rule, row, positions, spelling) for rule in rules for row in rows.of(rule)]


@dataclass(frozen=True)
class _Rows:
    """The answers of rules, over everything or for some entities."""

    store: ox.Store
    entities: frozenset[str] | None

    def of(self, rule: Query) -> Iterator[Row]:
        if self.entities is None:
            yield from _solutions(self.store, rule.text)
        elif rule.scope == "file":
            yield from (row for row in _solutions(self.excerpt, rule.text) if row["entity"].value in self.entities)
        else:
            yield from (row for row in _solutions(self.store, rule.text) if self._concerns(row))

    def _concerns(self, row: Row) -> bool:
        """Who is `?other` in a finding about another entity has a part in it."""
        assert self.entities is not None, "otherwise nobody asks"
        return any(role in row and row[role].value in self.entities for role in ("entity", "other"))

    @cached_property
    def excerpt(self) -> ox.Store:
        """The model and the graphs that speak of the entities; of those that gather many files, the entities alone."""
        about = [
            quad
            for entity in self.entities or ()
            for quad in self.store.quads_for_pattern(ox.NamedNode(entity), None, None)
        ]
        sources = {quad.graph_name for quad in about} - {ox.NamedNode(graph) for graph in GATHERING}
        store = ox.Store()
        store.extend(about)
        for graph in [*sources, *(ox.NamedNode(graph) for graph in MODEL)]:
            store.extend(self.store.quads_for_pattern(None, None, None, graph))
        return store


def _solutions(store: ox.Store, text: str) -> Iterator[Row]:
    # Patterns outside GRAPH see all that is asserted: a hierarchy may run through several sources.
    answer = store.query(text, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions), "a rule is a SELECT"
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        bound = zip(names, solution, strict=True)
        yield {name: term for name, term in bound if term is not None and not isinstance(term, ox.Triple)}


def _finding(rule: Query, row: Row, positions: Positions, spelling: Spelling) -> Finding:
    meant = _word(row["meant"], "", spelling) if "meant" in row else None
    return Finding(
        rule=rule.name,
        level=Level(rule.level or Level.ERROR),
        place=_place(row, positions),
        message=_filled(rule.message or rule.title, row, spelling),
        mend=WRITE.filled({"meant": meant}) if meant else rule.mend or rule.title,
        entity=row["entity"].value,
        nearest=meant,
    )


def _place(row: Row, positions: Positions) -> Place:
    """The value, else the property, else the subject."""
    path = row.get("property")
    return positions.closest(row["entity"].value, path.value if path else None, row.get("value"))


def _filled(message: Text, row: Row, spelling: Spelling) -> Text:
    # Names are said as the file of the finding says them, which need not be that of the entity.
    source = row.get("source", row["entity"]).value.partition(CLAIM_MARK)[0]
    words = {name: f"`{_word(term, source, spelling)}`" for name, term in row.items()}
    return Text(message.fr.format(**words), message.en.format(**words))


def _word(term: Term, source: str, spelling: Spelling) -> str:
    """A term as a curator would say it: claims of the file by `:name`, those of others after their source's slug."""
    if isinstance(term, ox.Literal):
        return _shortened(spelling.literal(term) if term.language else term.value)
    if CLAIM_MARK in term.value and term.value.startswith(ID):
        name = term.value.removeprefix(source + CLAIM_MARK)
        return f":{name}" if name != term.value else name.removeprefix(ID)
    return spelling.iri(term.value)


def _shortened(word: str) -> str:
    return word if len(word) <= LONGEST_WORD else word[:LONGEST_WORD] + "…"
