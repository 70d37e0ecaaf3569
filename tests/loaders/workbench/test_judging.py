"""The judge over the files of this checkout: what it remembers changes no finding, and it answers while one types."""

import re
import time
from pathlib import Path

import pytest

from loaders.checks.shapes import violations_of
from loaders.workbench.judging import Judge
from loaders.workbench.memory import Memory
from loaders.workbench.submission import Caps, Submission
from loaders.workspace import Part, Workspace
from ontology import ID

PREFIXES = """
@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix e: <http://e.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture(scope="module")
def judge(root: Path) -> Judge:
    made = Judge(Workspace(root), Caps())
    made.warm()
    return made


def companies(number: int, last: str = "") -> bytes:
    """Five triples each, and what is said of the last."""
    each = (
        f'e:c{n} a andro:Company ; skos:prefLabel "C"@fr ; skos:prefLabel "C"@en ; dcterms:description "d"@fr ; '
        'dcterms:description "d"@en .\n'
        for n in range(number)
    )
    return (PREFIXES + "".join(each) + last).encode()


def rules(judge: Judge, data: bytes) -> list[tuple[str, int]]:
    findings, _ = judge.judge(Submission(data, "turtle", "data.ttl", "en", "json"))
    return [(one.rule, one.place.line) for one in findings]


def test_what_is_remembered_of_a_subject_goes_with_its_triples_and_with_the_classes_of_its_values(judge: Judge) -> None:
    position = "e:p a andro:Position ; andro:person e:who .\n"
    person = "e:who a andro:Person .\n"
    company = person.replace("Person", "Company")
    about_value = [rules(judge, (PREFIXES + position + one).encode()) for one in (person, company, person)]
    assert ("Position-person", 6) not in about_value[0]
    assert ("Position-person", 6) in about_value[1]
    assert about_value[2] == about_value[0]


def test_memory_changes_no_result_of_any_curated_source(judge: Judge) -> None:
    memory = Memory(judge.corpus.said(Part.SHAPES))
    for file in list(judge.corpus.of(Part.SOURCES))[::300]:
        triples = judge.corpus.triples(file)
        for asserted in (triples[: len(triples) // 2], triples, triples):
            expected = violations_of(judge.standards.shapes, asserted, ())
            assert sorted(map(str, memory.violations(asserted, ()))) == sorted(map(str, expected))


def test_an_edit_of_a_thousand_triples_takes_less_than_a_fifth_of_a_second_of_processor_time(judge: Judge) -> None:
    rules(judge, companies(200))
    spent = []
    for edit in range(20):
        begun = time.process_time()
        found = rules(judge, companies(200, f'e:c199 andro:edit{edit} "x" .\n'))
        spent.append(time.process_time() - begun)
        assert ("term/unknown-property", 206) in found
    assert sorted(spent)[18] < 0.2


def test_findings_above_the_most_are_counted_in_a_last_one(judge: Judge) -> None:
    few = Judge(judge.corpus.workspace, Caps(findings=3))
    wrong = (PREFIXES + "".join(f"e:c{n} a andro:Compagny{n} .\n" for n in range(10))).encode()
    findings, _ = few.judge(Submission(wrong, "turtle", "data.ttl", "en", "json"))
    assert [one.rule for one in findings] == ["term/unknown-class"] * 3 + ["workbench/more"]
    assert "7" in findings[-1].message.en


def source_of(judge: Judge) -> tuple[str, str]:
    """A curated source with a claim of a person's position: its path, and what it says."""
    for file in judge.corpus.of(Part.SOURCES):
        text = judge.corpus.texts[file].decode()
        if text.count("    a andro:Position ;\n") == 1 and text.count("andro:locator") > 1:
            return file.relative, text
    raise AssertionError("no source has a position")


def told(judge: Judge, text: str, name: str = "data.ttl") -> tuple[list[str], str]:
    findings, path = judge.judge(Submission(text.encode(), "turtle", name, "en", "json"))
    return sorted(one.rule for one in findings if one.place.file == name), path


def test_a_curated_file_is_held_against_rules_and_names_by_any_name_of_the_text(judge: Judge) -> None:
    path, text = source_of(judge)
    before, taken_for = told(judge, text)
    assert taken_for == path
    without = text.replace(text[text.index("    andro:locator") :].partition("\n")[0] + "\n", "", 1)
    renamed = text.replace(":position--", ":positoin--", 1)
    assert told(judge, without)[0] == sorted([*before, "claim-without-locator"])
    assert told(judge, renamed)[0] == sorted([*before, "name/claim"])
    # Nothing of them stays behind.
    assert told(judge, text)[0] == before


