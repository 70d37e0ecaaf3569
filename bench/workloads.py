"""What is asked of both servers: the requests of each workload, over things that the release holds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from urllib.request import Request, urlopen

ACCEPT = "application/sparql-results+json"
# A number behind LIMIT makes a query that nobody asked before, and with it the same answer: none has as many rows.
FIRST_NUMBER = 1_000_000

SUBJECTS = """
PREFIX andro: <https://w3id.org/andromede/ontology#>
SELECT DISTINCT ?entity WHERE { ?entity a andro:Entity } ORDER BY ?entity LIMIT 500
"""
LOOK_UP = "SELECT ?property ?value WHERE {{ <{subject}> ?property ?value }} LIMIT "
TABLE = (
    "PREFIX andro: <https://w3id.org/andromede/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "SELECT ?fact ?label WHERE { { "
    "SELECT ?fact ?label WHERE { ?fact a andro:Fact ; rdfs:label ?label } LIMIT 420 } } LIMIT "
)
ANALYSIS = (
    "PREFIX andro: <https://w3id.org/andromede/ontology#> SELECT ?class ?property (COUNT(*) AS ?uses) "
    "(COUNT(DISTINCT ?value) AS ?values) WHERE { ?thing a ?class ; ?property ?value } "
    "GROUP BY ?class ?property ORDER BY DESC(?uses) ?class ?property LIMIT "
)


@dataclass(frozen=True, slots=True)
class Workload:
    """`queries` are asked in turn. `fresh` ones end in a number that grows from request to request, `single` ones take
    so long that they are asked one by one; `target` is the speed relative to the other server that we want to reach."""

    name: str
    queries: tuple[str, ...]
    fresh: bool
    target: float
    single: bool = False

    def addresses(self, endpoint: str) -> list[str]:
        """Without their last number where they are fresh."""
        number = "" if self.fresh else str(FIRST_NUMBER)
        return [f"{address_of(endpoint, query)}{number}" for query in self.queries]


def address_of(endpoint: str, query: str) -> str:
    return f"{endpoint}?query={quote(query, safe='')}"


def workloads(subjects: Sequence[str]) -> list[Workload]:
    look_ups = tuple(LOOK_UP.format(subject=subject) for subject in subjects)
    return [
        Workload("tiny look-up, repeated", look_ups[:1], False, 1.0),
        Workload("tiny look-up, never seen", look_ups, True, 0.4),
        Workload("100 KB table, never seen", (TABLE,), True, 0.8),
        Workload("analytic query, never seen", (ANALYSIS,), True, 0.85, single=True),
    ]


def ask(address: str) -> bytes:
    """Raises OSError for every answer but 200."""
    with urlopen(Request(address, headers={"accept": ACCEPT}), timeout=60) as answer:
        body: bytes = answer.read()
    return body


def rows_of(body: bytes) -> list[str]:
    """The solutions in an order of their own: without ORDER BY each server has its own."""
    return sorted(json.dumps(row, sort_keys=True) for row in json.loads(body)["results"]["bindings"])


def subjects_of(endpoint: str) -> list[str]:
    """Things of the release, some with many statements and some with few."""
    solutions = json.loads(ask(address_of(endpoint, SUBJECTS)))["results"]["bindings"]
    return [solution["entity"]["value"] for solution in solutions]
