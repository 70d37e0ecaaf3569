"""Money on its way: which sums of a page are drawn as a stream from who pays, by a channel, to what it is for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from api.pages.drawing import Drawing, Stream, drawing_of
from api.pages.money import Amount, amounts_of
from api.pages.pieces import capitalised, text_of
from api.pages.telling import Teller, is_vague, plain_claims, shown_values
from graph.reading.facts import Fact, iris, literals
from ontology import core

MOST, MOST_ON_PHONES = 12, 8
CHANNELS_NAMED = 2
DENIED = core.STANDINGS + "denied"


@dataclass(frozen=True, slots=True)
class Flow:
    """The picture for wide pages and for phones; `told` says each of its streams in words."""

    wide: Drawing
    tall: Drawing
    told: tuple[str, ...]


def flow_of(facts: Iterable[Fact], teller: Teller) -> Flow | None:
    """The streams of these facts, the largest first; None where there are not several to compare."""
    drawn = _drawn({fact.iri: fact for fact in facts}, teller)
    streams = [(stream, fact) for fact in drawn if (stream := _stream(fact, teller))]
    kept = sorted(streams, key=lambda pair: (-pair[0].sum, pair[0].ends))[:MOST]
    if len(kept) < 2:
        return None
    shown = [stream for stream, _ in kept]
    told = tuple(_told(stream, fact, teller) for stream, fact in kept)
    return Flow(drawing_of(shown, "wide"), drawing_of(shown[:MOST_ON_PHONES], "tall"), told)


def _drawn(facts: Mapping[str, Fact], teller: Teller) -> Sequence[Fact]:
    """No sum twice: neither one that another tells more precisely, nor one that is part of another. A whole of which
    nobody says who pays it gives way to its parts. Sums in other currencies have no place on the same scale."""
    sound = {iri: fact for iri, fact in facts.items() if fact.standing != DENIED and not is_vague(fact)}
    wholes = _wholes(sound, teller)
    parted = {whole for inside in wholes.values() for whole in inside}
    nameless = {iri for iri in parted if not _names(sound[iri], teller.views.flow.payers, teller)}
    kept = [fact for iri, fact in sound.items() if iri not in nameless and not wholes[iri] - nameless]
    currencies = Counter(currency for fact in kept for currency in _currencies(fact, teller))
    usual = next((currency for currency, _ in currencies.most_common(1)), "")
    return [fact for fact in kept if usual in _currencies(fact, teller)]


def _wholes(facts: Mapping[str, Fact], teller: Teller) -> Mapping[str, set[str]]:
    """The facts among these that each one is part of: every document names a claim of its own, or the fact."""
    meant = {claim.iri: fact.iri for fact in facts.values() for claim in fact.claims} | {iri: iri for iri in facts}
    return {
        iri: {meant[each] for each in iris(shown_values(fact), teller.views.flow.within) if each in meant} - {iri}
        for iri, fact in facts.items()
    }


def _currencies(fact: Fact, teller: Teller) -> set[str]:
    return {literal.value for literal in literals(shown_values(fact), teller.views.values.currency)}


def _stream(fact: Fact, teller: Teller) -> Stream | None:
    """A fact as a stream; None where nobody tells a sum, or for what it is."""
    flow, amounts = teller.views.flow, amounts_of(fact, Decimal(0), teller)
    purpose = _names(fact, (flow.purpose,), teller)
    if not purpose or not any(amount.sum for amount in amounts):
        return None
    payer = _names(fact, flow.payers, teller) or teller.namer.words("flow.unnamed")
    return Stream(
        ends=(payer, _channel(fact, teller), purpose),
        stages=tuple((amount.style, float(amount.sum)) for amount in amounts),
        label=_sums(amounts) + (f" ({period})" if (period := _names(fact, (flow.period,), teller)) else ""),
        plain=bool(plain_claims(fact)),
    )


def _names(fact: Fact, properties: Iterable[str], teller: Teller) -> str:
    """What the first of these properties that the fact gives names."""
    values = shown_values(fact)
    given = next((name for name in properties if values.get(name)), None)
    return text_of(capitalised(teller.value(given, values))) if given else ""


def _channel(fact: Fact, teller: Teller) -> str:
    """The channel as the picture has room for it: of several, the first and how many others."""
    named = iris(shown_values(fact), teller.views.flow.channel)
    if len(named) <= CHANNELS_NAMED:
        return _names(fact, (teller.views.flow.channel,), teller)
    first = teller.namer.name(named[0]).text
    return f"{first} {teller.namer.words.count('page.others', len(named) - 1)}"


def _sums(amounts: Sequence[Amount]) -> str:
    """Every sum with its stage; stages of the same sum together."""
    stages: dict[str, list[str]] = {}
    for amount in amounts:
        stages.setdefault(text_of(amount.value), []).append(amount.stage)
    return ", ".join(f"{value} {', '.join(names)}" for value, names in stages.items())


def _told(stream: Stream, fact: Fact, teller: Teller) -> str:
    payer, _, purpose = stream.ends
    channel = _names(fact, (teller.views.flow.channel,), teller)
    through = teller.namer.words("flow.through", channel=channel) if channel else ""
    return teller.namer.words("flow.told", payer=payer, purpose=purpose, through=through, sums=stream.label)
