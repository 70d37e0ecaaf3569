"""What `andromede diff` says changed: things, facts with their values and sources, disputes, answers."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from graph.releases.folder import MANIFEST, ReleaseFolder
from loaders.comparison.answers import changed_answers
from loaders.comparison.changes import Answer, Change, Comparison, Detail, What
from loaders.comparison.diff import compare
from loaders.comparison.editions import Edition, UnknownEdition, opened
from loaders.comparison.report import FORMATS, as_html, as_markdown, as_text
from loaders.release.build import build
from loaders.workspace import Workspace
from ontology import HERE
from ontology.dictionary import Dictionary
from tests.small_world import MakeWorld

SIDE = """
id:sfr skos:prefLabel "SFR"@fr , "SFR"@en .
id:numergy skos:prefLabel "Numergy"@fr , "Numergy"@en .
"""
CLAIM = ":shareholding--sfr--numergy a andro:Shareholding ; andro:owner id:sfr ; andro:asset id:numergy ; "
NEWS = 'id:news a andro:Source ; dcterms:title "Une dépêche"@fr . '
OTHER = 'id:other a andro:Source ; dcterms:title "Un rapport"@fr . '


@pytest.fixture
def edition(world: MakeWorld, dictionary: Dictionary) -> Callable[..., Edition]:
    """An edition from the texts of its sources and authorities."""

    def make(sources: Mapping[str, str], authorities: str = SIDE) -> Edition:
        return Edition("here", world(sources, authorities).given, dictionary)

    return make


def one(changes: tuple[Change, ...]) -> Change:
    [change] = changes
    return change


def test_two_like_editions_have_no_changes(edition: Callable[..., Edition]) -> None:
    comparison = compare(edition({"news": NEWS}), edition({"news": NEWS}), "fr")
    assert comparison.is_empty
    assert "Rien n’a changé." in as_text(comparison, "fr")


def test_a_new_entity_and_one_that_is_gone_are_told_by_their_names(edition: Callable[..., Edition]) -> None:
    more = SIDE + 'id:ovh a andro:Company ; skos:prefLabel "OVHcloud"@fr .'
    added, gone = (compare(edition({}, a), edition({}, b), "fr").entities for a, b in ((SIDE, more), (more, SIDE)))
    assert (one(added).what, one(added).label) == (What.ADDED, "OVHcloud")
    assert (one(gone).what, one(gone).label) == (What.WITHDRAWN, "OVHcloud")


def test_what_changed_of_an_entity_is_told_as_before_and_after(edition: Callable[..., Edition]) -> None:
    after = SIDE.replace('"Numergy"@en', '"Numergy SAS"@en')
    change = one(compare(edition({}), edition({}, after), "en").entities)
    assert change.details == (Detail("prefLabel", ("Numergy",), ("Numergy SAS",)),)


def test_a_retired_entity_is_withdrawn_with_its_reason_under_its_old_name(edition: Callable[..., Edition]) -> None:
    after = SIDE.replace(
        'id:numergy skos:prefLabel "Numergy"@fr , "Numergy"@en .',
        'id:numergy owl:deprecated true ; dcterms:isReplacedBy id:sfr ; andro:because "Doublon."@fr , "A double."@en .',
    )
    change = one(compare(edition({}), edition({}, after), "fr").entities)
    assert (change.what, change.label) == (What.WITHDRAWN, "Numergy")
    assert [detail.new for detail in change.details] == [("SFR",), ("Doublon.",)]


def test_a_name_that_came_and_was_retired_in_between_is_no_new_entity(edition: Callable[..., Edition]) -> None:
    after = SIDE + 'id:sfr-sa owl:deprecated true ; dcterms:isReplacedBy id:sfr ; andro:because "Doublon."@fr .'
    change = one(compare(edition({}), edition({}, after), "fr").entities)
    assert (change.what, change.label) == (What.WITHDRAWN, "sfr-sa")


def test_what_was_retired_before_is_not_withdrawn_again(edition: Callable[..., Edition]) -> None:
    retired = SIDE + 'id:sfr-sa owl:deprecated true ; dcterms:isReplacedBy id:sfr ; andro:because "{}"@fr .'
    old, new = (edition({}, retired.format(reason)) for reason in ("Doublon.", "Le même groupe."))
    change = one(compare(old, new, "fr").entities)
    assert change.what is What.CHANGED
    assert [(detail.old, detail.new) for detail in change.details] == [(("Doublon.",), ("Le même groupe.",))]


def test_a_new_fact_that_is_only_planned_says_so_first(edition: Callable[..., Edition]) -> None:
    for modality, details in (("; andro:modality modality:planned ", ["planned", "46,5"]), ("", ["46,5"])):
        after = edition({"news": NEWS + CLAIM + f"andro:percent 46.5 {modality}."})
        change = one(compare(edition({"news": NEWS}), after, "fr").facts)
        assert [value for detail in change.details for value in detail.new] == details


def test_a_changed_value_is_told_once_with_the_source_of_the_fact(edition: Callable[..., Edition]) -> None:
    old, new = (edition({"news": NEWS + CLAIM + f"andro:percent {share} ."}) for share in ("46.0", "47.0"))
    change = one(compare(old, new, "fr").facts)
    assert (change.what, change.label, change.sources) == (What.CHANGED, "Part : SFR, Numergy", ("Une dépêche",))
    assert change.details == (Detail("percent", ("46",), ("47",)),)


def test_a_second_opinion_opens_a_dispute_and_its_withdrawal_settles_it(edition: Callable[..., Edition]) -> None:
    alone = {"news": NEWS + CLAIM + "andro:percent 46.0 ."}
    both = alone | {"other": OTHER + CLAIM + "andro:percent 33.0 ."}
    opened_, settled = (compare(edition(a), edition(b), "fr") for a, b in ((alone, both), (both, alone)))
    assert one(opened_.facts).what is What.OPENED
    assert one(settled.facts).what is What.SETTLED
    # All values, so that one sees between which the dispute is, and which is left; that there is one, the heading says.
    assert one(opened_.facts).details[0] == Detail("percent", ("46",), ("33", "46"))
    assert one(settled.facts).details[0] == Detail("percent", ("33", "46"), ("46",))
    assert [detail.name for detail in one(settled.facts).details] == ["percent", "sources"]
    assert Detail("sources", (), ("Un rapport",)) in one(opened_.facts).details
    assert (one(opened_.sources).what, one(opened_.sources).label) == (What.ADDED, "Un rapport")


def test_a_source_that_says_the_same_is_a_change_of_sources_alone(edition: Callable[..., Edition]) -> None:
    alone = {"news": NEWS + CLAIM + "andro:percent 46.0 ."}
    both = alone | {"other": OTHER + CLAIM + "andro:percent 46.0 ."}
    assert one(compare(edition(alone), edition(both), "fr").facts).details == (Detail("sources", (), ("Un rapport",)),)


def test_a_fact_that_no_source_says_any_more_is_withdrawn(edition: Callable[..., Edition]) -> None:
    old, new = edition({"news": NEWS + CLAIM + "andro:percent 46.0 ."}), edition({"news": NEWS})
    change = one(compare(old, new, "en").facts)
    assert (change.what, change.label) == (What.WITHDRAWN, "SFR: Numergy")


def test_facts_that_editors_join_change_though_no_source_did(edition: Callable[..., Edition]) -> None:
    sources = {"news": NEWS + CLAIM + ".", "other": OTHER + CLAIM.replace("numergy", "numergy-sas") + "."}
    joins = SIDE + "id:shareholding--sfr--numergy-sas andro:sameFactAs id:shareholding--sfr--numergy ."
    opened_, gone = sorted(compare(edition(sources), edition(sources, joins), "fr").facts, key=lambda each: each.iri)
    assert (opened_.what, opened_.sources) == (What.OPENED, ("Une dépêche", "Un rapport"))
    assert (gone.what, gone.iri.endswith("--numergy-sas")) == (What.WITHDRAWN, True)


def test_a_fact_of_untouched_sources_is_not_told(edition: Callable[..., Edition]) -> None:
    same = {"news": NEWS + CLAIM + "andro:percent 46.0 ."}
    assert compare(edition(same), edition(same | {"other": OTHER}), "fr").facts == ()


# --- in print ---

HOSTILE = Comparison(
    "a",
    "b",
    (Change(What.ADDED, "https://e.example/x", "<script>*x*</script> @someone", (), ("[s](http://e.example)",)),),
    (),
    (Change(What.CHANGED, "https://e.example/y", "y", (Detail("<b>", ("1",), ("2 & 3",)),)),),
    (Answer("q", "Q ?", (("a", "`b`"),), (("c", "</pre>"),)),),
)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_form_tells_every_change(form: str, language: str) -> None:
    text = FORMATS[form](HOSTILE, language)
    for word in ("y", "Q ?", "script"):
        assert word in text


def test_no_name_acts_as_markup() -> None:
    page, markdown = as_html(HOSTILE, "fr"), as_markdown(HOSTILE, "fr")
    assert "<script>" not in page + markdown
    assert "<b>" not in page + markdown
    assert page.count("</pre>") == 1
    assert "\\*x\\*" in markdown
    assert "@someone" not in markdown
    assert "[s](" not in markdown


@pytest.mark.parametrize(
    ("language", "heads", "detail", "witnesses"),
    [
        (
            "fr",
            ("Entités ajoutées (1)", "Désaccords ouverts (1)"),
            "part\u00a0: 46,5\u00a0; 48",
            "[a\u00a0; b\u00a0; c\u00a0; et 2 de plus]",
        ),
        ("en", ("Entities added (1)", "Disputes opened (1)"), "part: 46,5; 48", "[a; b; c; and 2 more]"),
    ],
)
def test_headings_agree_and_no_list_of_documents_drowns_what_changed(
    language: str, heads: tuple[str, ...], detail: str, witnesses: str
) -> None:
    fact = Change(
        What.OPENED, "https://e.example/f", "f", (Detail("part", (), ("46,5", "48")),), ("a", "b", "c", "d", "e")
    )
    told = as_text(replace(HOSTILE, facts=(fact,)), language).splitlines()
    for line in (*heads, f"      {detail}", f"      {witnesses}"):
        assert line in told


def test_a_long_line_goes_on_below_its_beginning() -> None:
    long = Change(What.CHANGED, "https://e.example/f", "f", (Detail("part", ("word " * 20,), ("other " * 20,)),))
    told = as_text(replace(HOSTILE, facts=(long,)), "en").splitlines()
    assert max(map(len, told)) <= 80
    first = next(at for at, line in enumerate(told) if line.startswith("      part: word"))
    assert all(line.startswith("        ") for line in told[first + 1 : first + 3])


def test_a_text_that_changed_in_the_other_language_alone_says_which(edition: Callable[..., Edition]) -> None:
    record = 'id:sfr a andro:Company ; skos:prefLabel "SFR"@fr , "{}"@en .'
    old, new = (edition({"news": NEWS}, authorities=record.format(name)) for name in ("SFR", "SFR Group"))
    (changed,) = compare(old, new, "fr").entities
    assert (changed.details[0].old, changed.details[0].new) == (("[en] SFR",), ("[en] SFR Group",))


def test_a_long_list_is_cut_and_says_so() -> None:
    many = tuple(Change(What.ADDED, f"https://e.example/{n}", f"n{n}") for n in range(300))
    assert "and 100 more" in as_text(replace(HOSTILE, entities=many), "en")


# --- editions ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A curated folder of one source."""
    root = tmp_path / "curated"
    shutil.copytree(HERE, root / "ontology", ignore=shutil.ignore_patterns("__pycache__"))
    write(root, "2015", 46)
    return root


