import pyoxigraph as ox
import pytest

from graph.engine import Dataset
from graph.errors import MalformedQuery, QueryRefused, ResultNotSerialisable, ResultTooLarge
from graph.workers.evaluation import GRAPH_FORMATS, RESULT_FORMATS, Caps, evaluate
from graph.workers.wire import FORMATS, Asked
from ontology import BASE

CSV = "text/csv"
CAPS = Caps(answer=100_000, merged_triples=6)
PROLOGUE = "PREFIX : <http://example.org/> "
COUNT = PROLOGUE + "SELECT (COUNT(*) AS ?n) "


def answer(store: ox.Store, query: str, media_type: str = CSV, dataset: Dataset | None = None) -> str:
    return evaluate(store, Asked(query, media_type, dataset), CAPS, {}).decode()


def rows(store: ox.Store, query: str, dataset: Dataset | None = None) -> list[str]:
    return answer(store, query, CSV, dataset).splitlines()[1:]


def graphs(*names: str) -> tuple[str, ...]:
    return tuple(f"http://example.org/{name}" for name in names)


def of(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load(PROLOGUE + turtle, format=ox.RdfFormat.TURTLE)
    return store


def test_every_format_of_the_wire_is_written_and_no_other() -> None:
    assert sorted(FORMATS) == sorted([*RESULT_FORMATS, *GRAPH_FORMATS])


def test_a_triple_of_two_from_graphs_counts_once(opened: ox.Store) -> None:
    assert rows(opened, COUNT + "FROM :one FROM :two { ?s ?p ?o }") == ["3"]


@pytest.mark.parametrize(
    "clauses",
    [
        "FROM <http://example.org/one> FROM<http://example.org/two>",
        "from :one from :two from :two",
        "FROM :one FROM NAMED :many FROM :two",
        "FROM NAMED <http://example.org/many> FROM :one # FROM\n FROM :two",
    ],
)
def test_from_clauses_are_read_however_they_are_written(opened: ox.Store, clauses: str) -> None:
    caps = Caps(answer=100_000, merged_triples=2000)
    asked = Asked(COUNT + clauses + " { ?s ?p ?o }", CSV, None)
    assert evaluate(opened, asked, caps, {}).decode().splitlines() == ["n", "3"]


def test_relative_from_graphs_are_resolved_against_the_base(opened: ox.Store) -> None:
    query = "BASE <http://example.org/x> SELECT (COUNT(*) AS ?n) FROM <one> FROM <two> { ?s ?p ?o }"
    assert rows(opened, query) == ["3"]


def test_relative_iris_without_a_base_are_resolved_against_that_of_the_graph(opened: ox.Store) -> None:
    assert rows(opened, "SELECT (STR(<id/ovhcloud>) AS ?iri) {}") == [f"{BASE}id/ovhcloud"]
    query = COUNT + "FROM <http://example.org/one> FROM <unknown> { ?s ?p ?o }"
    assert rows(opened, query) == ["2"]


def test_from_without_from_named_leaves_no_named_graph(opened: ox.Store) -> None:
    assert rows(opened, COUNT + "FROM :one FROM :two { GRAPH ?g { ?s ?p ?o } }") == ["0"]
    assert rows(opened, COUNT + "FROM :one FROM :two FROM NAMED :one { GRAPH ?g { ?s ?p ?o } }") == ["2"]


@pytest.mark.parametrize(
    ("dataset", "pattern", "count"),
    [
        (Dataset(graphs("one"), ()), "{ ?s ?p ?o }", "2"),
        (Dataset(graphs("one"), ()), "{ GRAPH ?g { ?s ?p ?o } }", "0"),
        (Dataset((), graphs("one", "two")), "{ ?s ?p ?o }", "0"),
        (Dataset((), graphs("one", "two")), "{ GRAPH ?g { ?s ?p ?o } }", "4"),
        (Dataset(graphs("one", "two"), ()), "{ ?s ?p ?o }", "3"),
        (Dataset(graphs("one", "two"), ()), "FROM :many { ?s ?p ?o }", "3"),
        (Dataset(graphs("nothing"), ()), "{ ?s ?p ?o }", "0"),
    ],
)
def test_a_dataset_of_the_request_is_all_that_the_query_sees(
    opened: ox.Store, dataset: Dataset, pattern: str, count: str
) -> None:
    assert rows(opened, COUNT + pattern, dataset) == [count]


def test_graphs_too_large_to_be_merged_are_refused(opened: ox.Store) -> None:
    with pytest.raises(QueryRefused, match="too large") as refused:
        answer(opened, COUNT + "FROM :one FROM :many { ?s ?p ?o }")
    assert refused.value.text is not None
    assert "trop grands" in refused.value.text.fr


def test_an_answer_over_the_cap_is_refused_whole(opened: ox.Store) -> None:
    with pytest.raises(ResultTooLarge):
        evaluate(opened, Asked("SELECT * { GRAPH ?g { ?s ?p ?o } }", CSV, None), Caps(10_000, 0), {})


@pytest.mark.parametrize("media_type", ["application/sparql-results+xml", "application/rdf+xml"])
@pytest.mark.parametrize("turtle", [':s :p "a\\u0001b" .', ':s :p "\\uFFFE" .'])
def test_xml_that_no_parser_would_read_is_refused(media_type: str, turtle: str) -> None:
    form = "SELECT *" if "results" in media_type else "CONSTRUCT"
    with pytest.raises(ResultNotSerialisable, match="XML"):
        answer(of(turtle), form + " WHERE { ?s ?p ?o }", media_type)


def test_rdf_xml_is_refused_where_a_predicate_names_no_element() -> None:
    with pytest.raises(ResultNotSerialisable):
        answer(of(":s <http://example.org/1> 1 ."), "CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml")


def test_a_carriage_return_survives_xml() -> None:
    store = of(':s :p "a\\rb" .')
    xml = answer(store, "SELECT ?o WHERE { ?s ?p ?o }", "application/sparql-results+xml")
    parsed = ox.parse_query_results(xml, format=ox.QueryResultsFormat.XML)
    assert isinstance(parsed, ox.QuerySolutions)
    assert [solution["o"] for solution in parsed] == [ox.Literal("a\rb")]


def test_a_table_does_not_fit_a_graph_format_nor_a_graph_a_table_format(opened: ox.Store) -> None:
    with pytest.raises(ResultNotSerialisable):
        answer(opened, "ASK {}", "text/turtle")
    with pytest.raises(ResultNotSerialisable):
        answer(opened, "DESCRIBE <http://example.org/s>", CSV)


def test_what_only_shows_during_evaluation_is_the_fault_of_the_query(opened: ox.Store) -> None:
    with pytest.raises(QueryRefused, match="not supported"):
        answer(opened, "SELECT (<http://example.org/f>(1) AS ?x) {}")
    with pytest.raises(QueryRefused, match="IRI"):
        answer(opened, "ASK {}", CSV, Dataset(("no iri",), ()))


def test_a_malformed_query_is_located(opened: ox.Store) -> None:
    with pytest.raises(MalformedQuery) as malformed:
        answer(opened, "SELECT * {\n ?s ?p . }")
    assert (malformed.value.line, malformed.value.column) == (2, 8)
