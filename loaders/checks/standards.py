"""What files are held against: names, classes, rules and shapes, each made from the curated files when first needed."""

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from loaders.checks.aiming import concerning
from loaders.checks.captions import Captions, captions_of
from loaders.checks.context import classes_of
from loaders.checks.corpus import Corpus
from loaders.checks.known import Known
from loaders.checks.rules import read_rules
from loaders.checks.terms import Vocabulary
from loaders.checks.violations import Violation
from loaders.workspace import Part
from ontology.catalogue import Query
from ontology.dictionary import Dictionary, dictionary_of

if TYPE_CHECKING:
    from loaders.checks.shapes import Shapes


class Standards:
    """Made for one check; whoever checks one text after another keeps what of it stays true."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(Known(self.corpus), self.corpus.workspace.prefixes)

    @cached_property
    def dictionary(self) -> Dictionary:
        return dictionary_of(self.corpus.said(Part.ONTOLOGY, Part.SHAPES))

    @cached_property
    def rules(self) -> list[Query]:
        return read_rules()

    @cached_property
    def shapes(self) -> "Shapes":
        # A tenth of the time of a check is this import, which syntax, terms and names do not need.
        from loaders.checks.shapes import read_shapes  # noqa: PLC0415

        return read_shapes(self.corpus.said(Part.SHAPES))

    @cached_property
    def captions(self) -> Captions:
        return captions_of(self.corpus.said(Part.SHAPES))

    def violations(self, asserted: Collection[ox.Triple], context: Collection[ox.Triple]) -> list[Violation]:
        """What our shapes say of the asserted triples, the context being read and not judged."""
        from loaders.checks.shapes import read_shapes, violations_of  # noqa: PLC0415 - as above

        # Made for this once: those of the classes that are here take a tenth of the time of all.
        held = concerning(self.corpus.said(Part.SHAPES), classes_of((*asserted, *context)))
        return violations_of(read_shapes(held), asserted, context)
