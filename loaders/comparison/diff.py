"""What changed between two editions: entities, sources and facts, in labels and plain words."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, VOCABULARIES, slug_of
from loaders.comparison.changes import Change, Comparison, Detail, What
from loaders.comparison.editions import Edition
from loaders.derivation.agreement import closure
from loaders.derivation.claims import Transcript, read_transcript
from loaders.derivation.facts import Background, Fact, derive_facts, fact_of, joined
from loaders.derivation.labels import Names, fact_labels, name_in, names_of
from loaders.findings import Text
from loaders.triples import Values, by_subject, pairs
from loaders.words import local_name, number
from ontology import ANDRO, DCTERMS, LANGUAGES, OWL
from ontology.core import MODALITY, NUMBERS, SAME_FACT_AS, STANDING, STANDINGS, STAY_ON_CLAIMS, TYPE, WIDER

_NAMED = (AUTHORITIES, VOCABULARIES, ONTOLOGY_GRAPH)
_RETIRED = OWL + "deprecated"
_REPLACED_BY = DCTERMS + "isReplacedBy"
_OF_RETIRED = (_REPLACED_BY, ANDRO + "because")
# What neither a shape of a kind nor our ontology has a name for, and a reader meets here.
_CAPTIONS: Mapping[str, Text] = {
    TYPE: Text("classe", "class"),
    _RETIRED: Text("retiré", "retired"),
    _REPLACED_BY: Text("remplacé par", "replaced by"),
}
_NO_CAPTION = Text("", "")
_SOURCES = Text("sources", "sources")


def compare(old: Edition, new: Edition, language: str) -> Comparison:
    """The changes from one edition to the other, in a language of the house.

    Only facts with a claim in a graph that changed are derived: the others cannot have changed, but by a place that now
    lies elsewhere, or by a fact that became vaguer than another.
    """
    before, after = _Side(old, language), _Side(new, language)
    touched = _touched(old, new)
    sources = [graph for graph in touched if slug_of(graph)]
    names = before.facts_of(sources) | after.facts_of(sources) | before.moved ^ after.moved
    return Comparison(
        old.name,
        new.name,
        _entities(before, after) if AUTHORITIES in touched else (),
        _in_order(_records(before, after, sources)),
        _in_order(_facts(before, after, names)),
    )


def _touched(old: Edition, new: Edition) -> list[str]:
    graphs = sorted(old.graphs.keys() | new.graphs.keys())
    return [graph for graph in graphs if {*old.graphs.get(graph, ())} != {*new.graphs.get(graph, ())}]


class _Side:
    """One edition, and how it calls things."""

    def __init__(self, edition: Edition, language: str) -> None:
        self.edition, self.language = edition, language
        self.graphs = edition.graphs
        self._read: dict[str, Transcript] = {}
        titles = (one for graph, held in self.graphs.items() if slug_of(graph) for one in held if _is_about(one, graph))
        named = (one for graph in _NAMED for one in self.graphs.get(graph, ()))
        self.names: Names = names_of([*named, *titles])
        self.captions = {
            slot.property: slot.names.get(language, local_name(slot.property))
            for kind in edition.dictionary.kinds
            for slot in kind.slots
        }
        self.joins = joined(pairs(self.graphs.get(AUTHORITIES, ()), [SAME_FACT_AS]))
        self.moved = frozenset(self.joins.items())

    def transcript(self, source: str) -> Transcript:
        if source not in self._read:
            self._read[source] = read_transcript(source, self.graphs.get(source, ()), self.edition.dictionary)
        return self._read[source]

    def facts_of(self, sources: Iterable[str]) -> frozenset[str]:
        return frozenset(fact_of(claim, self.joins) for source in sources for claim in self.transcript(source).claims)

    def facts(self, names: Collection[str]) -> Mapping[str, Fact]:
        """The facts of these names, from all sources that speak of them."""
        transcripts = [self.transcript(source) for source in self.graphs if slug_of(source)]
        claims = [one for each in transcripts for one in each.claims if fact_of(one, self.joins) in names]
        everything = [one for graph in sorted(self.graphs) for one in self.graphs[graph]]
        records = {each.source: each.record for each in transcripts}
        background = Background(self.joins, closure(pairs(everything, WIDER)), records)
        return {fact.iri: fact for fact in derive_facts(claims, background)}

    def label(self, iri: str) -> str:
        return name_in(self.language, self.names.get(iri, {})) or iri.rpartition("/")[2]

    def label_of(self, fact: Fact) -> str:
        labels = {label.language: label.value for label in fact_labels(fact, self.names)}
        return labels.get(self.language) or next(iter(labels.values()), self.label(fact.iri))

    def said(self, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
        if isinstance(value, ox.Literal) and value.datatype.value in NUMBERS:
            return number(value.value, self.language)
        if isinstance(value, ox.Literal) and value.language in LANGUAGES and value.language != self.language:
            return f"[{value.language}] {value.value}"
        return self.label(value.value) if isinstance(value, ox.NamedNode) else value.value

    def words(self, values: Iterable[ox.NamedNode | ox.BlankNode | ox.Literal]) -> frozenset[str]:
        """Values as people say them; of a text in several languages, that of the reader."""
        given = list(values)
        spoken = [value for value in given if isinstance(value, ox.Literal) and value.language]
        mine = [value for value in spoken if value.language == self.language] or spoken
        others = [value for value in given if value not in spoken]
        return frozenset(map(self.said, [*mine, *others]))

    def caption(self, name: str) -> str:
        caption = self.captions.get(name) or _CAPTIONS.get(name, _NO_CAPTION).in_language(self.language)
        return caption or name_in(self.language, self.names.get(name, {})) or local_name(name)


def _is_about(one: ox.Triple, graph: str) -> bool:
    return isinstance(one.subject, ox.NamedNode) and one.subject.value == graph


def _entities(before: _Side, after: _Side) -> tuple[Change, ...]:
    old, new = (by_subject(side.graphs.get(AUTHORITIES, ())) for side in (before, after))
    return _in_order(_things(before, after, old, new))


def _records(before: _Side, after: _Side, sources: Iterable[str]) -> Iterator[Change]:
    old, new = ({source: _record(side, source) for source in sources} for side in (before, after))
    yield from _things(before, after, {k: v for k, v in old.items() if v}, {k: v for k, v in new.items() if v})


def _record(side: _Side, source: str) -> Values:
    return by_subject(one for one in side.graphs.get(source, ()) if _is_about(one, source)).get(source, {})


def _things(before: _Side, after: _Side, old: Mapping[str, Values], new: Mapping[str, Values]) -> Iterator[Change]:
    for iri in old.keys() | new.keys():
        one, other = old.get(iri, {}), new.get(iri, {})
        if one == other:
            continue
        is_gone = not other or (_RETIRED in other and _RETIRED not in one)
        # A name that was taken and retired between the two was never here for its reader, and is not new either.
        what = What.WITHDRAWN if is_gone else What.CHANGED if one else What.ADDED
        label = (before if is_gone else after).label(iri)
        yield Change(what, iri, label, _told(before, after, what, one, other))


def _told(before: _Side, after: _Side, what: What, old: Values, new: Values) -> tuple[Detail, ...]:
    """Of what changed, each property; of what was retired, why; of what is new or gone, its name says enough."""
    if what is What.CHANGED:
        return _details(before, after, old, new)
    return _details(before, after, {}, {name: new[name] for name in _OF_RETIRED if name in new})


def _details(before: _Side, after: _Side, old: Values, new: Values, *, is_disputed: bool = False) -> tuple[Detail, ...]:
    """What differs; of what is or was disputed all values, so that it is seen which are left."""
    found = []
    for name in sorted(old.keys() | new.keys()):
        gone, come = old.get(name, frozenset()), new.get(name, frozenset())
        if gone != come:
            kept = frozenset() if is_disputed else gone & come
            was, now = before.words(gone - kept), after.words(come - kept)
            found.append(Detail(after.caption(name), tuple(sorted(was)), tuple(sorted(now))))
    return tuple(found)


def _facts(before: _Side, after: _Side, names: Iterable[str | tuple[str, str]]) -> Iterator[Change]:
    wanted = {part for name in names for part in ([name] if isinstance(name, str) else name)}
    if not wanted:
        return
    old, new = before.facts(wanted), after.facts(wanted)
    for iri in old.keys() | new.keys():
        one, other = old.get(iri), new.get(iri)
        if other is None and one is not None:
            yield Change(What.WITHDRAWN, iri, before.label_of(one), (), _titles(before, one))
        elif one is None and other is not None:
            what = What.OPENED if other.disputes else What.ADDED
            yield Change(what, iri, after.label_of(other), _first(after, other), _titles(after, other))
        elif one is not None and other is not None and (details := _fact_details(before, after, one, other)):
            yield Change(_became(one, other), iri, after.label_of(other), details, _titles(after, other))


def _became(old: Fact, new: Fact) -> What:
    if new.disputes and not old.disputes:
        return What.OPENED
    return What.SETTLED if old.disputes and not new.disputes else What.CHANGED


def _first(side: _Side, fact: Fact) -> tuple[Detail, ...]:
    """What a new fact says beyond its label: the values that do not name it."""
    keys = {slot.property for position in fact.kind.keys for slot in position}
    values = {name: values for name, values in _values(fact).items() if name not in keys}
    details = _details(side, side, {}, values)
    if fact.is_plain:
        return details
    # What is only planned must not read like what is.
    return (Detail(side.caption(STANDING), (), (side.label(STANDINGS + fact.standing),)), *details)


def _values(fact: Fact) -> Values:
    """All that the claims on which a fact rests give, agreed or disputed, without what stays on claims."""
    names = {name for claim in fact.voices for name in claim.values} - STAY_ON_CLAIMS - {TYPE, MODALITY}
    return {name: fact.given(name) for name in names}


def _fact_details(before: _Side, after: _Side, old: Fact, new: Fact) -> tuple[Detail, ...]:
    is_disputed = _became(old, new) is not What.CHANGED
    details = _details(before, after, _values(old), _values(new), is_disputed=is_disputed)
    # That a dispute was opened or settled is the heading above.
    if old.standing is not new.standing and not is_disputed:
        was, now = (side.label(STANDINGS + fact.standing) for side, fact in ((before, old), (after, new)))
        details += (Detail(after.caption(STANDING), (was,), (now,)),)
    gone, come = {*_titles(before, old)} - {*_titles(after, new)}, {*_titles(after, new)} - {*_titles(before, old)}
    if gone or come:
        details += (Detail(_SOURCES.in_language(after.language), tuple(sorted(gone)), tuple(sorted(come))),)
    return details


def _titles(side: _Side, fact: Fact) -> tuple[str, ...]:
    return tuple(side.label(source) for source in fact.sources)


def _in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    order = list(What)
    return tuple(sorted(changes, key=lambda change: (order.index(change.what), change.label, change.iri)))
