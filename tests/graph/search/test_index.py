"""Search over a few entries: who is found by what, in which order, and how sure the answer is."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import BrokenRelease
from graph.releases.folder import SEARCH, Release
from graph.search.entries import Entry, Name, Sort, read_entries, write_entries
from graph.search.index import DOUBTFUL, Match, SearchIndex, index_of
from ontology import ANDRO, ID
from tests.noisy_names import LISTED, NOISY, NoisyName, read_noisy_names


def entry(slug: str, kind: str, facts: int = 1, grade: str = "", text: str = "", **names: str) -> Entry:
    """Names as `fr="Label|other|other"`."""
    listed = [
        Name(name, language, Sort.OTHER if number else Sort.LABEL)
        for language, several in names.items()
        for number, name in enumerate(several.split("|"))
    ]
    texts = {"fr": text} if text else {}
    return Entry(ID + slug, tuple(listed), texts, (ANDRO + kind,), (ANDRO + kind, ANDRO + "Entity"), facts, grade=grade)


ENTRIES = (
    entry("breton", "Person", 50, fr="Thierry Breton", en="Thierry Breton"),
    entry("meignen", "Person", fr="Thierry Meignen", en="Thierry Meignen"),
    entry("level-1", "Concept", 3, fr="Label Gaia-X Standard niveau 1"),
    entry("level-2", "Concept", 9, fr="Label Gaia-X Standard niveau 2"),
    entry("etat", "PublicBody", fr="Conseil d’État", en="Council of State"),
    entry("europe", "PublicBody", fr="Conseil de l’Europe", en="Council of Europe"),
    entry("belge", "State", fr="État belge", en="Belgian State"),
    entry("finances", "PublicBody", fr="Direction du Trésor|DGT", en="Treasury"),
    entry("hebergeur", "Company", fr="Ikoula", en="Ikoula", text="Hébergeur de données de santé, établi à Reims."),
    entry("article", "Source", 900, "B", fr="Thierry Breton au Sénat : les données de santé"),
)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(ENTRIES)


def slugs(matches: tuple[Match, ...]) -> list[str]:
    return [match.entry.iri.removeprefix(ID) for match in matches]


def test_the_name_that_fitted_is_told(index: SearchIndex) -> None:
    best = index.match("dgt")[0]
    assert (best.entry.iri, best.name) == (ID + "finances", "DGT")
    assert best.score > 99


def test_two_things_that_fit_equally_well_are_both_doubtful(index: SearchIndex) -> None:
    first, second = index.match("Label Gaia-X Standard niveau")[:2]
    assert slugs((first, second)) == ["level-2", "level-1"]
    assert first.score == second.score == DOUBTFUL


def test_only_things_of_the_classes_are_matched(index: SearchIndex) -> None:
    assert slugs(index.match("Thierry Breton", frozenset({ANDRO + "Source"}))) == ["article"]


def test_of_what_is_typed_the_best_known_thing_comes_first_and_documents_last(index: SearchIndex) -> None:
    assert slugs(index.suggest("thie")) == ["breton", "meignen", "article"]
    assert slugs(index.suggest("t"))[-1] == "article"


def test_a_slip_in_what_is_typed_is_forgiven(index: SearchIndex) -> None:
    assert slugs(index.suggest("thiery bret"))[0] == "breton"


def test_words_of_a_text_are_found_without_accents_and_in_other_forms(index: SearchIndex) -> None:
    assert slugs(index.search("hebergeurs")) == ["hebergeur"]
    assert slugs(index.search("donnée santé")) == ["article", "hebergeur"]


def test_a_thing_whose_name_fits_comes_before_the_texts_that_hold_it(index: SearchIndex) -> None:
    found = index.search("Thierry Breton")
    assert slugs(found)[0] == "breton"
    assert "article" in slugs(found)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ikoula treasury council of europe santé", ["europe", "hebergeur", "finances"]),
        ("données santé sénat breton treasury", ["finances", "article"]),
    ],
)
def test_things_named_among_what_is_typed_come_before_what_holds_some_of_its_words(
    index: SearchIndex, typed: str, expected: list[str]
) -> None:
    assert slugs(index.search(typed))[: len(expected)] == expected


def test_the_longest_name_among_what_is_typed_comes_first_however_well_known_others_are() -> None:
    things = SearchIndex((entry("known", "Company", 100, fr="Atos"), entry("longest", "Company", fr="Atos Bull")))
    assert slugs(things.search("atos bull cloud"))[0] == "longest"


def test_a_name_of_two_letters_is_not_looked_for_among_other_words() -> None:
    things = SearchIndex((entry("ue", "State", 100, fr="UE"), entry("numergy", "Company", fr="Numergy")))
    assert slugs(things.search("numergy ue"))[0] == "numergy"


def test_a_document_is_found_by_its_publisher() -> None:
    document = replace(entry("etat-cloud", "Source", grade="B", fr="L’État s’engage"), publisher="Archimag")
    assert slugs(SearchIndex((document,)).search("archimag")) == ["etat-cloud"]


def test_a_thing_is_found_by_the_year_that_only_its_slug_has() -> None:
    plans = (
        entry("plan-cloud-2013", "Plan", fr="Plan informatique en nuage"),
        entry("plan-2018", "Plan", fr="Plan nuage"),
    )
    assert slugs(SearchIndex(plans).search("2013")) == ["plan-cloud-2013"]


@pytest.mark.parametrize("nothing", ["", "  ", "…", "的", "zzzzzz", "\x00"])
def test_nothing_is_found_by_nothing(index: SearchIndex, nothing: str) -> None:
    assert index.match(nothing) == index.suggest(nothing) == index.search(nothing) == ()


def test_the_file_is_read_as_it_was_written_and_the_same_in_any_order(tmp_path: Path) -> None:
    write_entries(tmp_path / "one", ENTRIES)
    write_entries(tmp_path / "other", reversed(ENTRIES))
    assert read_entries(tmp_path / "one") == tuple(sorted(ENTRIES, key=lambda each: each.iri))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_release_without_the_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BrokenRelease, match="build the release again"):
        index_of(tmp_path)
    (tmp_path / SEARCH).write_bytes(b"{}")
    with pytest.raises(BrokenRelease, match="build the release again"):
        index_of(tmp_path)


def answers(release: Release, file: Path = NOISY) -> dict[NoisyName, tuple[Match, ...]]:
    found = index_of(release.folder)
    return {
        each: found.match(each.name, frozenset({ANDRO + (each.type or "Entity")})) for each in read_noisy_names(file)
    }


def are_right_first(found: dict[NoisyName, tuple[Match, ...]]) -> dict[str, bool]:
    return {each.name: slugs(several[:1]) == [each.slug] for each, several in found.items() if each.slug}


def are_taken(found: dict[NoisyName, tuple[Match, ...]]) -> list[str]:
    """The names that something else than what is meant scores above 80 for."""
    return [
        each.name
        for each, several in found.items()
        if any(match.score > DOUBTFUL and slugs((match,)) != [each.slug] for match in several)
    ]


def test_of_a_hundred_noisy_names_98_find_the_right_thing_first(release: Release) -> None:
    right = are_right_first(answers(release))
    assert sum(right.values()) >= 98, [name for name in right if not right[name]]


def test_of_twenty_names_that_mean_nothing_here_none_scores_above_80(release: Release) -> None:
    assert are_taken(answers(release)) == []


def test_of_204_names_as_lists_have_them_200_find_the_right_thing_first(release: Release) -> None:
    right = are_right_first(answers(release, LISTED))
    assert sum(right.values()) >= 200, [name for name in right if not right[name]]


def test_above_80_nothing_else_is_found_but_what_a_person_might_mean_too(release: Release) -> None:
    """One letter parts Lacombe, who is nobody here, from Latombe."""
    assert set(are_taken(answers(release, LISTED))) <= {"Philippe Lacombe"}
