"""Queries made at random, over the terms of a release: varied, bounded, and the same each time from the same seed.

None is volatile (NOW, RAND, UUID, BNODE, new blank nodes), none names several default graphs, and none sorts values of
mixed kinds, which the engine (pyoxigraph 0.5.13) does not survive.
"""

import random
from collections.abc import Callable, Sequence

import pyoxigraph as ox

from ontology import BASE
from ontology.prefixes import read_prefixes

HIERARCHY = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
# So many things have these that a query about all of them takes a second.
MOST_FREQUENT = (
    ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
    ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
)
TERMS_KEPT = 60
MOST_ROWS = 200
# Comparisons that any value may be held against, and expressions of one variable: `{v}` is it.
TESTS = (
    "isIRI({v})", "isLiteral({v})", "!isBlank({v})", "isNumeric({v})", "LANG({v}) = 'fr'", "BOUND({v})",
    "CONTAINS(LCASE(STR({v})), 'cloud')", "STRSTARTS(STR({v}), 'h')", "REGEX(STR({v}), '^[A-M].*e', 'i')",
    "STRLEN(STR({v})) > 12", "{v} > 2015", "{v} != 'é\\u00e8'", "STR({v}) IN ('France', '2012', 'x')",
    "{v} NOT IN (1, 2.5, 3e0, true)", "DATATYPE({v}) = <http://www.w3.org/2001/XMLSchema#decimal>",
    "sameTerm({v}, {v})", "COALESCE({v} + 1 > 100, false)", "({v} < 3 || isIRI({v})) && !(STR({v}) = '')",
    "YEAR({v}) >= 2012", "LANGMATCHES(LANG({v}), '*')",
)  # fmt: skip
EXPRESSIONS = (
    "STR({v})", "STRLEN(STR({v}))", "UCASE(STR({v}))", "SUBSTR(STR({v}), 2, 9)", "CONCAT('«', STR({v}), '» ☁')",
    "REPLACE(STR({v}), '[aeiou]', '*')", "IF(isIRI({v}), 'iri', LANG({v}))", "COALESCE({v} * 2, DATATYPE({v}), 0)",
    "MD5(STR({v}))", "ENCODE_FOR_URI(STR({v}))", "STRAFTER(STR({v}), '/')", "STRLANG(SUBSTR(STR({v}), 1, 3), 'fr')",
    "IRI(CONCAT('http://example.org/', ENCODE_FOR_URI(STR({v}))))", "ROUND({v} / 3)", "{v} = {v}", "<rel>", "1.50 + 1",
    "STRDT(STR(STRLEN(STR({v}))), <http://www.w3.org/2001/XMLSchema#integer>)", "'tab\\tquote\\\"line\\n'",
)  # fmt: skip
AGGREGATES = (
    "COUNT(*)", "COUNT({v})", "COUNT(DISTINCT {v})", "MIN(STR({v}))", "MAX(STR({v}))", "SUM(STRLEN(STR({v})))",
    "AVG(STRLEN(STR({v})))", "SAMPLE(DATATYPE({v}))", "COUNT(DISTINCT *)",
)  # fmt: skip


