"""The noisy names are what they claim to be: a hundred that mean something here, twenty that do not, none a label."""

from pathlib import Path

import pyoxigraph as ox

from ontology import SKOS
from tests.noisy_names import LISTED, read_noisy_names

LABELS = [SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel")]


def test_a_hundred_names_mean_something_and_twenty_mean_nothing_here() -> None:
    names = read_noisy_names()
    assert len({each.name for each in names}) == 120
    assert sum(1 for each in names if each.slug) == 100


def test_as_lists_have_them_204_names_mean_something_and_eighty_mean_nothing_here() -> None:
    names = read_noisy_names(LISTED)
    assert len({each.name for each in names}) == 284
    assert sum(1 for each in names if each.slug) == 204


def test_no_noisy_name_is_a_label_and_each_slug_names_a_thing(root: Path) -> None:
    files = list((root / "graph/data/authorities").glob("*/*.ttl"))
    labels = {label for file in files for label in labels_in(file)}
    slugs = {file.stem for file in files}
    names = read_noisy_names() + read_noisy_names(LISTED)
    assert [each.name for each in names if plain(each.name) in labels] == []
    assert [each.slug for each in names if each.slug and each.slug not in slugs] == []


def labels_in(file: Path) -> set[str]:
    triples = (quad.triple for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
    return {plain(triple.object.value) for triple in triples if triple.predicate.value in LABELS}


def plain(name: str) -> str:
    """However it is capitalised, and with whichever apostrophe."""
    return name.replace("’", "'").casefold()
