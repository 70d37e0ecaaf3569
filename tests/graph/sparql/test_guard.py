import pytest

from graph.engine import Form
from graph.errors import ForbiddenOperation, QueryRefused
from graph.sparql.guard import inspect

PROLOGUE = "PREFIX service: <http://a/> PREFIX : <http://b/> PREFIX x: <http://c/>\n"
# The engine reads each of these as a call: its parser needs no space after a keyword.
CALLS = [
    "SERVICE <http://u/> {}",
    "service SILENT <http://u/> {}",
    "SERVICE<http://u/>{}",
    "SERVICESILENT<http://u/>{}",
    "SERVICE ?endpoint {}",
    "SERVICE#c\n<http://u/> {}",
    "SERVICEx: {}",
    "SERVICE: {}",
    "SERVICEservice: {}",
    "SERVICESILENTx:a {}",
    "?s ?p true SERVICE <http://u/> {}",
    "?s ?p trueSERVICE <http://u/> {}",
    "?s ?p 1SERVICE <http://u/> {}",
    "{ { OPTIONAL { SERVICE <http://u/> {} } } }",
]
HARMLESS = [
    "PREFIX service: <http://a/> SELECT * { ?s service:x ?o }",
    "PREFIX service: <http://a/> ASK { GRAPH service:g { ?s ?p ?o } }",
    "PREFIX service: <http://a/> ASK FROM service:g { ?s ?p ?o }",
    "SELECT ?service { ?service <http://service/> 'SERVICE <http://u/> {}' } # SERVICE <http://u/> {}",
    "PREFIX downloads: <http://a/> SELECT * { ?s downloads:x ?o }",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_to_another_endpoint_is_refused_however_it_is_written(call: str) -> None:
    with pytest.raises(ForbiddenOperation) as refused:
        inspect(f"{PROLOGUE}SELECT * {{ {call} }}")
    assert refused.value.word == "SERVICE"
    assert refused.value.line == 2


@pytest.mark.parametrize("query", HARMLESS)
def test_a_query_that_only_mentions_services_passes(query: str) -> None:
    assert not inspect(query).federated


def test_the_place_of_a_refused_word_is_told() -> None:
    with pytest.raises(ForbiddenOperation) as refused:
        inspect("ASK {\n  SERVICE <http://u/> {}\n}")
    assert (refused.value.line, refused.value.column) == (2, 3)


def test_an_allowed_endpoint_passes_only_by_its_full_address() -> None:
    allowed = frozenset({"http://u/sparql"})
    assert inspect("ASK { SERVICE SILENT <http://u/sparql> {} }", allowed).federated
    for endpoint in ("<http://u/sparql/>", "<sparql>", "u:sparql", "?u"):
        with pytest.raises(ForbiddenOperation):
            inspect(f"PREFIX u: <http://u/> ASK {{ SERVICE {endpoint} {{}} }}", allowed)


def test_one_call_that_is_not_allowed_spoils_the_query() -> None:
    with pytest.raises(ForbiddenOperation):
        inspect("ASK { SERVICE <http://u/> {} SERVICE <http://v/> {} }", frozenset({"http://u/"}))


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", Form.SELECT),
        ("select*{}", Form.SELECT),
        ("# SELECT\nPREFIX : <http://a/> BASE <http://b/>\nprefix a.b:<http://c#>ASK{}", Form.ASK),
        ("PREFIX # comment\n a: # more\n <http://a/>\nConstruct { } { }", Form.CONSTRUCT),
        ("DESCRIBE<http://a/>", Form.DESCRIBE),
        ("SELECTDISTINCT ?s {}", Form.SELECT),
        ("SELEC * {}", None),
        ("", None),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(query: str, form: Form | None) -> None:
    assert inspect(query).form == form


@pytest.mark.parametrize(
    "query", ["INSERT DATA {}", "PREFIX : <http://a/> delete where {}", "CLEAR ALL", "ADD :a TO :b"]
)
def test_an_update_is_no_query(query: str) -> None:
    with pytest.raises(QueryRefused):
        inspect(query)


def test_load_is_refused() -> None:
    with pytest.raises(ForbiddenOperation, match="LOAD"):
        inspect("LOAD SILENT <http://a/>")


@pytest.mark.parametrize(
    ("query", "volatile"),
    [
        ("SELECT (NOW() AS ?x) {}", True),
        ("SELECT (rand() AS ?x) {}", True),
        ("SELECT (STRUUID() AS ?x) {}", True),
        ("SELECT (BNODE() AS ?x) {}", True),
        ("SELECT * { ?known ?p 'now()' }", False),
        ("CONSTRUCT { ?s ?p _:new } { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p [] } { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p (1) } { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o, [] FILTER(?o > 1) }", False),
        ("DESCRIBE ?s { ?s ?p ?o }", False),
    ],
)
def test_a_query_is_volatile_when_the_same_release_may_answer_otherwise(query: str, volatile: bool) -> None:
    assert inspect(query).volatile is volatile
