"""What each check of our own can say, that is no rule and no shape: its sentences, and why it is asked at all."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from loaders.checks import curated, filing, namespaces, naming, second_opinion, terms, texts
from loaders.curating import formatting
from loaders.findings import Text
from loaders.triples import triple
from loaders.turtle import faults
from loaders.workbench import reading, submission, trig
from ontology import LANGUAGES, RDFS, RULES, SH, SKOS
from ontology.core import LABEL
from ontology.text import without_words

_ADVICE = ("form/left-over", "workbench/more")

# The first part of a code → why it is checked, in the order in which the checks run.
REASONS: Mapping[str, Text] = {
    "syntax": Text(
        "Un fichier qui ne se lit pas en entier, ou qui dit autre chose que ce qu’on croit, perd des faits en silence.",
        "A file that cannot be read in full, or that says something other than one believes, silently loses facts.",
    ),
    "term": Text(
        "Un nom que rien ne définit n’est trouvé par aucune requête, et ce qu’il devait dire n’est rattaché à rien.",
        "No query finds a name that nothing defines, and what it was meant to say is attached to nothing.",
    ),
    "name": Text(
        "Le nom d’un fichier ou d’un énoncé se déduit de ce qu’il dit : deux sources qui disent la même chose se"
        " rejoignent par lui.",
        "The name of a file or a claim follows from what it says: that is how two sources that say the same meet.",
    ),
    "form": Text(
        "Une seule forme pour tous : un fait changé est une ligne changée, et rien ne reste à moitié fait.",
        "One form for all: a fact changed is a line changed, and nothing is left half done.",
    ),
    "workbench": Text(
        "La page /validate répond pendant qu’on écrit : elle montre les premiers constats.",
        "The page /validate answers while one writes: it shows the first findings.",
    ),
}


def sentences() -> Mapping[str, tuple[Text, Text]]:
    """Code → what is wrong, and how to mend it; words that come with a finding stand in braces."""
    said: dict[str, tuple[Text, Text]] = {
        "term/width": (terms.TOO_WIDE, terms.WRITE),
        "term/namespace": (namespaces.MESSAGE, namespaces.MEND),
        "syntax/second-opinion": (second_opinion.MESSAGE, second_opinion.MEND),
        "syntax/unclosed-graph": trig.UNCLOSED,
        "syntax/remote-context": reading.REMOTE_TOLD,
        "syntax/fault": (reading.FAULT, reading.FAULT_MEND),
        "form/normal": (formatting.MESSAGE, formatting.MEND),
        "form/left-over": (curated.LEFT, curated.LEFT_MEND),
        "workbench/more": submission.MORE,
    }
    for part, tables in (
        ("syntax", (faults.SENTENCES, curated.SENTENCES, texts.SENTENCES)),
        ("term", (terms.SENTENCES,)),
        ("name", (naming.SENTENCES, filing.SENTENCES)),
    ):
        for table in tables:
            # Of the kinds of one fault the first is told: they differ in how to mend it.
            for code, told in table.items():
                said.setdefault(f"{part}/{code.partition('/')[0]}", told)
    return said


def codes() -> frozenset[str]:
    return frozenset(sentences())


def triples_of_code(code: str) -> list[ox.Triple]:
    """What a code means, in the words that rules have too. Raises KeyError on one that no finding carries."""
    return list(_triples(code, *sentences()[code]))


def triples_of_codes() -> list[ox.Triple]:
    """The same of every code."""
    return [one for code, told in sentences().items() for one in _triples(code, *told)]


def _triples(code: str, message: Text, mend: Text) -> Iterator[ox.Triple]:
    level = "Info" if code in _ADVICE else "Violation"
    yield triple(RULES + code, SH + "severity", ox.NamedNode(SH + level))
    reason = REASONS[code.partition("/")[0]]
    for path, text in (
        (LABEL, _headline(message)),
        (SH + "message", message),
        (RDFS + "comment", reason),
        (SKOS + "editorialNote", mend),
    ):
        for language in LANGUAGES:
            said = without_words(text.in_language(language))
            if said:
                yield triple(RULES + code, path, ox.Literal(said, language=language))


def _headline(message: Text) -> Text:
    """A sentence as a title: without its full stop, and without the marks of code that only prose shows as code."""
    return Text(*(text.replace("`", "").removesuffix(".") for text in (message.fr, message.en)))
