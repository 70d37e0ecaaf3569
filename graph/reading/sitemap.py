"""The things and documents that search engines should know, with when what is said of each last changed."""

from collections import defaultdict
from dataclasses import replace

from graph.asking import select
from graph.engine import Engine
from graph.reading.grounds import Dates


async def entries_of(engine: Engine, dates: Dates) -> tuple[tuple[str, str], ...]:
    """IRI and time of the last change, in ISO 8601 or empty, in the order of the IRIs.

    A new name of something else is no change worth coming back for, so that authorities do not count, nor does another
    way of deriving. Raises what `Engine.ask` raises.
    """
    naming: dict[str, set[str]] = defaultdict(set)
    for row in await select(engine, "sitemap"):
        naming[row["thing"].value] |= {row["graph"].value} if "graph" in row else set()
    return tuple((thing, replace(dates, derived="").of(thing, naming[thing])) for thing in sorted(naming))
