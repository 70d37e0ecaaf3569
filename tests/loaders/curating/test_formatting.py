"""The normal form of curated files, and the commands `fmt` and `validate`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from andromede import app
from loaders.curating.formatting import formatted
from loaders.workspace import Workspace

HEAD = (
    "@prefix andro: <https://w3id.org/andromede/ontology#> .\n"
    "@prefix id: <https://w3id.org/andromede/id/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)
SFR = "graph/data/authorities/company/sfr.ttl"
NORMAL = HEAD + '\nid:sfr\n    a andro:Company ;\n    skos:prefLabel "SFR"@en ;\n    skos:prefLabel "SFR"@fr ;\n    .\n'
MESSY = HEAD + 'id:sfr skos:prefLabel "SFR"@fr, "SFR"@en ; a andro:Company . # ours\n'


def folder(root: Path, text: str) -> Path:
    path = root / SFR
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (root / "ontology").mkdir()
    (root / "ontology" / "prefixes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        + "".join(
            f'<urn:{name}> sh:prefix "{name}" ; sh:namespace "{namespace}" .\n'
            for name, namespace in (line.split()[1:3] for line in HEAD.splitlines())
            for name, namespace in [(name.rstrip(":"), namespace.strip("<>"))]
        )
    )
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_files_of_the_house_are_in_their_normal_form(root: Path) -> None:
    workspace = Workspace(root)
    seen = list(formatted(workspace, workspace.files()))
    assert len(seen) > 100
    assert [one.file.relative for one in seen if one.faults or not one.is_normal] == []


def test_fmt_rewrites_a_file_and_says_which(tmp_path: Path) -> None:
    path = folder(tmp_path, MESSY)
    result = run("fmt", "--root", tmp_path)
    assert (result.exit_code, result.output) == (0, SFR + "\n")
    assert path.read_text(encoding="utf-8") == NORMAL.replace("andro:Company ;", "andro:Company ;  # ours")
    assert run("fmt", "--root", tmp_path).output == ""


def test_fmt_check_changes_nothing_and_points_at_the_first_line_that_would(tmp_path: Path) -> None:
    path = folder(tmp_path, MESSY)
    result = run("fmt", "--check", "--lang", "en", "--root", tmp_path)
    assert result.exit_code == 1
    assert f"{SFR}:4:1: error (form/normal)\n  This file is not in its normal form.\n" in result.output
    assert f"Run: andromede fmt {SFR}" in result.output
    assert path.read_text(encoding="utf-8") == MESSY


def test_fmt_leaves_a_file_with_a_fault_alone_and_reports_it(tmp_path: Path) -> None:
    path = folder(tmp_path, broken := MESSY.replace('"SFR"@fr', "“SFR”@fr"))
    result = run("fmt", "--lang", "en", "--root", tmp_path)
    assert (result.exit_code, path.read_text(encoding="utf-8")) == (1, broken)
    assert f"{SFR}:4:23: error (syntax/quote)" in result.output


def test_fmt_check_leaves_a_mistake_to_validate_so_that_a_hook_with_both_tells_it_once(tmp_path: Path) -> None:
    folder(tmp_path, MESSY.replace('"SFR"@fr', "“SFR”@fr"))
    result = run("fmt", "--check", "--lang", "en", "--root", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{SFR}: a mistake keeps its form")


def test_fmt_mends_line_ends_and_byte_order_marks(tmp_path: Path) -> None:
    path = folder(tmp_path, "")
    path.write_bytes(b"\xef\xbb\xbf" + NORMAL.replace("\n", "\r\n").encode())
    assert run("fmt", "--root", tmp_path).exit_code == 0
    assert path.read_bytes() == NORMAL.encode()


def test_validate_ends_with_one_where_something_is_wrong(tmp_path: Path) -> None:
    folder(tmp_path, NORMAL.replace('"SFR"@fr', "“SFR”@fr"))
    result = run("validate", "--root", tmp_path)
    assert result.exit_code == 1
    assert f"{SFR}:8:20: erreur (syntax/quote)\n  Le guillemet `“` n’ouvre pas une chaîne.\n" in result.output
    assert "→ Écrivez la chaîne entre guillemets droits" in result.output


def test_validate_prints_json_for_programs(tmp_path: Path) -> None:
    folder(tmp_path, NORMAL.replace('"SFR"@fr', "“SFR”@fr"))
    result = run("validate", "--format", "json", "--root", tmp_path)
    assert "syntax/quote" in [finding["rule"] for finding in json.loads(result.stdout)]


@pytest.mark.parametrize("command", ["validate", "fmt"])
def test_a_path_that_names_no_curated_file_is_a_mistake_of_usage(tmp_path: Path, command: str) -> None:
    folder(tmp_path, NORMAL)
    assert run(command, tmp_path / "nowhere", "--root", tmp_path).exit_code == 2


def test_all_goes_without_paths(tmp_path: Path) -> None:
    path = folder(tmp_path, NORMAL)
    assert run("validate", "--all", path, "--root", tmp_path).exit_code == 2


def test_the_curated_files_have_nothing_to_mend_but_what_their_documents_do_not_say() -> None:
    result = run("validate", "--all", "--format", "json")
    assert result.exit_code == 0
    # Two texts call Thierry Breton a commissioner without saying of what.
    assert {(found["level"], found["rule"]) for found in json.loads(result.stdout)} <= {
        ("advice", "office-without-portfolio")
    }


def test_prefixes_of_the_house_that_are_used_and_not_declared_are_added(tmp_path: Path) -> None:
    """Somebody takes the # from a line of a skeleton, whose prefix nothing needed until now."""
    path = folder(tmp_path, NORMAL.replace("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n", ""))
    assert run("fmt", "--root", tmp_path, path).exit_code == 0
    assert path.read_text("utf-8") == NORMAL


