"""A release as RDF: what it is a version of, when it was made, how large it is, and the files to take home."""

from collections.abc import Iterable, Iterator

from graph.names import DATASET, release
from graph.releases.manifest import Manifest
from graph.representation import Statement, Triples, triples_of
from graph.terms import Iri, Literal
from ontology import DCAT, DCTERMS, RDF, RELEASE, VOID, XSD


def file_of(release_id: str, name: str) -> str:
    """The IRI of a file of a release."""
    return f"{release(release_id)}/{name}"


def release_triples(manifest: Manifest, licences: tuple[str, ...]) -> Triples:
    """What the manifest says, and under which licences the data may be used."""
    return triples_of([*_release(manifest, licences), *_files(manifest)])


def series_triples(kept: Iterable[Manifest], licences: tuple[str, ...]) -> Triples:
    """The releases that are kept, as a series (https://www.w3.org/TR/vocab-dcat-3/#dataset-series)."""
    series = RELEASE.rstrip("/")
    members = [(manifest, release(manifest.id)) for manifest in kept]
    return triples_of(
        [
            (series, RDF + "type", Iri(DCAT + "DatasetSeries")),
            *((iri, DCAT + "inSeries", Iri(series)) for _, iri in members),
            *(statement for manifest, _ in members for statement in _release(manifest, licences)),
        ]
    )


def _release(manifest: Manifest, licences: tuple[str, ...]) -> Iterator[Statement]:
    iri = release(manifest.id)
    yield iri, RDF + "type", Iri(DCAT + "Dataset")
    yield iri, RDF + "type", Iri(VOID + "Dataset")
    yield iri, DCTERMS + "isVersionOf", Iri(DATASET)
    yield iri, DCTERMS + "identifier", Literal(manifest.id)
    yield iri, DCAT + "version", Literal(manifest.id)
    yield iri, DCTERMS + "issued", Literal(manifest.created, datatype=XSD + "dateTime")
    if "triples" in manifest.counts:
        yield iri, VOID + "triples", Literal(str(manifest.counts["triples"]), datatype=XSD + "integer")
    for licence in licences:
        yield iri, DCTERMS + "license", Iri(licence)


def _files(manifest: Manifest) -> Iterator[Statement]:
    iri = release(manifest.id)
    for name, entry in manifest.files.items():
        file = file_of(manifest.id, name)
        yield iri, DCAT + "distribution", Iri(file)
        yield file, RDF + "type", Iri(DCAT + "Distribution")
        yield file, DCAT + "downloadURL", Iri(file)
        yield file, DCAT + "byteSize", Literal(str(entry.bytes), datatype=XSD + "nonNegativeInteger")
        yield file, DCTERMS + "identifier", Literal(f"sha256:{entry.sha256}")
