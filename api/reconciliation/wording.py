"""What the service calls types and properties and says of them: in the words of the ontology, else of the shapes."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache

from api.model import read_model
from api.reconciliation.requests import identifier_of
from graph.engine import Engine
from graph.reading.description import Names, names_of
from graph.reading.facts import Values
from graph.reading.terminology import terms_of
from graph.search.folding import plain
from graph.terms import Literal
from ontology import SKOS
from ontology.core import LABEL

_DEFINITION = SKOS + "definition"


@dataclass(frozen=True, slots=True)
class Wording:
    """`notes` are definitions, by IRI and language as the names are."""

    names: Names
    notes: Names

    def told(self, iri: str, language: str) -> dict[str, str]:
        note = self.notes.get(iri, {}).get(language)
        return {**term(iri, self.names, language), **({"description": note} if note else {})}

    def is_begun_by(self, text: str, iri: str) -> bool:
        """Whether its identifier, its name or one of their words, in any language, starts so."""
        begun = plain(text.strip())
        names = [plain(name) for name in (identifier_of(iri), *self.names[iri].values())]
        return any(word.startswith(begun) for name in names for word in (name, *name.split()))

    def is_named(self, text: str, iri: str) -> bool:
        return plain(text.strip()) in map(plain, (identifier_of(iri), *self.names[iri].values()))


def term(iri: str, names: Names, language: str) -> dict[str, str]:
    known = names.get(iri, {})
    name = known.get(language) or next((known[each] for each in sorted(known)), identifier_of(iri))
    return {"id": identifier_of(iri), "name": name}


async def wording_of(engine: Engine) -> Wording:
    """Raises what `Engine.ask` raises."""
    terms = await terms_of(engine)
    own, notes = (_texts(terms.items(), property_) for property_ in (LABEL, _DEFINITION))
    return Wording({**_names_in_shapes(), **own}, notes)


async def names_in_words(engine: Engine, iris: Set[str]) -> Names:
    """The names of just these, properties or things. Raises what `Engine.ask` raises, and NotAnIri."""
    in_shapes = {iri: names for iri, names in _names_in_shapes().items() if iri in iris}
    return {**in_shapes, **await names_of(engine, iris)}


@cache
def _names_in_shapes() -> Names:
    """What the ontology has no term of: the names of a thing, its description, the date of a document."""
    slots = (slot for kind in reversed(read_model().dictionary.kinds) for slot in kind.slots)
    return {slot.property: slot.names for slot in slots if slot.names}


def _texts(terms: Iterable[tuple[str, Values]], property_: str) -> Names:
    return {
        iri: {each.language: each.value for each in said[property_] if isinstance(each, Literal)}
        for iri, said in terms
        if property_ in said
    }
