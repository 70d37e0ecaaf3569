"""The version of the ontology is set by hand; it may not stay behind what it stands for."""

from hashlib import sha256

import pyoxigraph as ox

from ontology import HERE, ONTOLOGY, OWL

VERSIONS = HERE / "versions.tsv"


def fingerprint() -> str:
    """Of the triples, not of their layout: both files in canonical N-Triples (RDFC-1.0), sorted."""
    dataset = ox.Dataset(
        ox.Quad(triple.subject, triple.predicate, triple.object)
        for name in ("andromede.ttl", "alignments.ttl")
        for triple in ox.parse(path=str(HERE / name), format=ox.RdfFormat.TURTLE)
    )
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sha256("\n".join(sorted(str(quad) for quad in dataset)).encode()).hexdigest()


def recorded() -> dict[str, str]:
    """Fingerprint by version, the newest last."""
    return dict(line.split("\t") for line in VERSIONS.read_text("utf-8").split("\n")[1:] if line)


def declared() -> tuple[str, str]:
    """The version as a number, and its IRI."""
    store = ox.Store()
    store.load(path=str(HERE / "andromede.ttl"), format=ox.RdfFormat.TURTLE)
    about = ox.NamedNode(ONTOLOGY)
    (number,) = [q.object for q in store.quads_for_pattern(about, ox.NamedNode(OWL + "versionInfo"), None)]
    (iri,) = [q.object for q in store.quads_for_pattern(about, ox.NamedNode(OWL + "versionIRI"), None)]
    assert isinstance(number, ox.Literal)
    assert isinstance(iri, ox.NamedNode)
    return number.value, iri.value


def test_the_version_iri_ends_in_the_version() -> None:
    number, iri = declared()
    assert iri == f"{ONTOLOGY}/{number}"


def test_the_version_declared_is_the_last_one_recorded() -> None:
    assert list(recorded())[-1] == declared()[0]


def test_the_ontology_has_not_changed_under_its_version() -> None:
    number, _ = declared()
    assert recorded()[number] == fingerprint(), (
        f"andromede.ttl or alignments.ttl is no longer what version {number} stands for. Before the first release, "
        f"write '{number}\\t{fingerprint()}' into ontology/versions.tsv in its place. After it, raise "
        "owl:versionInfo and owl:versionIRI in andromede.ttl and add a line for the new version."
    )


def test_no_two_versions_are_the_same() -> None:
    assert len(set(recorded().values())) == len(recorded())
