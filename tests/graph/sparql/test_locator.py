"""Where a query is wrong: the word that a person would blame, with its place, and what was probably meant."""

import pyoxigraph as ox
import pytest

from graph.errors import MalformedQuery
from graph.sparql.locator import locate

KNOWN = {"rdfs": "http://www.w3.org/2000/01/rdf-schema#", "andro": "https://w3id.org/andromede/ontology#"}


def fault(query: str) -> MalformedQuery:
    with pytest.raises(SyntaxError):
        ox.Store().query(query)
    return locate(query, KNOWN)


# The token at fault stands between guillemets; nothing between them: the end of the query.
@pytest.mark.parametrize(
    ("marked", "cause"),
    [
        ("SELECT * WHERE {\n ?s ?p «.»\n ?a ?b ?c .\n}\n", "unexpected"),
        ("SELECT * WHERE {\r\n  ?s ?p '😀😀é' . ?s ?p «}»", "unexpected"),
        ("«SELEC» * WHERE { ?s ?p ?o }", "unexpected"),
        ("SELECT * WHERE {\n ?s ?p ?o ;;; }«}»\n# tail\n\n", "unexpected"),
        ("SELECT * { ?s ?p ?o } LIMIT «-»1", "unexpected"),
        ("SELECT * { ?s ?p ?o «?s2» ?p2 ?o2 }", "unexpected"),
        ("SELECT * WHERE «?s» ?p ?o", "unexpected"),
        ("SELECT ?x«,» ?y { ?x ?y ?z }", "unexpected"),
        ("SELECT «COUNT»(?x) { ?x ?y ?z }", "unexpected"),
        ("SELECT * { ?s ?p ?o FILTER «?o» > 3 }", "unexpected"),
        ("SELECT * { ?s ?p ?o FILTER(?o =«=» 3) }", "unexpected"),
        ("SELECT * { ?s ?p ?o FILTER(?o > 3 «AND» ?o < 5) }", "unexpected"),
        ("SELECT * { ?s ?p ?o FILTER(?o «<>» 5) }", "unexpected"),
        ("SELECT * { ?s ?p «“»text” }", "unexpected"),
        ("SELECT * { ?s ?p«\u00a0»?o }", "unexpected"),
        ("«@prefix» a: <http://x/> . SELECT * { ?s ?p ?o }", "unexpected"),
        ("PREFIX a: <http://x/> «.» SELECT * { ?s ?p ?o }", "unexpected"),
        ("PREFIX «a» <http://x/> SELECT * { ?s ?p ?o }", "unexpected"),
        ("ASK {} «ASK» {}", "unexpected"),
        ("SELECT * { ?s ?p ?o FILTER NOT «EXIST» { ?s ?q ?r } }", "unexpected"),
        ("SELECT * { BIND(?x as ?y «?s» ?p ?o }", "unexpected"),
        ("SELECT ?s { ?s ?p ?o «LIMIT» 10", "unexpected"),
        ("SELECT * { ?s ?p ?o«»", "unclosed"),
        ("SELECT * { ?s ?p ?o FILTER(?o > (1 + 2«»", "unclosed"),
        ("ASK«»", "ends-early"),
        ("«»", "empty"),
        ("SELECT * { ?s «rdf»s:label ?o }", "unknown-prefix"),
        ("SELECT * { ?s ?p «<»http://a b> }", "broken-iri"),
        ("SELECT * { ?s ?p <http://a> . ?s ?p «<»http://b }", "broken-iri"),
        ('SELECT * { ?s ?p «"»abc }', "unclosed-string"),
        ("SELECT * { _:a ?p ?o . OPTIONAL { «_:a» ?q ?r } }", "blank-node-in-two-groups"),
        ("SELECT ?x «?y» { ?x ?p ?y } GROUP BY ?x", "select-of-ungrouped"),
        ("SELECT * { { SELECT ?x «?y» { ?x ?p ?y } GROUP BY ?x } }", "select-of-ungrouped"),
        ("SELECT (COUNT(?z) AS ?n) (MAX(?x) + «?y» AS ?m) { ?x ?y ?z }", "select-of-ungrouped"),
        ("SELECT (?x AS «?x») { ?x ?p ?o }", "select-of-used-variable"),
        ("SELECT * { ?s ?p ?x . BIND(2 AS «?x») ?s ?p ?o }", "bind-of-used-variable"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS «$x») }", "bind-of-used-variable"),
        ("SELECT «*» { ?s ?p ?o } GROUP BY ?s", "star-with-groups"),
        ("SELECT * { ?s ?p ?o FILTER(«COUNT»(?s) > 2) }", "aggregate-out-of-place"),
        ("SELECT ?s «?s» { ?s ?p ?o }", "select-twice"),
        ("SELECT * { VALUES (?a ?b) { (1 'x'@fr) «(»3) } }", "values-of-other-length"),
        ("SELECT * { VALUES (?a «?a») { (1 2) } }", "values-variable-twice"),
    ],
)
def test_the_word_at_fault_is_named_with_its_place(marked: str, cause: str) -> None:
    start = marked.index("«")
    found = fault(marked.replace("«", "").replace("»", ""))
    before = marked[:start].replace("\r\n", "\n").split("\n")
    assert (found.line, found.column, found.cause) == (len(before), len(before[-1]) + 1, cause)


