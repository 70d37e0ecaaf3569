"""Clients as people have them, unmodified, over a real server: each asks the questions of the README."""

import csv
import io
import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pandas
import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from ontology import HERE
from ontology.catalogue import Query, read_query
from ontology.prefixes import read_prefixes

SHOWN = (
    "cloud-plan-leaders",
    "secnumcloud-holders-by-source",
    "industrial-plan-money",
    "due-and-only-planned",
    "strasbourg-fire-by-source",
)
QUESTIONS = [read_query(HERE / "questions" / f"{name}.rq") for name in SHOWN]
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.name))
Rows = list[tuple[str, ...]]


def expected(question: Query) -> tuple[list[str], Rows]:
    """The columns and the sorted rows of the file beside the question."""
    text = question.path.with_suffix(".expected.tsv").read_text(encoding="utf-8")
    columns, *rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return columns, sorted(tuple(_full(cell) for cell in row) for row in rows)


def _full(cell: str) -> str:
    prefix, colon, name = cell.partition(":")
    namespace = read_prefixes().get(prefix) if colon else None
    return namespace + name if namespace else cell


def plain(rows: Iterable[Iterable[Any]]) -> Rows:
    return sorted(tuple("" if cell is None else str(cell) for cell in row) for row in rows)


def of_bindings(document: Any, columns: list[str]) -> Rows:
    rows = document["results"]["bindings"]
    return plain([row[column]["value"] if column in row else None for column in columns] for row in rows)


@each_question
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_asks_for_json(server: str, question: Query, method: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql", returnFormat=JSON)
    client.setMethod(method)
    client.setQuery(question.text)
    columns, rows = expected(question)
    assert of_bindings(client.query().convert(), columns) == rows


def test_sparqlwrapper_gets_each_of_its_formats(server: str) -> None:
    assert _asked_for(server, CSV, 'SELECT ("é" AS ?x) {}').decode() == "x\r\né\r\n"
    assert _asked_for(server, XML, 'SELECT ("é" AS ?x) {}').getElementsByTagName("literal")[0].firstChild.data == "é"
    assert len(Graph().parse(_asked_for(server, TURTLE, "CONSTRUCT { <http://a/b> <http://a/c> 1 } {}"))) == 1


def _asked_for(server: str, format_: str, query: str) -> Any:
    client = SPARQLWrapper(f"{server}/sparql", returnFormat=format_)
    client.setQuery(query)
    return client.query().convert()


def test_sparqlwrapper_tells_a_broken_query_by_its_own_exception(server: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql")
    client.setQuery("SELECT * { ?s ?p")
    with pytest.raises(QueryBadFormed, match="column"):
        client.query()


@each_question
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_through_its_store(server: str, question: Query, method: Any) -> None:
    graph = Graph(SPARQLStore(f"{server}/sparql", method=method))
    columns, rows = expected(question)
    result = graph.query(question.text)
    assert [str(variable) for variable in result.vars or ()] == columns
    assert plain(row for row in result if isinstance(row, tuple)) == rows


def test_rdflib_reads_triples_and_counts_through_its_store(server: str) -> None:
    graph = Graph(SPARQLStore(f"{server}/sparql"))
    count = httpx.get(f"{server}/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"})
    assert len(graph) == int(count.text.split()[1])
    assert bool(graph.query("ASK { ?s ?p ?o }"))


@each_question
def test_curl_posts_a_file_and_gets_csv(
    server: str, question: Query, tmp_path: Path, program: Callable[[str], str]
) -> None:
    (tmp_path / "question.rq").write_text(question.text, encoding="utf-8")
    ask = ["-sSf", "-H", "Accept: text/csv", "--data-urlencode", "query@question.rq", f"{server}/sparql"]
    answer = subprocess.run([program("curl"), *ask], cwd=tmp_path, capture_output=True, check=True).stdout.decode()
    columns, *rows = csv.reader(io.StringIO(answer, newline=""))
    assert (columns, plain(rows)) == expected(question)


@each_question
def test_pandas_reads_the_csv_of_an_address(server: str, question: Query) -> None:
    address = f"{server}/sparql?{urlencode({'query': question.text, 'format': 'csv'})}"
    table = pandas.read_csv(address, dtype=str, keep_default_na=False)
    columns, rows = expected(question)
    assert list(table.columns) == columns
    assert plain(table.itertuples(index=False)) == rows


@pytest.mark.xdist_group("comunica")
def test_comunica_asks_from_node(server: str, comunica: Path) -> None:
    answers = _asked_by_comunica(comunica, f"{server}/sparql", [question.text for question in QUESTIONS])
    for question, answer in zip(QUESTIONS, answers, strict=True):
        columns, rows = expected(question)
        assert of_bindings({"results": {"bindings": answer}}, columns) == rows, question.name


ASK = """
import { readFileSync } from "node:fs";
import { QueryEngine } from "@comunica/query-sparql";
const [value, queries] = JSON.parse(readFileSync(0, "utf8"));
const engine = new QueryEngine(), answers = [];
for (const query of queries) {
  const bindings = await engine.queryBindings(query, { sources: [{ type: "sparql", value }] });
  answers.push((await bindings.toArray()).map((row) =>
    Object.fromEntries([...row].map(([variable, term]) => [variable.value, { value: term.value }]))));
}
console.log(JSON.stringify(answers));
"""


def _asked_by_comunica(folder: Path, endpoint: str, queries: list[str]) -> Any:
    command = ["node", "--input-type=module", "-e", ASK]
    done = subprocess.run(
        command, cwd=folder, input=json.dumps([endpoint, queries]), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
