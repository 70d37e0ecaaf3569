"""What all commands share: the checkout, the language, how something is told and refused at a terminal."""

from enum import StrEnum
from pathlib import Path
from textwrap import fill
from typing import Annotated

import typer

from ontology.text import Text

FINDINGS = 1
RELEASES = Path("var/releases")
WIDTH = 80
_NO_FOLDER = Text(
    "{root} n’a pas de ontology/ : nommez le dossier qui le contient, avec graph/data/.",
    "{root} has no ontology/: name the folder that holds it and graph/data/.",
)


class Language(StrEnum):
    """A language of the findings."""

    FR = "fr"
    EN = "en"


LangOption = Annotated[Language, typer.Option("--lang", help="Language of what is said.")]
RootOption = Annotated[
    Path, typer.Option("--root", help="Folder that holds ontology/ and graph/data/.", show_default="this checkout")
]


class WrongUsage(typer.BadParameter):
    """Told as it is: typer would put “Invalid value:” before it, in either language."""

    def format_message(self) -> str:
        return self.message


def curated(root: Path, lang: Language = Language.FR) -> Path:
    """A folder laid out like the checkout, or else wrong usage: an empty one would pass every check."""
    if not (root / "ontology").is_dir():
        raise WrongUsage(_NO_FOLDER.filled({"root": str(root)}).in_language(lang))
    return root


def failure(error: Exception, lang: Language) -> typer.Exit:
    """The error in print, in the language of the reader where it has words in both, and the exit that follows."""
    text = getattr(error, "text", None)
    tell(text if isinstance(text, Text) else Text(str(error), str(error)), lang)
    return typer.Exit(FINDINGS)


def tell(text: Text, lang: Language) -> None:
    """A sentence for the person at the terminal, beside what a program may read; its own lines stay lines."""
    typer.echo(filled(text, lang), err=True)


def filled(text: Text, lang: Language) -> str:
    """A text in lines of a terminal's width; an address or a name is left whole."""
    return "\n".join(map(_filled, text.in_language(lang).split("\n")))


def _filled(line: str) -> str:
    start = line[: len(line) - len(line.lstrip())]
    return fill(line, WIDTH, subsequent_indent=start, break_long_words=False, break_on_hyphens=False)
