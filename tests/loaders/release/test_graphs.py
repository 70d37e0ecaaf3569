"""Questions and rules are data of a release, ready to run and found as others look for them."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.names import SHAPES_GRAPH
from loaders.release.graphs import read_graphs
from loaders.triples import by_subject
from loaders.workspace import Workspace
from ontology import ONTOLOGY, QUESTIONS, RDFS, RULES, SCHEMA, SH, SKOS
from ontology.core import TYPE

PREFIXES = """
@prefix prefixes: <https://w3id.org/andromede/prefixes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://w3id.org/andromede/ontology> sh:declare prefixes:andro .
prefixes:andro sh:prefix "andro" ; sh:namespace "https://w3id.org/andromede/ontology#" .
"""
QUESTION = """# title@fr: Qui possède ?
# title@en: Who owns?
# keywords: argent, money
SELECT ?owner WHERE { ?owner andro:shareholderOf ?asset }
"""
# The form is the first word, however it is written, whatever stands inside.
TRIPLES = """# title@fr: Qui ?
# title@en: Who?
construct{ ?owner a andro:Company } WHERE { { SELECT ?owner WHERE { ?owner andro:shareholderOf ?asset } } }
"""
RULE = """# title@fr: Trop
# title@en: Too much
# message@fr: {entity} dépasse.
# message@en: {entity} is above.
# why@fr: Cent est tout.
# why@en: A hundred is all.
# mend@fr: Relire.
# mend@en: Read again.
# level: warning
# scope: graph
SELECT ?entity WHERE { ?entity andro:percent ?p FILTER(?p > 100) }
"""
Said = Callable[[str, str], set[str]]


@pytest.fixture
def said(tmp_path: Path) -> Said:
    """The values of a property of a query in the graph of shapes, literals with their language."""
    files = {
        "prefixes.ttl": PREFIXES,
        "questions/who-owns.rq": QUESTION,
        "questions/owners.rq": TRIPLES,
        "rules/too-much.rq": RULE,
    }
    for name, text in files.items():
        path = tmp_path / "ontology" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    subjects = by_subject(read_graphs(Workspace(tmp_path))[SHAPES_GRAPH])

    def values(iri: str, predicate: str) -> set[str]:
        terms = subjects[iri].get(predicate, ())
        return {
            f"{term.value}@{term.language}" if isinstance(term, ox.Literal) and term.language else term.value
            for term in terms
        }

    return values


def test_a_question_is_found_as_an_executable_and_runs_as_it_stands(said: Said) -> None:
    iri = QUESTIONS + "who-owns"
    assert said(iri, TYPE) == {SH + "SPARQLExecutable", SH + "SPARQLSelectExecutable"}
    (text,) = said(iri, SH + "select")
    ox.Store().query(text)
    assert said(iri, RDFS + "label") == {"Qui possède ?@fr", "Who owns?@en"}
    assert said(iri, SCHEMA + "keywords") == {"argent", "money"}


def test_a_question_is_of_the_form_of_its_first_word(said: Said) -> None:
    iri = QUESTIONS + "owners"
    assert said(iri, TYPE) == {SH + "SPARQLExecutable", SH + "SPARQLConstructExecutable"}
    assert len(said(iri, SH + "construct")) == 1


def test_the_prefixes_of_a_query_are_those_that_the_ontology_declares(said: Said) -> None:
    assert said(QUESTIONS + "who-owns", SH + "prefixes") == {ONTOLOGY}
    (declaration,) = said(ONTOLOGY, SH + "declare")
    assert said(declaration, SH + "prefix") == {"andro"}


def test_a_rule_says_how_grave_it_is_why_and_how_to_mend(said: Said) -> None:
    iri = RULES + "too-much"
    assert said(iri, SH + "severity") == {SH + "Warning"}
    assert said(iri, RDFS + "comment") == {"Cent est tout.@fr", "A hundred is all.@en"}
    assert said(iri, SKOS + "editorialNote") == {"Relire.@fr", "Read again.@en"}
    assert said(iri, SH + "message") == {"{entity} dépasse.@fr", "{entity} is above.@en"}


def test_a_rule_is_no_example_for_readers(said: Said) -> None:
    assert SH + "SPARQLExecutable" not in said(RULES + "too-much", TYPE)
