"""The classes and properties of the ontology, with what it says of each."""

from collections.abc import Mapping

from graph.asking import select
from graph.engine import Engine
from graph.facts import Values, by, values_of


async def terms_of(engine: Engine) -> Mapping[str, Values]:
    """What the ontology says of each of its terms, by IRI. Raises what `Engine.ask` raises."""
    rows = by(await select(engine, "terms"), "term")
    return {term: values_of(said) for term, said in sorted(rows.items())}
