"""Bad input, one mistake at a time: each is one clear finding with its place and how to mend it.

The sentences were approved before the checks were run on them.
"""

import shutil
from pathlib import Path

import pytest

from loaders.checks.check import check
from loaders.findings import Finding
from loaders.workspace import NotCurated, Workspace
from ontology import HERE
from ontology.prefixes import read_prefixes
from tests.curated_folder import PREFIX_LINES, CuratedFolder, record

SOURCE = "graph/data/sources/2015/channelnews-2015-12-sfr-numergy.ttl"
SFR = "graph/data/authorities/company/sfr.ttl"
NUMERGY = "graph/data/authorities/joint-venture/numergy.ttl"
TEXTS = {
    SFR: """id:sfr
    a andro:Company ;
    skos:prefLabel "SFR"@en ;
    skos:prefLabel "SFR"@fr ;
    dcterms:description "French telecommunications company; it held a part of Numergy."@en ;
    dcterms:description "Opérateur français de télécommunications, actionnaire de Numergy."@fr ;
    .
""",
    NUMERGY: """id:numergy
    a andro:JointVenture ;
    skos:prefLabel "Numergy"@en ;
    skos:prefLabel "Numergy"@fr ;
    dcterms:description "French joint venture that was to offer a sovereign cloud."@en ;
    dcterms:description "Coentreprise française qui devait offrir un cloud souverain."@fr ;
    .
""",
    SOURCE: record("channelnews-2015-12-sfr-numergy", '"2015-12"^^xsd:gYearMonth')
    + """
:shareholding--sfr--numergy
    a andro:Shareholding ;
    andro:owner id:sfr ;
    andro:asset id:numergy ;
    andro:percent 46.0 ;
    andro:observedOn "2015"^^xsd:gYear ;
    andro:locator "§4" ;
    .
""",
}


class Folder(CuratedFolder):
    """Places are counted from the end of the prefixes of a file."""

    def check(self, *relative: str) -> list[Finding]:
        return check(Workspace(self.root), [self.root / one for one in relative])

    def told(self, *relative: str) -> list[tuple[str, str, int, int, str, str]]:
        return [
            (f.rule, f.place.file, f.place.line - PREFIX_LINES, f.place.column, f.message.en, f.mend.en)
            for f in self.check(*relative)
        ]


