"""Names: the only builder of addresses, from slugs to IRIs, from IRIs to paths on this host, and back."""

import re

from ontology import BASE, GRAPH, ID, RELEASE

AUTHORITIES = GRAPH + "authorities"
ONTOLOGY_GRAPH = GRAPH + "ontology"
VOCABULARIES = GRAPH + "vocabularies"
SHAPES_GRAPH = GRAPH + "shapes"
VOID = GRAPH + "void"
# In dumps, downloads and on other engines the derived parts of the default graph have names of their own.
FACTS = GRAPH + "facts"
INFERRED = GRAPH + "inferred"
# The default graph is the union of these, as a set. Shapes and VoID stay outside, and so do claims.
DEFAULT_PARTS = (AUTHORITIES, ONTOLOGY_GRAPH, VOCABULARIES, FACTS, INFERRED)

DATASET = BASE + "dataset"
DEFAULT_GRAPH = DATASET + "#default"

# A fact's name holds "--", a slug never does: that is how the two are told apart for ever.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SEPARATOR = "--"


def is_slug(text: str) -> bool:
    return SLUG.fullmatch(text) is not None


def entity(slug: str) -> str:
    """The IRI of an entity or source."""
    return ID + slug


def claim(source_slug: str, name: str) -> str:
    """The IRI of a claim: a hash IRI of its source."""
    return f"{ID}{source_slug}#{name}"


def fact(name: str) -> str:
    """The IRI of the fact that claims of this name state."""
    return ID + name


def slug_of(iri: str) -> str | None:
    """The slug of an entity or source, None for any other IRI."""
    tail = iri.removeprefix(ID)
    return tail if iri.startswith(ID) and is_slug(tail) else None


def path_of(iri: str) -> str | None:
    """Where this host answers for one of our IRIs, as a path with its fragment; None for the IRIs of others."""
    return "/" + iri.removeprefix(BASE) if iri.startswith(BASE) else None


def href_of(iri: str) -> str:
    """Where a link to what this IRI names leads: to this host where it is one of ours, else to the IRI itself."""
    return path_of(iri) or iri


def document_of(iri: str) -> str:
    """The same to the document about it, without the redirect that its name answers with."""
    return "/doc/" + iri.removeprefix(ID) if iri.startswith(ID) else href_of(iri)


def iri_of(path: str) -> str:
    """The IRI that a path of this host stands for."""
    return BASE + path.lstrip("/")


def part_of_dataset(graph: str) -> str:
    """The IRI under which the dataset describes one of its named graphs, beside what the graph's own IRI names."""
    return f"{DATASET}#{graph.removeprefix(BASE)}"


def release(release_id: str) -> str:
    return RELEASE + release_id
