"""What in a release deserves a second look, and which sources an address belongs to."""

from collections import defaultdict
from collections.abc import Mapping

from graph.asking import select
from graph.engine import Engine

# In the order in which they are worked on.
CONCERNS = ("disputed", "weak-facts", "weak-sources", "undated", "no-address", "single")


async def concerns_of(engine: Engine) -> Mapping[str, tuple[str, ...]]:
    """The IRIs under each concern, in their order. Raises what `Engine.ask` raises."""
    found: dict[str, list[str]] = {concern: [] for concern in CONCERNS}
    for row in await select(engine, "concerns"):
        found[row["concern"].value].append(row["thing"].value)
    return {concern: tuple(things) for concern, things in found.items()}


async def sources_by_address(engine: Engine) -> Mapping[str, tuple[str, ...]]:
    """The sources of each address. Raises what `Engine.ask` raises."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in await select(engine, "addresses"):
        found[row["address"].value].append(row["source"].value)
    return {address: tuple(sources) for address, sources in found.items()}
