"""/sparql/vocabulary: what the editor offers, with names in both languages, as long as the release lasts."""

import gzip
import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from ontology import ANDRO


@pytest.fixture(scope="module")
def answer(server: str) -> httpx.Response:
    return httpx.get(f"{server}/sparql/vocabulary")


@pytest.fixture(scope="module")
def terms(answer: httpx.Response) -> Mapping[str, Any]:
    return {term["name"]: term for term in answer.json()["terms"]}


def test_classes_properties_and_concepts_come_with_their_names(terms: Mapping[str, Any]) -> None:
    assert terms["andro:Certificate"].items() >= {"kind": "class", "fr": "certificat", "en": "certificate"}.items()
    assert terms["andro:holder"]["kind"] == "property"
    assert terms["role:chief-executive"]["kind"] == "concept"
    assert {kind: term["kind"] for kind, term in terms.items() if kind.startswith("modality:")}.keys() >= {
        "modality:planned",
        "modality:alleged",
    }


def test_uses_are_those_that_a_query_counts(server: str, terms: Mapping[str, Any]) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {{ ?x a <{ANDRO}Position> }}"
    counted = httpx.get(f"{server}/sparql", params={"query": query}, headers={"accept": "text/csv"})
    assert terms["andro:Position"]["uses"] == int(counted.text.split()[1]) > 0


def test_what_facts_use_of_other_vocabularies_is_offered_too(terms: Mapping[str, Any]) -> None:
    assert terms["dcterms:title"].items() >= {"kind": "property"}.items()
    assert terms["dcterms:title"]["uses"] > 0


def test_every_name_can_be_written_in_a_query_with_the_prefixes_that_come_along(answer: httpx.Response) -> None:
    document = answer.json()
    prefixes = {name.partition(":")[0] for name in (term["name"] for term in document["terms"])}
    assert prefixes <= document["prefixes"].keys()
    assert not [term for term in document["terms"] if "/" in term["name"] or "#" in term["name"]]


def test_it_is_kept_as_long_as_the_release_is_in_service(server: str, answer: httpx.Response) -> None:
    again = httpx.get(f"{server}/sparql/vocabulary", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_it_is_small_enough_to_be_fetched_while_somebody_types(answer: httpx.Response) -> None:
    assert len(gzip.compress(json.dumps(answer.json(), ensure_ascii=False).encode())) < 60_000