@pytest.fixture
def curated(tmp_path: Path) -> Folder:
    """Three files in which there is nothing to mend, beside the real ontology."""
    shutil.copytree(HERE, tmp_path / "ontology", ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.tsv"))
    folder = Folder(tmp_path)
    for relative, text in TEXTS.items():
        folder.write(relative, text)
    return folder


def test_where_nothing_is_wrong_nothing_is_told(curated: Folder) -> None:
    assert curated.check() == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "column", "message", "mend"),
    [
        (
            "andro:owner id:sfr ;",
            "andro:owner id:sfr",
            "syntax/missing-semicolon",
            *(14, 23, "A semicolon is missing after `id:sfr`."),
            "Add `;` before the next line, or `.` if the block ends here.",
        ),
        (
            "andro:owner",
            "andr:owner",
            "syntax/undeclared-prefix",
            *(14, 5, "The prefix `andr:` is not declared."),
            "Write `andro:`, declared by: @prefix andro: <https://w3id.org/andromede/ontology#> .",
        ),
        (
            "andro:owner",
            "andro:hasHolderr",
            "term/unknown-property",
            *(14, 5, "`andro:hasHolderr` is no known property."),
            "Write `andro:holder`.",
        ),
        (
            "andro:Shareholding",
            "andro:Positon",
            "term/unknown-class",
            *(13, 7, "`andro:Positon` is no known class."),
            "Write `andro:Position`.",
        ),
        (
            "andro:owner id:sfr",
            "andro:owner [ a andro:Company ]",
            "syntax/blank-node",
            *(14, 17, "A node without a name has no place here."),
            "Give it a name: `id:…` for an entity, `:…` for a claim.",
        ),
        (
            "andro:owner id:sfr",
            "andro:owner <sfr>",
            "syntax/relative-iri",
            *(14, 17, "The address `<sfr>` is relative."),
            "Write it in full, or with a prefix: `id:ovhcloud`.",
        ),
        (
            '    andro:locator "§4" ;\n',
            "",
            "claim-without-locator",
            *(12, 1, "The claim does not say where to read it in the document."),
            'Add `andro:locator` with the paragraph, page or article: `andro:locator "§4"`.',
        ),
        (
            ":shareholding--sfr--numergy",
            ":shareholding--sfr--numergi",
            "name/claim",
            *(12, 1, "The name `:shareholding--sfr--numergi` does not follow from the values."),
            "Write `:shareholding--sfr--numergy`.",
        ),
        (
            "andro:owner id:sfr",
            "andro:owner id:srf",
            "term/unknown-entity",
            *(14, 17, "No file describes `id:srf`."),
            "Write `id:sfr`.",
        ),
        (
            "source-kind:news",
            "source-kind:presse",
            "term/unknown-concept",
            *(7, 22, "No vocabulary holds `source-kind:presse`."),
            "Write `source-kind:news`.",
        ),
        (
            "xsd:gYear ;",
            "xsd:year ;",
            "term/unknown-datatype",
            *(17, 30, "`xsd:year` is no known datatype."),
            "Write `xsd:gYear`.",
        ),
        (
            '"2015"^^xsd:gYear ',
            '"15"^^xsd:gYear ',
            "syntax/value",
            *(17, 22, "`15` is no value of `xsd:gYear`."),
            'Write four digits: "2015"^^xsd:gYear.',
        ),
        (
            "andro:percent 46.0 ;",
            "andro:percent 46.0 ;\n    andro:sourceCount 1 ;",
            "term/derived",
            *(17, 5, "`andro:sourceCount` is derived, never written by hand."),
            "Delete this line.",
        ),
        (
            "    .\n\n:",
            "    .\n\nid:sfr\n    andro:shareholderOf id:numergy ;\n    .\n\n:",
            "term/derived",
            *(13, 5, "`andro:shareholderOf` is derived, never written by hand."),
            "Delete this line.",
        ),
        (
            "andro:asset id:numergy",
            "andro:asset <http://www.w3id.org/andromede/id/numergy>",
            "term/unknown-term",
            *(15, 17, "`<http://www.w3id.org/andromede/id/numergy>` does not exist."),
            "Write `id:numergy`.",
        ),
    ],
)  # fmt: skip
def test_one_mistake_in_a_source_is_one_finding(
    curated: Folder, old: str, new: str, rule: str, line: int, column: int, message: str, mend: str
) -> None:
    curated.change(SOURCE, old, new)
    assert curated.told(SOURCE) == [(rule, SOURCE, line, column, message, mend)]


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("percent 46.0", 'percent "46"', "46.0"),
        ("percent 46.0", "percent 46", "46.0"),
        ("percent 46.0", 'percent "46,5"', "46.5"),
        ('"2015"^^xsd:gYear', '"2015-12"', '"2015-12"^^xsd:gYearMonth'),
        ('"2015"^^xsd:gYear', "2015", '"2015"^^xsd:gYear'),
        ('"2015"^^xsd:gYear', '"2015"^^xsd:date', '"2015"^^xsd:gYear'),
        ('"2015"^^xsd:gYear', "2015-12-03", '"2015-12-03"^^xsd:date'),
        ('"2015"^^xsd:gYear', "2015-12", '"2015-12"^^xsd:gYearMonth'),
        ("source-kind:news", "id:news", "source-kind:news"),
        ("andro:observedOn", "andro:onObserved", "andro:observedOn"),
    ],
)
def test_what_leaves_no_doubt_is_mended_word_for_word(curated: Folder, old: str, new: str, meant: str) -> None:
    curated.change(SOURCE, old, new)
    (finding,) = curated.check()
    assert f"`{meant}`" in finding.mend.fr
    assert f"`{meant}`" in finding.mend.en


