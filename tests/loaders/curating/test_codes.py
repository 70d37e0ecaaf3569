"""Every code that a finding can carry leads to a page that says what, why, and how to mend it."""

import re
from pathlib import Path

from loaders.curating.codes import REASONS, codes, triples_of_code
from loaders.findings import page_of
from ontology import HERE, RDFS, RULES, SH, SHAPES, SKOS
from ontology.catalogue import read_queries

# Of the profile for other people's files, which has no pages of ours.
ELSEWHERE = {"syntax/data", "data/graph"}


def test_every_code_in_the_source_has_its_sentences(root: Path) -> None:
    written = {
        code
        for file in (root / "loaders").rglob("*.py")
        for code in re.findall(r'Finding\(\s*(?:rule=)?"([a-z]+/[a-z-]+)"', file.read_text("utf-8"))
    }
    assert len(written) > 5
    assert written - codes() == ELSEWHERE


def test_every_code_says_what_why_and_how_in_both_languages() -> None:
    for code in codes():
        assert code.partition("/")[0] in REASONS
        said = {(one.predicate.value, str(one.object)[-3:]) for one in triples_of_code(code)}
        wanted = {RDFS + "label", SH + "message", RDFS + "comment", SKOS + "editorialNote"}
        # How to mend a value depends on its datatype alone.
        wanted -= {SKOS + "editorialNote"} if code == "syntax/value" else set()
        assert {(path, language) for path in wanted for language in ("@fr", "@en")} <= said, code
        assert not any("{found}" in str(one.object) for one in triples_of_code(code))


def test_a_code_leads_to_the_page_of_its_rule_or_check_or_to_the_anchor_of_its_shape() -> None:
    assert page_of("Position-person") == SHAPES + "Position-person"
    assert page_of("cycle") == RULES + "cycle"
    assert page_of("syntax/missing-dot") == RULES + "syntax/missing-dot"
    assert not codes() & {rule.name for rule in read_queries(HERE / "rules")}