def write(root: Path, year: str, percent: int) -> None:
    source = root / f"graph/data/sources/{year}/news.ttl"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(
        "@prefix andro: <https://w3id.org/andromede/ontology#> .\n@prefix id: <https://w3id.org/andromede/id/> .\n"
        "@prefix : <https://w3id.org/andromede/id/news#> .\nid:news a andro:Source .\n"
        f"{CLAIM}andro:percent {percent}.0 .\n"
    )


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


def test_a_revision_of_git_is_compared_with_the_folder(folder: Path, tmp_path: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "one")
    write(folder, "2015", 47)
    releases = ReleaseFolder(tmp_path / "releases")
    with opened("HEAD", folder, releases) as old, opened(str(folder), folder, releases) as new:
        assert [detail.new for detail in one(compare(old, new, "fr").facts).details] == [("47",)]


def test_a_release_is_compared_by_the_start_of_its_id_and_answers_the_questions(folder: Path, tmp_path: Path) -> None:
    releases = ReleaseFolder(tmp_path / "releases")
    made = build(Workspace(folder), releases, check=lambda _: [])
    question = folder / "ontology/questions"
    shutil.rmtree(question)
    question.mkdir()
    (question / "shares.rq").write_text(
        "# title@fr: Parts\n# title@en: Shares\nSELECT ?n WHERE { ?s a andro:Shareholding ; andro:percent ?n }"
    )
    write(folder, "2015", 47)
    with opened(made.id[:12], folder, releases) as old, opened(str(folder), folder, releases) as new:
        assert one(compare(old, new, "fr").facts).what is What.CHANGED
        answers = changed_answers(old, new, tmp_path / "scratch", "en")
    assert answers == (Answer("shares", "Shares", (("47",),), (("46",),)),)