def test_what_could_stand_there_is_listed() -> None:
    found = fault("SELECT * { ?s ?p ?o ?s2 ?p2 ?o2 }")
    assert {".", ";", ",", "}"} <= set(found.expected)
    assert not {"?variable", "SELECT", ")"} & set(found.expected)


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("SELEC * { ?s ?p ?o }", "SELECT"),
        ("SELECT * { FILTR(?o) }", "FILTER"),
        ("SELECT * { ?s ?p ?o FILTER(STRLENGTH(?o) > 3) }", "STRLEN"),
        ("SELECT * { ?s ?p ?o } ODER BY ?s", "ORDER"),
        ("SELECT * { ?a ?b ?c OR ?d ?e ?f }", "||"),
        ("SELECT * { ?s ?p ?o FILTER(foo(?o)) }", None),
    ],
)
def test_the_word_that_was_probably_meant_is_proposed_where_it_fits(query: str, nearest: str | None) -> None:
    assert fault(query).nearest == nearest


def test_a_known_prefix_comes_with_the_line_to_paste() -> None:
    found = fault("SELECT * { ?s rdfs:label ?o }")
    assert (found.nearest, found.paste) == (None, "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>")


def test_a_misspelt_prefix_gets_the_nearest_known_or_declared_one() -> None:
    known = fault("SELECT * { ?s a andr:Plan }")
    assert (known.nearest, known.paste) == ("andro:", "PREFIX andro: <https://w3id.org/andromede/ontology#>")
    declared = fault("PREFIX foo: <http://x/> SELECT * { ?s a fooo:Plan }")
    assert (declared.nearest, declared.paste) == ("foo:", None)


def test_an_open_bracket_is_traced_to_where_it_was_opened() -> None:
    assert fault("SELECT * {\n  { ?s ?p ?o }").opened == [1, 10]


def test_the_excerpt_shows_the_line_with_a_mark_under_the_word() -> None:
    assert fault("SELECT * {\n\t?s rdfs:label ?o\n}").excerpt == (
        "1 │ SELECT * {\n2 │ \t?s rdfs:label ?o\n  │ \t   ^^^^^^^^^^"
    )


def test_of_a_very_long_line_the_excerpt_shows_what_lies_around_the_word() -> None:
    shown, mark = fault(f"SELECT * {{ {'?s ?p ?o . ' * 40}?s rdfs:label ?o }}").excerpt.split("\n")
    assert len(shown) < 120
    assert shown[mark.index("^") : mark.rindex("^") + 1] == "rdfs:label"


def test_a_remedy_is_named_where_one_is_known() -> None:
    assert fault("SELECT COUNT(?x) { ?x ?y ?z }").hint == "aggregate-needs-as"
    assert fault("SELECT * { ?s ?p ?o } ORDER BY DESC ?s").hint == "order-needs-brackets"
    assert fault("SELECT * { ?s ?p . }").hint is None
