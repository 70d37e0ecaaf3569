"""CITATION.cff: what the schema of the Citation File Format 1.2.0 asks, and nothing that is not so."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.http.links import LICENCES
from graph.names import DATASET
from ontology import BASE, HERE

# https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema.json: required, and all that it knows.
REQUIRED = {"authors", "cff-version", "message", "title"}
KNOWN = REQUIRED | {
    "abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license", "license-url",
    "preferred-citation", "references", "repository", "repository-artifact", "repository-code", "type", "url",
    "version",
}  # fmt: skip
# Those of SPDX that are ours: code, then data at choice.
SPDX = ["Apache-2.0", "CC-BY-4.0", "etalab-2.0"]


@pytest.fixture
def citation(root: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    return read


def test_it_has_what_the_format_requires_and_no_key_that_it_does_not_know(citation: dict[str, Any]) -> None:
    assert set(citation) >= REQUIRED
    assert set(citation) <= KNOWN
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] in ("software", "dataset")
    assert isinstance(citation["date-released"], date)
    assert len(set(citation["keywords"])) == len(citation["keywords"])
    assert all(set(each) <= {"type", "value", "description"} for each in citation["identifiers"])
    assert {each["type"] for each in citation["identifiers"]} <= {"doi", "url", "swh", "other"}


def test_it_names_no_person_but_the_contributors(citation: dict[str, Any]) -> None:
    assert citation["authors"] == [{"name": "Andromède contributors"}]
    assert not citation.keys() & {"contact", "doi", "repository-code"}


def test_it_agrees_with_what_is_served(citation: dict[str, Any]) -> None:
    assert citation["url"] == BASE
    assert citation["identifiers"][0]["value"] == DATASET
    assert citation["license"] == SPDX
    assert len(LICENCES) == len(SPDX) - 1
    ontology = (HERE / "andromede.ttl").read_text(encoding="utf-8")
    assert f'owl:versionInfo "{citation["version"]}"' in ontology
    assert f'dcterms:issued "{citation["date-released"]}"' in ontology