def test_numbers_that_a_comma_made_are_not_added_up(curated: Folder) -> None:
    claim = TEXTS[SOURCE][TEXTS[SOURCE].index(":shareholding") :]
    curated.write(SFR.replace("/sfr", "/atos"), TEXTS[SFR].replace("id:sfr", "id:atos").replace("SFR", "Atos"))
    # In the later of the two: a sum is told of the first.
    torn = TEXTS[SOURCE].replace("46.0", "54,8")
    curated.write(SOURCE, torn.replace(":shareholding", claim.replace("sfr", "atos") + "\n:shareholding"))
    assert [finding.rule for finding in curated.check()] == ["syntax/decimal-comma"]


def test_a_language_is_written_by_its_shortest_code(curated: Folder) -> None:
    curated.change(SOURCE, '"Un titre"@fr', '"Un titre"@fra')
    (finding,) = curated.check()
    assert (finding.rule, finding.mend.fr) == ("syntax/language-code", "Écrivez `@fr`, son code le plus court.")


def test_a_date_of_a_document_that_is_none_tells_no_folder(curated: Folder) -> None:
    curated.change(SOURCE, '"2015-12"^^xsd:gYearMonth', '"12/08/2015"')
    assert [finding.rule for finding in curated.check()] == ["Source-issued"]


def test_words_of_the_other_language_find_the_term(curated: Folder) -> None:
    curated.change(SOURCE, "andro:owner", "andro:titulaire")
    assert [finding.nearest for finding in curated.check(SOURCE)] == ["andro:holder"]


def test_a_slug_that_two_files_describe_is_told_in_the_later_one(curated: Folder) -> None:
    second = "graph/data/authorities/public-body/sfr.ttl"
    curated.write(second, TEXTS[SFR].replace("Company", "PublicBody"))
    expected = [
        (
            "name/duplicate",
            *(second, 1, 1),
            f"`id:sfr` is described in {SFR} already.",
            "Keep one record only, or choose another name.",
        )
    ]
    assert curated.told() == expected
    assert curated.told(second) == expected


def test_a_source_may_not_take_the_slug_of_an_entity(curated: Folder) -> None:
    source = "graph/data/sources/2015/sfr.ttl"
    curated.write(source, record("sfr"))
    assert [(rule, file) for rule, file, *_ in curated.told(source)] == [("name/duplicate", source)]


def test_a_byte_that_is_no_utf8_is_the_one_finding_of_its_file(curated: Folder) -> None:
    path = curated.root / SFR
    path.write_bytes(path.read_bytes().replace("français".encode(), "français".encode("latin-1")))
    assert curated.told() == [
        (
            "syntax/encoding",
            *(SFR, 6, 40),
            "The byte 0xE7 is not UTF-8 (bad bytes in the file: 1).",
            "Save the file as UTF-8; it looks like Latin-1 or Windows-1252.",
        )
    ]


def test_an_empty_file_is_one_finding(curated: Folder) -> None:
    empty = "graph/data/authorities/company/nothing.ttl"
    (curated.root / empty).write_text("")
    [(rule, file, _, column, message, mend)] = curated.told()
    assert (rule, file, column) == ("syntax/empty", empty, 1)
    assert (message, mend) == ("There is nothing in this file.", "Write what it is about, or delete it.")


def test_the_prefix_of_a_copied_file_is_one_finding_and_not_one_for_each_claim(curated: Folder) -> None:
    curated.change(SOURCE, "/id/channelnews-2015-12-sfr-numergy#>", "/id/another-source#>")
    [finding] = curated.check(SOURCE)
    assert (finding.rule, finding.place.column) == ("term/namespace", 11)
    assert finding.message.en == "The prefix `:` names the claims of another file."
    assert finding.mend.en == "Write: @prefix : <https://w3id.org/andromede/id/channelnews-2015-12-sfr-numergy#> ."


