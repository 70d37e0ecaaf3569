"""What the catalogue promises to the authors of questions, rules and shortcuts."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.catalogue import CatalogueError, read_queries, read_query
from ontology.text import Text

HEADER = "# title@fr: Qui détient Numergy ?\n# title@en: Who owns Numergy?\n"
BODY = "SELECT ?owner WHERE { ?owner andro:shareholderOf id:numergy }"
PREFIXES = {"andro": "https://example.org/a#", "id": "https://example.org/id/", "xsd": "https://example.org/x#"}


def written(folder: Path, text: str, name: str = "owners.rq") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_query_has_the_title_of_its_header_and_the_name_of_its_file(tmp_path: Path) -> None:
    query = read_query(written(tmp_path, HEADER + "# keywords: actionnariat, stake\n\n" + BODY + "\n"), (), PREFIXES)
    assert query.name == "owners"
    assert query.title == Text("Qui détient Numergy ?", "Who owns Numergy?")
    assert query.keywords == ("actionnariat", "stake")
    assert query.body == BODY


def test_a_query_gets_the_prefixes_that_it_uses_and_no_other(tmp_path: Path) -> None:
    query = read_query(written(tmp_path, HEADER + BODY), (), PREFIXES)
    assert query.text.split("\n")[:-1] == [
        "PREFIX andro: <https://example.org/a#>",
        "PREFIX id: <https://example.org/id/>",
    ]


def test_colons_in_strings_iris_and_comments_ask_for_no_prefix(tmp_path: Path) -> None:
    body = "ASK { ?s ?p \"xsd:date\", 'foo:bar', <urn:x:y> } # bar:baz"
    assert read_query(written(tmp_path, HEADER + body), (), PREFIXES).text == body


def test_the_prefixes_of_the_house_make_a_query_that_the_engine_runs(tmp_path: Path) -> None:
    query = read_query(written(tmp_path, HEADER + BODY))
    solutions = ox.Store().query(query.text)
    assert isinstance(solutions, ox.QuerySolutions)
    assert list(solutions) == []


def test_a_comment_below_the_query_belongs_to_it(tmp_path: Path) -> None:
    assert read_query(written(tmp_path, HEADER + BODY + "\n# level: loud"), (), PREFIXES).level is None


def test_a_rule_has_its_level_mend_reason_and_scope(tmp_path: Path) -> None:
    rule = "# level: warning\n# scope: file\n# mend@fr: Date ?\n# mend@en: Date?\n# why@fr: Oui.\n# why@en: Yes.\n"
    query = read_query(written(tmp_path, HEADER + rule + BODY), ("level", "mend", "why", "scope"), PREFIXES)
    assert (query.level, query.scope) == ("warning", "file")
    assert (query.mend, query.why) == (Text("Date ?", "Date?"), Text("Oui.", "Yes."))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# titel@fr: Qui ?\n" + BODY, 1, "unknown header 'titel@fr'"),
        (HEADER + "# title@fr: Encore ?\n" + BODY, 3, "already on line 1"),
        ("# title@fr: Qui ?\n" + BODY, 1, "'title@en' is missing"),
        (HEADER + "# mend@fr: Corriger.\n" + BODY, 1, "'mend@en' is missing"),
        (HEADER + "# keywords:\n" + BODY, 3, "is empty"),
        (HEADER + "# level: fatal\n" + BODY, 3, "one of error, warning, advice"),
        (HEADER + "# scope: world\n" + BODY, 3, "one of file, graph"),
        (HEADER + "\n\n", 3, "no query"),
        (HEADER + "\nASK {\n ?s wrong:p 1 }", 5, "prefix 'wrong'"),
        (HEADER + "\nPREFIX id: <urn:x>\nASK {}", 4, "not repeated"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(CatalogueError) as refusal:
        read_query(path, (), PREFIXES)
    assert str(refusal.value).startswith(f"{path}:{line}: ")
    assert said in refusal.value.detail


def test_a_header_that_the_reader_demands_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="'level' is missing"):
        read_query(written(tmp_path, HEADER + BODY), ("level",), PREFIXES)


def test_queries_of_a_folder_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.rq", "a.rq", "note.txt"):
        written(tmp_path, HEADER + BODY, name)
    assert [query.name for query in read_queries(tmp_path, (), PREFIXES)] == ["a", "b"]
