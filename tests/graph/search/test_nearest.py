"""What an address that leads nowhere is taken for."""

import pytest

from graph.search.index import SearchIndex
from loaders.release.indexing import entries_of
from ontology import ID
from tests.conftest import StoreEngine


@pytest.fixture
def index(world: StoreEngine) -> SearchIndex:
    return SearchIndex(entries_of(world.store))


@pytest.mark.parametrize(
    ("slug", "meant"),
    [
        ("numergi", "numergy"),
        ("Numergy", "numergy"),
        ("philipe-tavernié", "philippe-tavernier"),
        ("tavernier", "philippe-tavernier"),
        ("plan-cloud", "plan-cloud-computing"),
        ("s-f-r", "sfr"),
        ("archimag-2012-etat-clout", "archimag-2012-etat-cloud"),
        ("archimag-etat-cloud", "archimag-2012-etat-cloud"),
    ],
)
def test_a_mistyped_slug_finds_what_was_meant(index: SearchIndex, slug: str, meant: str) -> None:
    assert index.near(slug)[0].entry.iri == ID + meant


@pytest.mark.parametrize("slug", ["zzzzqqqq", "", "-", "%", "\0", "nope"])
def test_nothing_alike_is_nothing_found(index: SearchIndex, slug: str) -> None:
    assert index.near(slug) == ()


@pytest.mark.parametrize("slug", ["plan-velo", "etat-civil", "philippe-martin"])
def test_what_shares_no_more_than_a_word_is_not_what_was_meant(index: SearchIndex, slug: str) -> None:
    assert index.match(slug.replace("-", " "))
    assert index.near(slug) == ()


def test_no_more_are_given_than_were_asked_for_and_each_once(index: SearchIndex) -> None:
    found = [match.entry.iri for match in index.near("numergy", 2)]
    assert len(found) == len(set(found)) <= 2