class Generator:
    """Its terms are those that the release holds most of, and in one query those that occur together: most queries
    have an answer."""

    def __init__(self, store: ox.Store, seed: int) -> None:
        self._random = random.Random(seed)
        self._prefixes = read_prefixes()
        self._topics = _together(store)
        self._class_iri, self._properties = self._topics[0]
        self._things = _most(store, f"SELECT ?x {{ ?s ?p ?x FILTER(STRSTARTS(STR(?x), '{BASE}id/')) }}")
        self._graphs = _most(store, "SELECT ?x { GRAPH ?x { ?s ?p ?o } }")

    def queries(self, count: int) -> list[str]:
        forms: Sequence[Callable[[], str]] = (self._select, self._select, self._groups, self._construct, self._ask)
        return [self._on_a_topic(self._random.choice(forms)) for _ in range(count)]

    def _on_a_topic(self, form: Callable[[], str]) -> str:
        self._class_iri, self._properties = self._random.choice(self._topics)
        return self._dressed(form())

    # Forms.

    def _select(self) -> str:
        manner = self._random.choice(("", "", "DISTINCT ", "REDUCED "))
        shown = self._random.choice(("*", "?a ?b", f"?a ({self._expression('?b')} AS ?x)", "?b ?c ?nothing"))
        return f"SELECT {manner}{shown} {self._dataset()}WHERE {{ {self._group()} }}{self._order()}{self._slice()}"

    def _groups(self) -> str:
        aggregate, other = (self._pick(AGGREGATES).format(v="?b") for _ in range(2))
        having = self._random.choice(("", "", " HAVING (COUNT(*) > 1)"))
        if self._random.random() < 0.3:
            return f"SELECT ({aggregate} AS ?n) ({other} AS ?m) {self._dataset()}{{ {self._group()} }}{having}"
        order = self._random.choice(("", " ORDER BY DESC(?n) STR(?k)"))
        key = self._random.choice(("STR(?a)", self._expression("?b")))
        group = f"GROUP BY ({key} AS ?k){having}"
        return f"SELECT ?k ({aggregate} AS ?n) {self._dataset()}{{ {self._group()} }} {group}{order}{self._slice()}"

    def _construct(self) -> str:
        templates = ("?a ?p0 ?b", "?a <http://example.org/p> ?b . ?b <q> 'x'@en", f"?b {self._property()} ?a ; a <C>")
        if self._random.random() < 0.2:
            return f"CONSTRUCT {self._dataset()}WHERE {{ {self._triple('?a', '?b')} }}{self._slice()}"
        template = self._random.choice(templates)
        pattern = f"?a ?p0 ?b . {self._group()}" if "?p0" in template else self._group()
        return f"CONSTRUCT {{ {template} }} {self._dataset()}{{ {pattern} }}{self._slice()}"

    def _ask(self) -> str:
        return f"ASK {self._dataset()}{{ {self._group()} }}"

    # Patterns. Every group binds ?a and ?b together, so that nothing multiplies without bound.

    def _group(self) -> str:
        core = self._random.choice(
            (self._plain, self._plain, self._in_graph, self._union, self._nested, self._values)
        )()
        extras = (self._optional, self._filter, self._bind, self._minus, self._exists)
        return " ".join([core, *(extra() for extra in self._random.sample(extras, self._random.randint(0, 2)))])

    def _plain(self) -> str:
        return self._random.choice(
            (
                self._triple("?a", "?b"),
                f"?a a {self._class()} . {self._triple('?a', '?b')}",
                f"?a a {self._class()} ; {self._property()} ?b , ?c ; {self._property()} ?d .",
                f"{self._thing()} ?a ?b .",
                f"?a ?b {self._thing()} .",
                f"?a {self._path()} ?b .",
                f"VALUES ?a {{ {self._thing()} {self._thing()} }} ?a a/{HIERARCHY}* ?b .",
            )
        )

    def _in_graph(self) -> str:
        return f"GRAPH {self._random.choice(('?g', self._graph()))} {{ {self._triple('?a', '?b')} }}"

    def _union(self) -> str:
        return f"{{ {self._plain()} }} UNION {{ {self._random.choice((self._plain, self._in_graph))()} }}"

    def _nested(self) -> str:
        return f"{{ SELECT ?a ?b {{ {self._plain()} }} ORDER BY STR(?a) STR(?b) LIMIT 30 }}"

    def _values(self) -> str:
        return (
            f"VALUES ?a {{ {self._thing()} {self._thing()} }} ?a {self._random.choice(('?p', self._property()))} ?b ."
        )

    def _optional(self) -> str:
        return f"OPTIONAL {{ {self._triple('?a', '?c')} {self._random.choice(('', self._filter('?c')))} }}"

    def _filter(self, variable: str = "?b") -> str:
        return f"FILTER({self._pick(TESTS).format(v=variable)})"

    def _bind(self) -> str:
        return f"BIND({self._expression('?b')} AS ?new{self._random.randint(1, 99)})"

    def _minus(self) -> str:
        return f"MINUS {{ {self._triple('?a', '?d')} }}"

    def _exists(self) -> str:
        return f"FILTER {self._random.choice(('', 'NOT '))}EXISTS {{ {self._triple('?a', '?e')} }}"

    def _triple(self, subject: str, object_: str) -> str:
        return f"{subject} {self._property()} {object_} ."

    def _path(self) -> str:
        one, two = self._property(), self._property()
        shapes = (f"{one}/{two}", f"{one}|{two}", f"^{one}", f"({one}|^{two})", f"{one}/{two}?", f"^{one}/{two}")
        return self._random.choice((*shapes, f"{HIERARCHY}+"))

    # Around them.

    def _dataset(self) -> str:
        graph, other = self._graph(), self._graph()
        clauses = (
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            f"FROM {graph} ",
            f"FROM {graph} FROM NAMED {other} ",
            f"FROM NAMED {graph} ",
        )
        return self._random.choice(clauses)

    def _order(self) -> str:
        return self._random.choice(
            ("", " ORDER BY STR(?a) STR(?b)", " ORDER BY DESC(STR(?b)) STR(?a)", " ORDER BY LCASE(STR(?a))")
        )

    def _slice(self) -> str:
        offset = self._random.choice(("", "", "", f" OFFSET {self._random.randint(1, 5)}"))
        return f" LIMIT {self._random.randint(1, MOST_ROWS)}{offset}"

    def _expression(self, variable: str) -> str:
        return self._pick(EXPRESSIONS).format(v=variable)

    def _class(self) -> str:
        return self._written(self._class_iri)

    def _property(self) -> str:
        return self._written(self._pick(self._properties))

    def _thing(self) -> str:
        return self._written(self._pick(self._things))

    def _graph(self) -> str:
        """One of the largest more often than not."""
        return self._written(self._pick(self._graphs[: self._random.choice((4, 4, TERMS_KEPT))]))

    def _pick(self, among: Sequence[str]) -> str:
        return self._random.choice(among)

    def _written(self, iri: str) -> str:
        """In full, with a prefix, or relative to the base, where its characters let it."""
        for prefix, space in self._prefixes.items():
            if iri.startswith(space) and iri.removeprefix(space).isalnum() and self._random.random() < 0.5:
                return f"{prefix}:{iri.removeprefix(space)}"
        return f"<{iri.removeprefix(BASE) if self._random.random() < 0.2 else iri}>"

    def _dressed(self, query: str) -> str:
        """With its prologue, and now and then in another dress: comments, line ends, the case of a keyword."""
        used = [f"PREFIX {prefix}: <{space}>" for prefix, space in self._prefixes.items() if f" {prefix}:" in query
                or any(f"{sign}{prefix}:" in query for sign in "/|^(")]  # fmt: skip
        gap = self._random.choice(("\n", " ", "\r\n", " # “SERVICE” is only a word here\n"))
        if self._random.random() < 0.2:
            query = query.replace("SELECT", "select").replace("OPTIONAL", "Optional")
        return gap.join([*used, query])


def _together(store: ox.Store) -> list[tuple[str, list[str]]]:
    """Classes with the properties of their members."""
    solutions = store.query("SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p ORDER BY ?c DESC(?n) ?p")
    assert isinstance(solutions, ox.QuerySolutions)
    topics: dict[str, list[str]] = {}
    for solution in solutions:
        if solution["p"] in MOST_FREQUENT:
            continue
        if isinstance(solution["c"], ox.NamedNode) and isinstance(solution["p"], ox.NamedNode):
            topics.setdefault(solution["c"].value, []).append(solution["p"].value)
    return [(name, properties[:8]) for name, properties in topics.items() if len(properties) > 4]


def _most(store: ox.Store, query: str) -> list[str]:
    """The IRIs that a query gives most often; of those alike, the first in the alphabet."""
    counted = f"SELECT ?x (COUNT(*) AS ?n) {{ {{ {query} }} FILTER(isIRI(?x)) }} GROUP BY ?x ORDER BY DESC(?n) STR(?x)"
    solutions = store.query(f"{counted} LIMIT {TERMS_KEPT}")
    assert isinstance(solutions, ox.QuerySolutions)
    return [solution["x"].value for solution in solutions]
