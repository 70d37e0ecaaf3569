"""When a fact held, in words: the days that its sources give, without those of which another is the exact one."""

from collections.abc import Iterable, Sequence

from api.pages.pieces import Namer, Piece, Pieces, joined, key_of
from graph.reading.facts import Values
from graph.terms import Term
from ontology import core

TIME = (core.START, core.END, core.ENDED_BEFORE, core.DATE, core.OBSERVED_ON)
# More observations than these are counted: from the first to the last.
SEEN_SHOWN = 3
_ONE_END = ((core.START, "since"), (core.END, "until"), (core.ENDED_BEFORE, "ended"))
_DAY = len("2014-01-24")


def when_of(values: Values, namer: Namer, terms: Iterable[str] = ()) -> Pieces:
    """The agreed days, all of them where sources differ, observations where there are no others. `terms` are further
    properties whose days limit the fact, as that on which a certificate was granted."""
    days = {name: _or(exact(values.get(name, ())), namer) for name in TIME}
    parts = [
        _before(limit, key_of(name), namer) for name in terms if (limit := _or(exact(values.get(name, ())), namer))
    ]
    if days[core.DATE]:
        parts.append(days[core.DATE])
    if days[core.START] and days[core.END]:
        parts.append((*days[core.START], Piece(namer.words("when.to")), *days[core.END]))
    else:
        parts += [_before(days[name], word, namer) for name, word in _ONE_END if days[name]]
    if days[core.OBSERVED_ON] and not parts:
        parts.append(_seen(exact(values[core.OBSERVED_ON]), namer))
    return joined(parts, namer.words("site.semicolon"))


def exact(days: Iterable[Term]) -> tuple[Term, ...]:
    """In the order of time, without the years and months of which another names the day."""
    known = {day.value: day for day in days}
    return tuple(known[day] for day in sorted(known) if not any(other.startswith(f"{day}-") for other in known))


def _seen(days: Sequence[Term], namer: Namer) -> Pieces:
    if len(days) > SEEN_SHOWN:
        first, last = namer.value(days[0]), namer.value(days[-1])
        return (Piece(namer.words("when.times", number=len(days))), first, Piece(namer.words("when.to")), last)
    pieces: list[Piece] = []
    for place, day in enumerate(days):
        if place:
            pieces.append(Piece(namer.words("when.and") if place == len(days) - 1 else ", "))
        pieces += _before((namer.value(day),), "also" if place else "seen", namer)
    return tuple(pieces)


def _before(days: Pieces, word: str, namer: Namer) -> Pieces:
    """A preposition, which in French depends on whether a day follows, then the days."""
    return (Piece(namer.words(f"when.{word}-day" if len(days[0].when) == _DAY else f"when.{word}")), *days)


def _or(days: Sequence[Term], namer: Namer) -> Pieces:
    return joined([(namer.value(day),) for day in days], namer.words("when.or"))
