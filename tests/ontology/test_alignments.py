"""Alignments stand on declared terms only, and compare like with like."""

from pathlib import Path

import pyoxigraph as ox

from ontology import ANDRO, HERE, OWL, RDF, RDFS, SKOS

ABOVE = {RDFS + "subClassOf": OWL + "Class", RDFS + "subPropertyOf": OWL + "ObjectProperty"}
PREDICATES = {*ABOVE, SKOS + "closeMatch"}


def parsed(path: Path) -> list[tuple[str, str, str]]:
    return [
        (triple.subject.value, triple.predicate.value, triple.object.value)
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode)
    ]


ALIGNMENTS = parsed(HERE / "alignments.ttl")
OURS = parsed(HERE / "andromede.ttl")
LISTED = {s: o for path in (HERE / "external").glob("*.ttl") for s, p, o in parsed(path) if p == RDF + "type"}


def test_every_term_that_stands_above_ours_is_declared_here() -> None:
    declared = {(s, o) for s, p, o in [*ALIGNMENTS, *OURS] if p == RDF + "type"}
    for _, predicate, foreign in ALIGNMENTS:
        if predicate in ABOVE:
            assert (foreign, ABOVE[predicate]) in declared, foreign


def test_every_foreign_term_is_in_the_list_of_its_vocabulary_and_of_the_right_sort() -> None:
    sorts = {RDFS + "subClassOf": RDFS + "Class", RDFS + "subPropertyOf": RDF + "Property"}
    for _, predicate, foreign in ALIGNMENTS:
        if predicate in PREDICATES:
            assert LISTED[foreign] == sorts.get(predicate, LISTED[foreign]), foreign


def test_only_our_own_terms_are_aligned_and_with_terms_of_others() -> None:
    terms = {s for s, p, _ in OURS if p == RDF + "type"}
    aligned = [(ours, foreign) for ours, predicate, foreign in ALIGNMENTS if predicate in PREDICATES]
    assert aligned
    for ours, foreign in aligned:
        assert ours in terms
        assert not foreign.startswith(ANDRO)


def test_an_alignment_holds_nothing_else() -> None:
    assert {predicate for _, predicate, _ in ALIGNMENTS} == PREDICATES | {RDF + "type"}


def test_the_lists_of_foreign_terms_hold_names_and_kinds_alone() -> None:
    for path in sorted((HERE / "external").glob("*.ttl")):
        triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
        assert {triple.predicate.value for triple in triples} == {RDF + "type"}, path.name
        assert len({triple.subject for triple in triples}) == len(triples), path.name


def test_no_foreign_term_is_used_that_no_list_holds() -> None:
    files = ("andromede.ttl", "prefixes.ttl", "alignments.ttl", "vocabularies/*.ttl", "shapes/*.ttl")
    paths = [path for pattern in files for path in HERE.glob(pattern)]
    used = {p for path in paths for _, p, _ in parsed(path)} | {
        o for path in paths for _, p, o in parsed(path) if p in (RDF + "type", RDFS + "range", RDFS + "domain")
    }
    assert {iri for iri in used if not iri.startswith(ANDRO)} <= set(LISTED)
