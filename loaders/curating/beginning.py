"""Beginning a file: what is like it already, and the skeleton to write where nothing is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from loaders.checks.filing import AUTHORITIES
from loaders.curating.declined import CannotDraft
from loaders.curating.drafting import Draft, Known, draft_entity, draft_source
from loaders.curating.entity_kinds import kind_of
from loaders.curating.namesakes import Namesake, namesakes, same_address
from loaders.curating.page_head import read_head
from loaders.curating.tongue import language_of
from loaders.findings import Text
from loaders.words import kebab_of_camel
from loaders.workspace import Workspace

_ALIKE = Text("{score} sur 100 : « {name} », {file}", "{score} of 100: “{name}”, {file}")
_AT_ADDRESS = Text("à cette adresse : {file}", "at this address: {file}")
_SOUNDS = Text(
    "Langue du document : {language}, d’après son titre. Si c’en est une autre : --language.",
    "Language of the document: {language}, by its title. If it is another: --language.",
)
_UNHEARD = Text(
    "Le titre ne dit pas sa langue : il est marqué {language}. Si c’en est une autre : --language.",
    "The title does not tell its language: it is marked {language}. If it is another: --language.",
)
_NO_LANGUAGE = Text(
    "« {said} » n’est pas un code de langue : deux ou trois lettres minuscules, fr, en, de…",
    "“{said}” is not a language code: two or three lower-case letters, fr, en, de…",
)
_NO_NAME = Text("Un nom a au moins une lettre ou un chiffre.", "A name has at least one letter or digit.")


@dataclass(frozen=True, slots=True)
class Hints:
    """What whoever begins a file says beside its name; `fetch` asks for the page of a source."""

    slug: str | None = None
    issued: str | None = None
    title: str | None = None
    language: str | None = None
    fetch: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """What is here already, a line each; `draft` makes the file, and raises CannotDraft. `note` is for a look."""

    alike: tuple[Text, ...]
    is_likely_here: bool
    draft: Callable[[], Draft]
    note: Text | None = None


def begin(workspace: Workspace, what: str, name: str, language: str, hints: Hints) -> Begun:
    """Begin a source at an address, or an entity of a kind. Raises CannotDraft where a page cannot be fetched."""
    if what != "source":
        kind_of(workspace, what)
        if not any(map(str.isalnum, name)):
            raise CannotDraft(_NO_NAME)
        found = namesakes(workspace, name)
        alike = tuple(_alike(one) for one in found)
        is_likely = any(one.is_likely for one in found)
        return Begun(alike, is_likely, lambda: draft_entity(workspace, what, name, language, hints.slug))
    slugs = same_address(workspace, name)
    here = tuple(_AT_ADDRESS.filled({"file": file.relative}) for file in workspace.files() if file.slug in slugs)
    known = read_head(name) if hints.fetch and not here else Known()
    known = replace(known, title=hints.title or known.title, issued=hints.issued or known.issued)
    known, note = _in_its_language(known, hints.language, language)
    return Begun(here, bool(here), lambda: draft_source(workspace, name, language, known, hints.slug), note)


def _in_its_language(known: Known, said: str | None, spoken: str) -> tuple[Known, Text | None]:
    """With the language of the document: as is said, as its page says, or as its title sounds, with a word about it."""
    if said is not None and not re.fullmatch("[a-z]{2,3}", said):
        raise CannotDraft(_NO_LANGUAGE.filled({"said": said}))
    if said or known.language or not known.title:
        return replace(known, language=said or known.language), None
    guess = language_of(known.title)
    note = (_SOUNDS if guess else _UNHEARD).filled({"language": guess or spoken})
    return replace(known, language=guess), note


def _alike(one: Namesake) -> Text:
    file = f"{AUTHORITIES}/{kebab_of_camel(one.kind)}/{one.slug}.ttl"
    return _ALIKE.filled({"score": f"{one.score:.0f}", "name": one.name, "file": file})
