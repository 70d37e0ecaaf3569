"""The answers of the corpus fail where plans and rumours count as plain facts, and where one document is missing."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology import HERE
from ontology.catalogue import read_queries
from tests.questions import answer, checkout, expected, store_of

QUESTIONS = {query.name: query for query in read_queries(HERE / "questions")}
MODALITY = re.compile(r"^    andro:modality .*\n", re.MULTILINE)

NEED_MODALITY = (
    "certificates-only-alleged",
    "data-centres-of-ovhcloud",
    "head-of-bleu-by-source",
    "heads-of-enisa",
    "heads-of-the-dinsic-and-the-dinum",
    "money-of-states-for-the-cloud-ipcei",
    "names-of-atos",
    "purchases-of-synfonium",
    "secnumcloud-versions",
    "share-of-sfr-in-numergy",
    "shareholders-of-the-italian-pole",
    "stakes-foreseen-in-andromede",
    "states-of-the-cloud-ipcei",
)
# A document, and the questions that nobody can answer rightly without it.
NEED_SOURCE = {
    "bibnum-2024-02-atos": {"names-of-atos", "purchases-before-2011"},
    "epochtimes-2022-09-schaer": {"heads-of-the-dinsic-and-the-dinum"},
    "gob-es-2024-06-07-ipcei": {"money-of-states-for-the-cloud-ipcei"},
    "ilsole24ore-2022-psn": {"shareholders-of-the-italian-pole"},
    "kennycaldieraro-zdnet-2025-ugap-44me": {"suppliers-through-ugap"},
    "portailie-2023-poupard-bilan": {"heads-of-anssi"},
}
# Each release here is built once, so all tests that read it run in one process.
pytestmark = pytest.mark.xdist_group("variants")


@pytest.fixture(scope="module")
def all_plain(root: Path, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """The release in which everything that is planned, alleged or denied is said plainly."""
    folder = checkout(root, tmp_path_factory.mktemp("plain"))
    for file in (folder / "graph/data/sources").rglob("*.ttl"):
        text = file.read_text(encoding="utf-8")
        file.write_text(MODALITY.sub("", text), encoding="utf-8")
    return store_of(folder)


@pytest.mark.parametrize("name", NEED_MODALITY)
def test_the_answer_fails_if_modality_is_ignored(name: str, all_plain: ox.Store) -> None:
    assert answer(QUESTIONS[name], all_plain) != expected(QUESTIONS[name])


def test_no_claim_of_that_release_has_a_modality(all_plain: ox.Store, released_store: ox.Store) -> None:
    query = "ASK { GRAPH ?g { ?claim <https://w3id.org/andromede/ontology#modality> ?modality } }"
    assert not all_plain.query(query)
    assert released_store.query(query)


@pytest.mark.parametrize("slug", NEED_SOURCE)
def test_the_answers_that_rest_on_one_document_fail_without_it(slug: str, root: Path, tmp_path: Path) -> None:
    folder = checkout(root, tmp_path)
    (file,) = (folder / "graph/data/sources").rglob(f"{slug}.ttl")
    file.unlink()
    left = store_of(folder)
    assert {name for name in NEED_SOURCE[slug] if answer(QUESTIONS[name], left) == expected(QUESTIONS[name])} == set()
