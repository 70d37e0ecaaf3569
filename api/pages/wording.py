"""The values of a fact in words: sums, shares and counts as people write them, disputed ones side by side."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.forms import distinct
from api.pages.pieces import Namer, Piece, Pieces, joined, key_of, text_of
from api.pages.typography import money, number, percent
from api.pages.views import Values as Kinds
from graph.reading.facts import Claim, Values, iris, literals
from graph.terms import Iri, Literal, Term


@dataclass(frozen=True, slots=True)
class Wording:
    """Words values for one reader; `kinds` tells which properties hold sums, shares and counts."""

    namer: Namer
    kinds: Kinds

    def value(self, property_iri: str, values: Values) -> Pieces:
        """All values of a property, one after the other, each once."""
        terms = values.get(property_iri, ())
        texts = tuple(term for term in terms if isinstance(term, Literal) and term.language)
        if texts and len(texts) == len(terms):
            return self._texts(property_iri, distinct(self.namer.texts(texts)))
        # Each document names a claim of its own where all of them mean one fact.
        pieces = {text_of(each): each for term in terms for each in [(self._one(property_iri, term, values),)]}
        return joined(
            list(pieces.values()), self.namer.words("when.or") if property_iri in self.kinds.numbers else ", "
        )

    def alternatives(self, property_iri: str, claims: Sequence[Claim]) -> Pieces:
        """The different values that claims give to a property."""
        sides = self.sides(property_iri, claims).items()
        ordered = sorted(sides, key=lambda side: [(len(term.value), term.value) for term in side[0]])
        words = [self.of_claims(property_iri, claims) for _, claims in ordered]
        return joined(list({text_of(each): each for each in words}.values()), self.namer.words("when.or"))

    def sides(self, property_iri: str, claims: Sequence[Claim]) -> dict[tuple[Term, ...], list[Claim]]:
        """The claims by what they give to a property: a number with what it is counted in, and the other way round, so
        that nobody stands as a witness of another's number."""
        by_value: dict[tuple[Term, ...], list[Claim]] = defaultdict(list)
        for claim in claims:
            if given := claim.values.get(property_iri):
                with_it = (term for name in self._read_with(property_iri, claim) for term in claim.values.get(name, ()))
                by_value[(*given, *(term for term in with_it if not self._is_plain(term)))].append(claim)
        return by_value

    def _read_with(self, property_iri: str, claim: Claim) -> Sequence[str]:
        if property_iri in self.kinds.numbers:
            return (self.kinds.currency, self.kinds.unit)
        return [name for name in claim.values if name in self.kinds.numbers and property_iri in self.kinds.beside]

    def of_claims(self, property_iri: str, claims: Sequence[Claim]) -> Pieces:
        """The value that these claims share, with how exact it is only where they agree on that too. Of what is read
        with a number, the number."""
        name = property_iri if property_iri not in self.kinds.beside else self._number(claims) or property_iri
        common = {name: _union(claims, name) for name in claims[0].values}
        if len({self._precision(claim.values) for claim in claims}) > 1:
            common.pop(self.kinds.precision, None)
        return self.value(name, common)

    def _number(self, claims: Sequence[Claim]) -> str | None:
        return next((name for claim in claims for name in claim.values if name in self.kinds.numbers), None)

    def _texts(self, property_iri: str, texts: Sequence[Literal]) -> Pieces:
        """Titles as they are written, in quotation marks; sentences after one another, each with its full stop."""
        pieces = [self.namer.value(text) for text in texts]
        if property_iri in self.kinds.quoted:
            opened, closed = self.namer.words("site.quoted", text="\n").split("\n")
            return joined([(Piece(opened), piece, Piece(closed)) for piece in pieces], ", ")
        if len(pieces) > 1 and any(piece.text.endswith(".") for piece in pieces):
            return joined([(piece, Piece("" if piece.text.endswith(".") else ".")) for piece in pieces], " ")
        return joined([(piece,) for piece in pieces], ", ")

    def _one(self, property_iri: str, term: Term, values: Values) -> Piece:
        kinds = self.kinds
        if isinstance(term, Iri) or not isinstance(term, Literal):
            return self.namer.value(term)
        if property_iri in kinds.money:
            return self._with_precision(self._sum(term, values), values)
        if property_iri in kinds.percent:
            return self._with_precision(percent(term.value, self.namer.language), values)
        if property_iri in kinds.quantity:
            return self._with_precision(self._quantity(term, values), values)
        return self.namer.value(term)

    def _quantity(self, term: Literal, values: Values) -> str:
        if literals(values, self.kinds.currency):
            return self._sum(term, values)
        units = [self.namer.name(iri).text for iri in iris(values, self.kinds.unit) if not self._is_plain(Iri(iri))]
        return "\u00a0".join([number(term.value, self.namer.language), *units])

    def _is_plain(self, term: Term) -> bool:
        """Whether this is the unit of things that are merely counted."""
        return isinstance(term, Iri) and key_of(term.value) == self.kinds.plain_unit

    def _sum(self, term: Literal, values: Values) -> str:
        """A sum in its currency; in each, where nobody says which is the right one."""
        currencies = [literal.value for literal in literals(values, self.kinds.currency)] or [""]
        sums = [money(term.value, currency, self.namer.language) for currency in currencies]
        return self.namer.words("when.or").join(sums)

    def _with_precision(self, text: str, values: Values) -> Piece:
        words = [self.namer.name(iri).text for iri in self._precision(values)]
        return Piece(" ".join([*words[:1], text]), style="num")

    def _precision(self, values: Values) -> tuple[str, ...]:
        """How exact a number is, where that is not the plain one."""
        said = iris(values, self.kinds.precision)
        return tuple(iri for iri in said if key_of(iri) != self.kinds.plain_precision)


def _union(claims: Sequence[Claim], name: str) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(term for claim in claims for term in claim.values.get(name, ())))
