"""What `--help` says in French: the words of `help.fr.toml` in the place of those of the commands."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup

_WORDS = Path(__file__).with_name("help.fr.toml")
# What typer itself says, beside the help of each command.
_TITLES: Mapping[str, str] = {
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commandes",
    "DEFAULT_STRING": "[défaut : {}]",
    "REQUIRED_LONG_STRING": "[obligatoire]",
}


def language_of(words: Sequence[str]) -> str:
    """The language that a command line asks for, wherever in it; French where it asks for none."""
    line = " ".join(words).replace("--lang=", "--lang ").split()
    return "en" if ("--lang", "en") in pairwise(line) else "fr"


def into_french(command: TyperCommand | TyperGroup) -> None:
    """Put French in the place of the English help of a command and of all below it."""
    from typer import rich_utils  # noqa: PLC0415 - draws boxes, which nobody but help needs

    french = tomllib.loads(_WORDS.read_text("utf-8"))
    for name, word in _TITLES.items():
        setattr(rich_utils, name, word)
    for one in commands(command):
        one.help = french.get(one.help or "", one.help)
        for option in (*one.params, one.get_help_option(typer.Context(one))):
            said = getattr(option, "help", None)
            if option is not None and said:
                setattr(option, "help", french.get(said, said))  # noqa: B010 - not every parameter has one
            shown = getattr(option, "show_default", None)
            if isinstance(shown, str):
                setattr(option, "show_default", french.get(shown, shown))  # noqa: B010 - as above


def commands(command: TyperCommand | TyperGroup) -> Iterator[TyperCommand | TyperGroup]:
    """A command and all below it."""
    yield command
    for one in getattr(command, "commands", {}).values():
        yield from commands(one)