def test_a_prefix_that_nobody_knows_is_still_a_fault(tmp_path: Path) -> None:
    text = NORMAL.replace('skos:prefLabel "SFR"@en', 'unknown:word "SFR"@en')
    path = folder(tmp_path, text)
    assert run("fmt", "--root", tmp_path, path).exit_code == 1
    assert path.read_text("utf-8") == text


def test_the_prefix_of_a_source_s_own_claims_is_added_too(tmp_path: Path) -> None:
    folder(tmp_path, NORMAL)
    source = tmp_path / "graph/data/sources/2020/a-page.ttl"
    source.parent.mkdir(parents=True)
    source.write_text(HEAD + ":use--sfr--sfr a andro:Use .\n", "utf-8")
    assert run("fmt", "--root", tmp_path, source).exit_code == 0
    assert source.read_text("utf-8").startswith("@prefix : <https://w3id.org/andromede/id/a-page#> .\n")


def test_fmt_leaves_a_decimal_comma_to_whoever_knows_the_number(tmp_path: Path) -> None:
    path = folder(tmp_path, text := NORMAL.replace("    .\n", "    andro:percent 64,0 ;\n    .\n"))
    for options, told in (((), "error (syntax/decimal-comma)"), (("--check",), "andromede validate")):
        result = run("fmt", *options, "--lang", "en", "--root", tmp_path)
        assert result.exit_code == 1
        assert told in result.output
        assert "form/normal" not in result.output
        assert path.read_text("utf-8") == text


def test_fmt_does_not_ask_for_the_prefixes_that_it_writes_itself(tmp_path: Path) -> None:
    folder(tmp_path, NORMAL.replace(HEAD, HEAD[: HEAD.index("@prefix skos")]).replace("id:sfr\n", "id:sfr ;\n"))
    result = run("fmt", "--lang", "en", "--root", tmp_path)
    assert "1 error." in result.output
    assert "undeclared-prefix" not in result.output
