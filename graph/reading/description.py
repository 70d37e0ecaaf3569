"""Everything about one resource, as frozen values: what is said of it, its facts, who states them, the names of all.

The number of queries is the same for a hub and for a thing named once: facts are counted first, those shown fetched
together.
"""

from asyncio import gather
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.asking import select
from graph.engine import Engine
from graph.reading.facts import Fact, Group, Values, by, facts_of, iris, values_of
from graph.terms import Iri, Row, Term
from ontology.core import BASED_ON, COPY_OF, FACT, SOURCE, TYPE

# A page shows so many facts of one group and links to the rest; a source's own page shows all.
GROUP_SIZE = 40

Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A bare triple, without claim or qualifier."""

    subject: str
    property: str
    value: Term


@dataclass(frozen=True, slots=True)
class Description:
    """`counts` says how many facts each group has, of which `facts` may hold fewer.

    `records` are those of all sources named; `names` holds labels by IRI and language, also of properties and classes.
    `kinds` are its classes below which it has no other; `shortcuts` says from which kind of claim a property follows,
    `written` which properties somebody wrote, and did not follow from others.
    """

    iri: str
    values: Values
    kinds: tuple[str, ...]
    shortcuts: Mapping[str, str]
    written: frozenset[str]
    facts: tuple[Fact, ...]
    counts: Mapping[Group, int]
    incoming: tuple[Link, ...]
    bare: tuple[Link, ...]
    records: Mapping[str, Values]
    names: Names = field(repr=False)

    @property
    def types(self) -> tuple[str, ...]:
        return iris(self.values, TYPE)

    @property
    def is_source(self) -> bool:
        return SOURCE in self.types

    @property
    def is_fact(self) -> bool:
        return FACT in self.types


async def describe(engine: Engine, iri: str, group: Group | None = None, page: int = 1) -> Description | None:
    """What the graph knows of a resource, None where it knows nothing. With a group: one page of its facts alone.

    Raises what `Engine.ask` raises, and NotAnIri.
    """
    parts = ("about", "kinds", "mentions", "stated", "itself", "bare", "incoming")
    rows = dict(zip(parts, await gather(*(select(engine, part, resource=iri) for part in parts)), strict=True))
    if not any(rows.values()):
        return None
    members = _members(rows["mentions"] + rows["stated"] + rows["itself"])
    size = None if rows["stated"] else GROUP_SIZE
    chosen = _chosen(members, size) if group is None else _page(members, group, page)
    fact_rows, claim_rows = await gather(select(engine, "facts", facts=chosen), select(engine, "claims", facts=chosen))
    values = values_of(rows["about"])
    facts = facts_of(chosen, fact_rows, claim_rows)
    bare = tuple(sorted(Link(r["subject"].value, r["property"].value, r["value"]) for r in rows["bare"]))
    incoming = tuple(Link(r["subject"].value, r["property"].value, Iri(iri)) for r in rows["incoming"])
    sources = _sources(values, facts)
    records, names = await gather(
        records_of(engine, sources),
        names_of(engine, _named(iri, values, facts, bare + incoming) | sources),
    )
    return Description(
        iri=iri,
        values=values,
        kinds=tuple(row["class"].value for row in rows["kinds"]),
        shortcuts={row["property"].value: row["kind"].value for row in rows["about"] if "kind" in row},
        written=frozenset(row["property"].value for row in rows["about"] if row["written"].value == "true"),
        facts=facts,
        counts={group: len(facts) for group, facts in members.items()},
        incoming=incoming,
        bare=bare,
        records=records,
        names=names,
    )


def _members(rows: Iterable[Row]) -> Mapping[Group, Sequence[str]]:
    """The facts of each group, the latest first, those without a date last."""
    since: dict[Group, dict[str, str]] = defaultdict(dict)
    for row in rows:
        group = Group(row["kind"].value, row["via"].value if "via" in row else "")
        since[group][row["fact"].value] = row["since"].value if "since" in row else ""
    return {
        group: sorted(sorted(facts), key=lambda fact: facts[fact], reverse=True)
        for group, facts in sorted(since.items())
    }


def _chosen(members: Mapping[Group, Sequence[str]], size: int | None) -> Mapping[str, Sequence[Group]]:
    """The facts to show, with the groups that they stand in."""
    chosen: dict[str, list[Group]] = defaultdict(list)
    for group, facts in members.items():
        for fact in facts[:size]:
            chosen[fact].append(group)
    return chosen


def _page(members: Mapping[Group, Sequence[str]], group: Group, page: int) -> Mapping[str, Sequence[Group]]:
    facts = members.get(group, ())
    return {fact: [group] for fact in facts[(page - 1) * GROUP_SIZE : page * GROUP_SIZE]}


def _sources(values: Values, facts: Iterable[Fact]) -> set[str]:
    """Every source that the page names: those of the claims, and what a source copies or rests on."""
    related = {source for name in (COPY_OF, BASED_ON) for source in iris(values, name)}
    return related | {claim.source for fact in facts for claim in fact.claims}


def _named(iri: str, values: Values, facts: Iterable[Fact], links: Iterable[Link]) -> set[str]:
    """Every IRI that a reader of the page would rather see the name of."""
    named = {iri, *iris_in(values)}
    for fact in facts:
        named |= {fact.iri, *iris_in(fact.values), *(group.kind for group in fact.groups)}
        for claim in fact.claims:
            named |= iris_in(claim.values)
    for link in links:
        named |= {link.subject, link.property} | ({link.value.value} if isinstance(link.value, Iri) else set())
    return named


def iris_in(values: Values) -> set[str]:
    """The properties and the things that these values name."""
    return set(values) | {term.value for terms in values.values() for term in terms if isinstance(term, Iri)}


async def records_of(engine: Engine, sources: Iterable[str]) -> Mapping[str, Values]:
    """What the catalogue says of these sources, by IRI. Raises what `Engine.ask` raises, and NotAnIri."""
    rows = by(await select(engine, "records", sources=sources), "source")
    return {source: values_of(record) for source, record in rows.items()}


async def names_of(engine: Engine, things: Iterable[str]) -> Names:
    """The labels of things by IRI and language. Raises what `Engine.ask` raises, and NotAnIri."""
    return _names(await select(engine, "labels", things=sorted(things)))


def _names(rows: Iterable[Row]) -> Names:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        names[row["thing"].value][getattr(row["label"], "language", "")] = row["label"].value
    return dict(names)