def test_a_source_that_is_not_here_yet_is_checked_as_one_in_the_folder_of_its_year(judge: Judge) -> None:
    path, text = source_of(judge)
    slug = path.rpartition("/")[2].removesuffix(".ttl")
    begun = text.replace(slug, "nobody-knows-this-source").replace(":position--", ":positoin--", 1)
    found, taken_for = told(judge, begun)
    assert taken_for == path.replace(slug, "nobody-knows-this-source")
    assert "name/claim" in found


def test_a_source_without_the_prefix_of_its_claims_is_told_the_line_and_read_as_with_it(judge: Judge) -> None:
    path, text = source_of(judge)
    bare = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("@prefix : "))
    findings, taken_for = judge.judge(Submission(bare.encode(), "turtle", "data.ttl", "en", "json"))
    slug = path.rpartition("/")[2].removesuffix(".ttl")
    told_of_prefix = [one.mend.en for one in findings if one.rule == "syntax/undeclared-prefix"]
    assert (taken_for, len(told_of_prefix)) == (path, 1)
    assert f"@prefix : <{ID}{slug}#> ." in told_of_prefix[0]
    assert {one.rule for one in findings} <= {"syntax/undeclared-prefix", *told(judge, text)[0]}


def test_a_source_whose_date_is_none_is_taken_for_one_without(judge: Judge) -> None:
    path, text = source_of(judge)
    slug = path.rpartition("/")[2].removesuffix(".ttl")
    begun = re.sub(
        r"dcterms:issued .*;", 'dcterms:issued "12/08/2025" ;', text.replace(slug, "nobody-knows-this-source")
    )
    assert told(judge, begun)[1] == "graph/data/sources/undated/nobody-knows-this-source.ttl"


def test_an_entity_that_lies_elsewhere_than_it_says_is_told_where_to_lie(judge: Judge) -> None:
    file = next(one for one in judge.corpus.of(Part.AUTHORITIES) if one.folder == "company")
    text = judge.corpus.texts[file].decode().replace("a andro:Company", "a andro:Association")
    assert "name/folder" in told(judge, text)[0]
    assert told(judge, text.replace("andro:Association", "andro:Company"))[0] == []


def test_a_text_leaves_nothing_for_the_text_of_somebody_else(judge: Judge) -> None:
    _, text = source_of(judge)
    stranger = "@prefix id: <https://w3id.org/andromede/id/> .\n<http://e.org/a> <http://e.org/p> id:nobody-yet .\n"
    entity = "@prefix andro: <https://w3id.org/andromede/ontology#> .\n@prefix id: <https://w3id.org/andromede/id/> .\n"
    told(judge, entity + "id:nobody-yet\n    a andro:Person ;\n    .\n")
    assert told(judge, stranger) == (["term/unknown-entity"], "")
    alone = Judge(judge.corpus.workspace, Caps())
    told(alone, entity + "id:nobody-yet\n    a andro:Person ;\n    .\n")
    assert told(alone, stranger) == (["term/unknown-entity"], "")
    held = {*judge.corpus.store}
    told(judge, text.replace("andro:Position", "andro:Use"))
    judge.stage.clear()
    assert {*judge.corpus.store} == held


def test_a_text_full_of_unknown_names_is_judged_in_time(judge: Judge) -> None:
    """What was meant is looked for among all names: for the first hundred only, and for no name of others."""
    head = "@prefix andro: <https://w3id.org/andromede/ontology#> .\n@prefix id: <https://w3id.org/andromede/id/> .\n"
    ours = head + "".join(f"<a:{n}> andro:x{n}y id:ovhclod-{n} .\n" for n in range(2_000))
    theirs = "".join(f"<a:{n}> <a:p> <a:v{n}> .\n" for n in range(9_000))
    for text in (ours, theirs):
        begun = time.process_time()
        judge.judge(Submission(text.encode(), "turtle", "data.ttl", "en", "json"))
        assert time.process_time() - begun < 5


@pytest.mark.parametrize("said", ['andro:because "why {}"', 'andro:date "2014-{}"'])
def test_thousands_of_values_of_one_thing_are_judged_in_the_time_of_as_many_things(judge: Judge, said: str) -> None:
    """Found one by one among all, or told in pairs, they would take minutes."""
    lines = "".join(f"    {said.format(number)} ;\n" for number in range(2000))
    data = (PREFIXES + f"@prefix id: <{ID}> .\nid:nobody a andro:Company ;\n{lines}    .\n").encode()
    begun = time.process_time()
    assert len(rules(judge, data)) == judge.caps.findings + 1
    assert time.process_time() - begun < 5
