"""The commands of curators as they are typed: what they print, write and exit with."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from andromede import app
from loaders.curating.drafting import draft_claim
from loaders.workspace import Workspace
from ontology import HERE
from ontology.dictionary import read_dictionary

HEAD = """@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix id: <https://w3id.org/andromede/id/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
NUMERGY = "graph/data/authorities/joint-venture/numergy.ttl"
SOURCE = "graph/data/sources/undated/a-page.ttl"
TEXTS = {
    NUMERGY: 'id:numergy a andro:JointVenture ; skos:prefLabel "Numergy"@fr , "Numergy"@en .\n',
    SOURCE: "id:a-page a andro:Source ; schema:url <https://example.org/cloud> .\n"
    "<https://w3id.org/andromede/id/a-page#provision--1> a andro:Provision ; andro:about id:numergy .\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A curated folder of an entity and a source that mentions it."""
    shutil.copytree(HERE, tmp_path / "ontology", ignore=shutil.ignore_patterns("__pycache__"))
    for relative, text in TEXTS.items():
        (tmp_path / relative).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / relative).write_text(HEAD + text, "utf-8")
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--root", str(root)])


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in (root / "graph").rglob("*.ttl")}


def test_what_is_likely_here_is_shown_and_not_written_again_unless_told(root: Path) -> None:
    refused = run(root, "new", "company", "NUMERGY SAS", "--slug", "numergy-sas")
    assert (refused.exit_code, files(root)) == (1, {*TEXTS})
    assert f"« Numergy », {NUMERGY}" in refused.output
    told = run(root, "new", "company", "NUMERGY SAS", "--slug", "numergy-sas", "--anyway")
    assert (told.exit_code, files(root) - {*TEXTS}) == (0, {"graph/data/authorities/company/numergy-sas.ttl"})
    assert told.stdout == "graph/data/authorities/company/numergy-sas.ttl\n"


def test_a_document_that_is_here_is_not_begun_again(root: Path) -> None:
    refused = run(root, "new", "source", "http://www.example.org/cloud/")
    assert (refused.exit_code, files(root)) == (1, {*TEXTS})
    assert f"à cette adresse : {SOURCE}" in refused.output


def test_a_new_document_is_begun_where_it_belongs(root: Path) -> None:
    begun = run(root, "new", "source", "https://example.org/2014/03/other", "--title", "Un autre")
    assert (begun.exit_code, files(root) - {*TEXTS}) == (0, {"graph/data/sources/2014/example-2014-03-un-autre.ttl"})


def test_a_document_without_a_date_says_where_it_goes_once_there_is_one(root: Path) -> None:
    assert "dcterms:issued" in run(root, "new", "source", "https://example.org/other", "--lang", "en").stderr


@pytest.mark.parametrize(("lang", "said"), [("fr", "Vouliez-vous dire company ?"), ("en", "Did you mean company?")])
def test_a_kind_is_asked_for_before_any_name_and_in_the_language_of_the_reader(
    root: Path, lang: str, said: str
) -> None:
    refused = run(root, "new", "compagny", "Numergy", "--lang", lang)
    assert said in " ".join(refused.output.split())
    assert NUMERGY not in refused.output
    assert all(len(line) <= 80 for line in refused.output.splitlines())


def test_the_skeleton_of_a_claim_is_printed_to_be_pasted_into_its_source(root: Path) -> None:
    begun = run(root, "new", "position")
    assert (begun.exit_code, files(root)) == (0, {*TEXTS})
    assert begun.stdout.startswith(":position--person--organization--role--portfolio\n    a andro:Position ;\n")
    assert "    # andro:role role:" in begun.stdout
    assert begun.stdout.endswith("    .\n")
    money = run(root, "new", "funding").stdout
    assert "    # andro:precision precision:" in money
    assert "    # andro:amountPaid 75000000.0 ;" in money
    assert "Collez ce bloc" in begun.stderr
    assert run(root, "new", "statement").stdout.startswith(":statement--1\n")


def test_every_skeleton_of_a_claim_can_be_read_where_it_is_pasted(root: Path) -> None:
    path = root / SOURCE
    text = path.read_text("utf-8")
    kinds = [kind for kind in read_dictionary(root / "ontology").kinds if kind.token]
    pasted = "".join(draft_claim(Workspace(root), kind, "fr") for kind in kinds)
    path.write_text("@prefix : <https://w3id.org/andromede/id/a-page#> .\n" + text + pasted, "utf-8")
    assert len(kinds) > 20
    assert Workspace(root).read(Workspace(root).file(path)).faults == ()


