"""What is known of the quality of a release, in lists, and what of them somebody asks to see."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TypeAlias
from urllib.parse import urlencode

from api.pages.pieces import key_of
from graph.reading.quality import CONCERNS
from graph.releases.findings import RecordedFinding
from graph.releases.link_checks import Health, LinkCheck

FINDINGS, LINKS = "findings", "links"
LISTS = (FINDINGS, *CONCERNS[:1], LINKS, *CONCERNS[1:])
_AILING = (Health.GONE, Health.FAILING)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list, and what of it."""

    list: str = FINDINGS
    rule: str = ""
    level: str = ""
    about: str = ""
    number: int = 1

    def fields(self) -> tuple[tuple[str, str], ...]:
        """The parameters of this view without its page number; none for what is asked of everything."""
        chosen = "" if self.list == FINDINGS else self.list
        pairs = (("list", chosen), ("rule", self.rule), ("level", self.level), ("about", self.about))
        return tuple(pair for pair in pairs if pair[1])

    def narrowed(self, field: str, value: str) -> "Asked":
        """The same from its first page on, with another value in one field."""
        return Asked(**{**asdict(self), field: value, "number": 1})

    def query(self, page: int = 1) -> str:
        """As the end of an address."""
        pairs = [*self.fields(), *([("page", str(page))] if page > 1 else [])]
        return f"?{urlencode(pairs)}" if pairs else ""

    def address(self, page: int = 1) -> str:
        return f"/quality{self.query(page)}"


@dataclass(frozen=True, slots=True)
class AilingLink:
    """An address that did not answer as it should, with the sources that give it."""

    check: LinkCheck
    sources: tuple[str, ...]

    def as_data(self) -> Mapping[str, object]:
        return {**asdict(self.check), "health": self.check.health, "sources": list(self.sources)}


Listed: TypeAlias = "str | AilingLink | RecordedFinding"


@dataclass(frozen=True)
class Survey:
    """All that is known of the quality of a release; `facts` is how many there are."""

    findings: Sequence[RecordedFinding]
    concerns: Mapping[str, tuple[str, ...]]
    facts: int
    links: Mapping[str, LinkCheck]
    addresses: Mapping[str, tuple[str, ...]]

    lists = LISTS

    @cached_property
    def ailing(self) -> tuple[AilingLink, ...]:
        """Of the addresses that sources give today: those that are gone, then those that fail."""
        known = [self.links[address] for address in self.addresses if address in self.links]
        sick = [AilingLink(one, self.addresses[one.address]) for one in known if one.health in _AILING]
        return tuple(sorted(sick, key=lambda one: (_AILING.index(one.check.health), one.check.address)))

    @property
    def last_checked(self) -> str:
        """The day of the latest check; empty where none was run."""
        return max((one.checked for one in self.links.values()), default="")

    @property
    def unchecked(self) -> int:
        """How many addresses nobody has asked yet."""
        return sum(address not in self.links for address in self.addresses)

    def entries(self, asked: Asked) -> Sequence[Listed]:
        """What this view lists, on all of its pages."""
        if asked.list == FINDINGS:
            return [one for one in self.findings if _is_wanted(one, asked)]
        listed: Sequence[Listed] = self.ailing if asked.list == LINKS else self.concerns[asked.list]
        return [one for one in listed if asked.about.lower() in _name(one)]


def _is_wanted(one: RecordedFinding, asked: Asked) -> bool:
    return (
        asked.rule in ("", one.rule)
        and asked.level in ("", one.level)
        and asked.about.lower() in f"{one.file} {one.entity}".lower()
    )


def _name(one: Listed) -> str:
    if isinstance(one, AilingLink):
        return " ".join((one.check.address, *map(key_of, one.sources))).lower()
    return key_of(one) if isinstance(one, str) else one.file