def test_the_start_of_two_ids_names_no_release(folder: Path, tmp_path: Path) -> None:
    releases = ReleaseFolder(tmp_path / "releases")
    made = build(Workspace(folder), releases, check=lambda _: [])
    shutil.copytree(made.folder, made.folder.with_name(made.id + "0"))
    with pytest.raises(UnknownEdition), opened(made.id[:12], folder, releases):
        pass


def test_a_release_and_the_folder_that_it_was_built_from_are_alike(folder: Path, tmp_path: Path) -> None:
    """What a release derives into the graphs of sources is no change of theirs."""
    releases = ReleaseFolder(tmp_path / "releases")
    made = build(Workspace(folder), releases, check=lambda _: [])
    with opened(made.id, folder, releases) as old, opened(str(folder), folder, releases) as new:
        assert compare(old, new, "fr").is_empty
        assert new.release is not None


def test_a_release_that_was_written_to_since_does_not_stand_for_the_folder(folder: Path, tmp_path: Path) -> None:
    releases = ReleaseFolder(tmp_path / "releases")
    made = build(Workspace(folder), releases, check=lambda _: [])
    (made.folder / MANIFEST).write_text(replace(made.manifest, writes=1).to_json(), "utf-8")
    with opened(str(folder), folder, releases) as new:
        assert new.release is None


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "HEAD"])
def test_what_is_no_edition_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownEdition), opened(name, folder, ReleaseFolder(tmp_path / "releases")):
        pass