@pytest.mark.parametrize(
    ("prefix", "wrong"),
    [
        ("andro", "http://w3id.org/andromede/ontology#"),
        ("andro", "https://w3id.org/andromede/ontology/"),
        ("andro", "https://w3id.org/andromede/ontology"),
        ("id", "https://www.w3id.org/andromede/id/"),
        ("schema", "http://schema.org/"),
        ("dcterms", "http://purl.org/dc/elements/1.1/"),
    ],
)
def test_a_wrong_namespace_is_said_once_at_its_declaration(curated: Folder, prefix: str, wrong: str) -> None:
    right = read_prefixes()[prefix]
    curated.change(SOURCE, f"@prefix {prefix}: <{right}>", f"@prefix {prefix}: <{wrong}>")
    assert [(f.rule, f.nearest) for f in curated.check(SOURCE)] == [("term/namespace", right)]


def test_a_misspelt_class_is_not_told_again_where_the_entity_is_mentioned(curated: Folder) -> None:
    curated.change(SFR, "andro:Company", "andro:Companny")
    assert [(rule, file) for rule, file, *_ in curated.told()] == [("term/unknown-class", SFR)]


def test_an_entity_whose_file_is_broken_is_not_called_unknown(curated: Folder) -> None:
    curated.change(SFR, "id:sfr\n", "id:sfr “\n")
    assert [(rule, file) for rule, file, *_ in curated.told()] == [("syntax/quote", SFR)]


@pytest.mark.parametrize(
    ("relative", "rule", "mend"),
    [
        (
            "graph/data/authorities/public-body/sfr.ttl",
            "name/folder",
            "Move it: graph/data/authorities/company/sfr.ttl.",
        ),
        ("graph/data/authorities/company/s-f-r.ttl", "name/file", "Rename the file to sfr.ttl, or the block."),
        (
            "graph/data/authorities/company/Sfr.ttl",
            "name/slug",
            "Lower-case letters without accents, digits, and one hyphen between words.",
        ),
        (
            "graph/data/sfr.ttl",
            "name/folder",
            "Move it: graph/data/authorities/… · graph/data/sources/….",
        ),
    ],
)
def test_a_file_in_the_wrong_place_or_of_the_wrong_name_is_one_finding(
    curated: Folder, relative: str, rule: str, mend: str
) -> None:
    (curated.root / relative).parent.mkdir(parents=True, exist_ok=True)
    (curated.root / SFR).rename(curated.root / relative)
    assert [(one[0], one[1], one[5]) for one in curated.told()] == [(rule, relative, mend)]


def test_a_source_lies_in_the_folder_of_its_year(curated: Folder) -> None:
    curated.change(SOURCE, '    dcterms:issued "2015-12"^^xsd:gYearMonth ;\n', "")
    assert ("name/folder", "Move it: graph/data/sources/undated/channelnews-2015-12-sfr-numergy.ttl.") in [
        (one[0], one[5]) for one in curated.told(SOURCE)
    ]


def test_a_broken_model_is_told_alone(curated: Folder) -> None:
    """Otherwise every term of the data would be unknown."""
    curated.change("ontology/andromede.ttl", "\nandro:Shareholding\n", "\nandro:Shareholding “\n")
    curated.change(SFR, "andro:Company", "andro:Companny")
    assert [rule for rule, *_ in curated.told()] == ["syntax/quote"]


def test_only_the_files_that_are_named_are_told(curated: Folder) -> None:
    curated.change(SFR, "andro:Company", "andro:Companny")
    curated.change(NUMERGY, "andro:JointVenture", "andro:JointVentur")
    assert [one[1] for one in curated.told(SFR)] == [SFR]
    assert [one[1] for one in curated.told("graph/data/authorities")] == [SFR, NUMERGY]


def test_a_path_without_curated_files_is_refused(curated: Folder) -> None:
    with pytest.raises(NotCurated, match="nowhere: no Turtle file of ontology/ or graph/data/"):
        curated.check("nowhere")


def test_a_mistake_that_stands_on_several_lines_is_one_finding_with_its_places(curated: Folder) -> None:
    curated.change(SOURCE, '    andro:locator "§4" ;\n', '    andro:locater "§4" ;\n    andro:locater "§5" ;\n')
    [finding] = curated.check(SOURCE)
    assert (finding.place.line - PREFIX_LINES, [other.line - PREFIX_LINES for other in finding.related]) == (18, [19])