def test_an_entity_without_a_name_is_wrong_usage(root: Path) -> None:
    assert run(root, "new", "company").exit_code == 2


def test_a_name_without_a_letter_is_no_name(root: Path) -> None:
    refused = run(root, "new", "company", "—")
    assert (refused.exit_code, refused.output) == (1, "Un nom a au moins une lettre ou un chiffre.\n")


def test_what_no_entity_has_is_wrong_usage(root: Path) -> None:
    assert run(root, "new", "company", "X Y Z", "--fetch").exit_code == 2
    assert run(root, "new", "compny", "X Y Z").exit_code == 1


def test_a_name_that_is_mentioned_is_not_retired_and_the_places_are_listed(root: Path) -> None:
    refused = run(root, "retire", "numergy", "--because", "Doublon.", "--because", "A double.")
    assert (refused.exit_code, files(root)) == (1, {*TEXTS})
    assert f"{SOURCE}:7:" in refused.output


def test_a_name_that_nobody_has_is_refused_with_the_nearest_in_the_language_of_the_reader(root: Path) -> None:
    told = run(root, "retire", "numerg", "--because", "Doublon.", "--because", "A double.").output
    assert told == "Aucun fichier ne décrit id:numerg. Vouliez-vous dire numergy ?\n"
    told = run(root, "retire", "zzz", "--because", "Doublon.", "--because", "A double.", "--lang", "en").output
    assert told == "No file describes id:zzz.\n"


def test_the_state_of_a_checkout_is_told_in_the_language_of_the_reader(root: Path, tmp_path: Path) -> None:
    releases = ("--releases", str(tmp_path / "releases"))
    assert run(root, "doctor", *releases).output.startswith("Version : aucune")
    assert run(root, "doctor", *releases, "--lang", "en").output.startswith("Release: none")


def test_the_reason_is_given_in_both_languages(root: Path) -> None:
    assert run(root, "retire", "numergy", "--because", "Doublon.").exit_code == 2


def test_a_retired_name_gives_way_and_the_changed_files_are_checked(root: Path) -> None:
    (root / SOURCE).unlink()
    done = run(root, "retire", "numergy", "--because", "Doublon.", "--because", "A double.")
    assert (done.exit_code, files(root)) == (0, {"graph/data/retired.ttl"})
    assert f"− {NUMERGY}" in done.output


DOUBLE = "graph/data/authorities/company/numergie.ttl"
SHARES = """@prefix : <https://w3id.org/andromede/id/a-page#> .
:shareholding--numergie--numergy
    a andro:Shareholding ;
    andro:owner id:numergie ;
    andro:asset id:numergy ;
    andro:percent 46.0 ;
    .
"""


def test_what_would_leave_an_error_behind_is_not_retired_and_nothing_is_written(root: Path) -> None:
    (root / DOUBLE).parent.mkdir(parents=True)
    (root / DOUBLE).write_text(HEAD + "id:numergie a andro:Company .\n", "utf-8")
    (root / SOURCE).write_text((root / SOURCE).read_text("utf-8") + SHARES, "utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*.ttl")}
    because = ("--because", "Doublon.", "--because", "A double.", "--lang", "en")
    refused = run(root, "retire", "numergie", "--by", "numergy", *because)
    assert refused.exit_code == 1
    assert "Nothing was written" in refused.output
    assert "error (related-to-itself)" in refused.output
    # The line as it would have been.
    assert "    andro:asset id:numergy ;\n                ^^^^^^^^^^\n" in refused.output
    assert {path: path.read_bytes() for path in root.rglob("*.ttl")} == before


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("source", "https://example.org/other", "--issued", "2023-02-31"), "syntax/value"),
        (("company", "Nuage  vert"), "stray-spaces"),
    ],
)
def test_what_is_given_wrong_begins_no_file_but_what_is_still_missing_may(
    root: Path, words: tuple[str, ...], rule: str
) -> None:
    refused = run(root, "new", *words)
    assert (refused.exit_code, files(root)) == (1, {*TEXTS})
    assert f"({rule})" in refused.output
    assert "Rien n’a été écrit" in refused.output


def test_two_folders_are_told_apart_and_an_unknown_edition_is_refused(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(root / "ontology", other / "ontology")
    releases = ("--releases", str(tmp_path / "releases"))
    told = run(root, "diff", str(other), str(root), "--format", "markdown", "--lang", "en", *releases)
    assert told.exit_code == 0
    assert "### Entities added (1)" in told.output
    assert "**Numergy**" in told.output
    assert told.output.startswith(f"## From {other} to these files\n".replace("_", "\\_"))
    assert run(root, "diff", "nowhere", str(root), *releases).exit_code == 1
