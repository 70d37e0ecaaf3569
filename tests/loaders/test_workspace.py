"""What each file of the curated folder is for."""

from pathlib import Path

import pytest

from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES
from loaders.workspace import NotCurated, Part, Workspace

ID = "https://w3id.org/andromede/id/"


@pytest.mark.parametrize(
    ("relative", "part", "graph"),
    [
        ("ontology/prefixes.ttl", Part.PREFIXES, None),
        ("ontology/andromede.ttl", Part.ONTOLOGY, ONTOLOGY_GRAPH),
        ("ontology/alignments.ttl", Part.ONTOLOGY, ONTOLOGY_GRAPH),
        ("ontology/shapes/position.ttl", Part.SHAPES, SHAPES_GRAPH),
        ("ontology/vocabularies/role.ttl", Part.VOCABULARIES, VOCABULARIES),
        ("ontology/external/foaf.ttl", Part.EXTERNAL, None),
        ("graph/data/authorities/company/sfr.ttl", Part.AUTHORITIES, AUTHORITIES),
        ("graph/data/sources/2015/channelnews-sfr.ttl", Part.SOURCES, ID + "channelnews-sfr"),
        ("graph/data/retired.ttl", Part.RETIRED, AUTHORITIES),
        ("graph/data/notes.ttl", Part.STRAY, None),
    ],
)
def test_a_file_is_for_what_its_folder_says(tmp_path: Path, relative: str, part: Part, graph: str | None) -> None:
    file = Workspace(tmp_path).file(tmp_path / relative)
    assert (file.relative, file.part, file.graph) == (relative, part, graph)


def test_all_turtle_files_are_listed_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in (
        "graph/data/sources/2015/b.ttl",
        "graph/data/authorities/company/a.ttl",
        "ontology/andromede.ttl",
        "x.ttl",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert [file.relative for file in Workspace(tmp_path).files()] == [
        "graph/data/authorities/company/a.ttl",
        "graph/data/sources/2015/b.ttl",
        "ontology/andromede.ttl",
    ]


def test_a_file_outside_the_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        Workspace(tmp_path / "inside").file(tmp_path / "outside.ttl")


def test_the_prefixes_of_the_house_mend_a_missing_declaration(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "prefixes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        f'<urn:x> sh:declare <urn:y> .\n<urn:y> sh:prefix "id" ; sh:namespace "{ID}" .\n'
    )
    (tmp_path / "graph" / "data").mkdir(parents=True)
    path = tmp_path / "graph" / "data" / "retired.ttl"
    path.write_text('id:x <http://example.com/p> "y" .\n')
    workspace = Workspace(tmp_path)
    document = workspace.read(workspace.file(path))
    assert document.triples[0].focus == ID + "x"
    assert [(f.place.file, f.mend.en) for f in document.faults] == [
        (
            "graph/data/retired.ttl",
            "Run `andromede fmt`, or add at the head of the file: @prefix id: <https://w3id.org/andromede/id/> .",
        )
    ]


def test_a_source_that_lacks_the_prefix_of_its_claims_is_told_the_whole_line(tmp_path: Path) -> None:
    slug = "datacenterdynamics-2025-11-17-schwarz-group-to-invest-11bn-in"
    path = tmp_path / f"graph/data/sources/2015/{slug}.ttl"
    path.parent.mkdir(parents=True)
    path.write_text(':figure--1 <http://example.com/p> "y" .\n')
    workspace = Workspace(tmp_path)
    document = workspace.read(workspace.file(path))
    assert document.triples[0].focus == f"{ID}{slug}#figure--1"
    assert [f.mend.en for f in document.faults] == [
        f"Run `andromede fmt`, or add at the head of the file: @prefix : <{ID}{slug}#> ."
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("graph/data/sources/2013/a.ttl", ["graph/data/sources/2013/a.ttl"]),
        ("graph/data/sources", ["graph/data/sources/2013/a.ttl", "graph/data/sources/2014/b.ttl"]),
        ("graph/data/sources/201", None),
        ("graph/data/sources/2013/a.ttl/b", None),
        (".", ["graph/data/sources/2013/a.ttl", "graph/data/sources/2014/b.ttl", "ontology/andromede.ttl"]),
        ("..", ["graph/data/sources/2013/a.ttl", "graph/data/sources/2014/b.ttl", "ontology/andromede.ttl"]),
        ("../elsewhere", None),
    ],
)
def test_a_path_chooses_the_file_that_it_names_or_all_below_it(
    tmp_path: Path, path: str, expected: list[str] | None
) -> None:
    root = tmp_path / "checkout"
    for relative in ("graph/data/sources/2013/a.ttl", "graph/data/sources/2014/b.ttl", "ontology/andromede.ttl"):
        (root / relative).parent.mkdir(parents=True, exist_ok=True)
        (root / relative).write_text("")
    workspace = Workspace(root)
    if expected is None:
        with pytest.raises(NotCurated):
            workspace.chosen([root / path])
    else:
        assert [file.relative for file in workspace.chosen([root / path])] == expected
