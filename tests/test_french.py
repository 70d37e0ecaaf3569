"""French as readers of it expect: one word for one thing wherever it is said, and spaces that no line is broken at."""

import re
from pathlib import Path

import pytest

from ontology import HERE

# What was once said otherwise in one place than in another, and the word that won.
ONE_WORD = {
    r"affirmations?": "énoncé",
    r"curateurs?|curatrices?": "contributeur",
    r"(en|dans) nos (propres )?mots": "avec nos mots",
    r"note de fiabilité": "cote",
}
BREAKABLE = re.compile(r" [;:!?»]|« ")
CODE = re.compile(r"`[^`]*`")


def french_files(root: Path) -> list[Path]:
    texts = [root / "CONTRIBUTING.fr.md", root / "docs/use/fr.md", root / "api/locale/fr.toml"]
    model = [path for end in ("ttl", "rq") for path in HERE.rglob(f"*.{end}") if "external" not in path.parts]
    code = [path for folder in ("api", "graph", "loaders") for path in (root / folder).rglob("*.py")]
    return [*texts, *model, *code, *(root / "loaders").rglob("*.fr.toml")]


def test_there_are_french_texts_to_look_at(root: Path) -> None:
    assert len(french_files(root)) > 300


@pytest.mark.parametrize("other", ONE_WORD)
def test_a_thing_has_one_french_word(root: Path, other: str) -> None:
    found = re.compile(rf"\b({other})\b", re.IGNORECASE)
    said = [path.relative_to(root).as_posix() for path in french_files(root) if found.search(path.read_text("utf-8"))]
    assert not said, f"write “{ONE_WORD[other]}”"


def test_no_line_of_a_french_text_of_the_model_breaks_before_a_double_sign() -> None:
    texts = [
        (path.name, CODE.sub("", text))
        for path in (*HERE.rglob("*.ttl"), *HERE.rglob("*.rq"))
        if "external" not in path.parts
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"@fr|^# \w+@fr: (.*)$', path.read_text("utf-8"), re.MULTILINE)
        for text in text
    ]
    assert len(texts) > 1000
    assert [(name, text) for name, text in texts if BREAKABLE.search(text)] == []
