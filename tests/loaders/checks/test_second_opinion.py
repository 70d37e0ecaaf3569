"""Two readers must understand a file alike."""

from dataclasses import replace

import pytest

from loaders.checks.second_opinion import second_opinion
from loaders.turtle import parse

HEAD = "@prefix x: <http://x.example/> .\n"


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEAD + "x:s x:p x:o .",
        HEAD + 'x:s x:p [ x:q ( 1 2 ) ], "a"@FR, 46.0, "01"^^x:t .',
        HEAD + "x:s x:p “no” .",
    ],
)
def test_where_both_agree_or_the_first_has_faults_nothing_is_told(text: str) -> None:
    assert second_opinion(parse(text, "f.ttl")) == []


def test_a_triple_that_only_one_of_them_reads_is_told_at_its_value() -> None:
    document = parse(HEAD + "x:s x:p x:o .\n", "f.ttl")
    more = parse(HEAD + "x:s x:p x:o .\nx:s x:p x:other .\n", "f.ttl")
    [finding] = second_opinion(replace(document, triples=more.triples))
    assert (finding.rule, finding.place.line, finding.place.column) == ("syntax/second-opinion", 3, 9)
    assert "<http://x.example/other>" in finding.message.en


def test_a_file_that_the_other_refuses_is_told_where_it_does() -> None:
    document = parse(HEAD + "x:s x:p x:o .\n", "f.ttl")
    broken = parse(HEAD + "x:s x:p\nx:o x:q .\n", "f.ttl").source
    [finding] = second_opinion(replace(document, source=broken))
    assert finding.message.en.startswith("Another Turtle reader refuses this file: ")
    assert finding.place.line == 3
