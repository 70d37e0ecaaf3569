"""Namespaces: a prefix that stands for the wrong one, and an address that is one of ours but for http, www, / or #."""

import re
from collections.abc import Callable, Iterable, Mapping

from loaders.findings import Finding, Level, Text
from loaders.turtle import Document
from loaders.words import namespace_of
from loaders.workspace import CuratedFile, Part
from ontology.core import TYPE

MESSAGE = Text(
    "Le préfixe `{prefix}:` ne désigne pas l’espace de noms de la maison.",
    "The prefix `{prefix}:` does not stand for the namespace that it has here.",
)
_FOREIGN = Text(
    "L’espace de noms `{found}` n’existe pas ; il ressemble à un autre.",
    "The namespace `{found}` does not exist; it resembles another.",
)
_OTHER_SOURCE = Text(
    "Le préfixe `:` nomme les énoncés d’un autre fichier.",
    "The prefix `:` names the claims of another file.",
)
MEND = Text("Écrivez : @prefix {prefix}: <{nearest}> .", "Write: @prefix {prefix}: <{nearest}> .")


class Likeness:
    """Finds the right address behind one that differs in what people do not look at."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._by_key = {_key(address): address for address in sorted(addresses, reverse=True)}

    def of(self, address: str) -> str | None:
        """The known address that was meant, None where it is known itself or nothing is like it."""
        meant = self._by_key.get(_key(address))
        return meant if meant != address else None


def namespaces_alike(house: Mapping[str, str], known: Iterable[str]) -> Likeness:
    """Finds the namespace that was meant, among those of the prefixes and of the known names."""
    return Likeness({*house.values(), *(namespace_of(iri) for iri in known)})


def namespace_findings(
    file: CuratedFile, document: Document, house: Mapping[str, str], likely: Callable[[str], str | None]
) -> tuple[list[Finding], frozenset[str]]:
    """What is wrong with the prefixes of a file, each said once; and the prefixes whose uses need no finding more."""
    findings, muted = [], set()
    own = called_by_itself(file, document)  # then the name of the file is wrong, not its prefix
    for statement in document.statements:
        directive = statement.directive
        if directive is None or directive.name is None or (own and directive.name == ""):
            continue
        message, meant = _judged(file, directive.name, directive.iri, house, likely)
        if message and meant:
            words = {"prefix": directive.name, "found": directive.iri, "nearest": meant}
            place = directive.address.place
            findings.append(
                Finding("term/namespace", Level.ERROR, place, message.filled(words), MEND.filled(words), nearest=meant)
            )
            muted.add(directive.name)
    return findings, frozenset(muted)


def called_by_itself(file: CuratedFile, document: Document) -> str | None:
    """The source that a file says it is, by its record and its prefix both, where its name is another."""
    source, mark, _ = document.prefixes.get("", "").partition("#")
    if file.part is not Part.SOURCES or not mark or source == file.graph:
        return None
    return source if any(one.focus == source and one.path == TYPE for one in document.triples) else None


def _judged(
    file: CuratedFile, prefix: str, namespace: str, house: Mapping[str, str], likely: Callable[[str], str | None]
) -> tuple[Text | None, str | None]:
    own = f"{file.graph}#"
    if file.part is Part.SOURCES and prefix == "":
        return (_OTHER_SOURCE, own) if namespace != own else (None, None)
    if prefix in house:
        return (MESSAGE, house[prefix]) if namespace != house[prefix] else (None, None)
    return _FOREIGN, likely(namespace)


def is_below(address: str, namespace: str) -> bool:
    """Whether an address begins like this one, but for what people do not look at."""
    return _key(address).startswith(_key(namespace))


def _key(address: str) -> str:
    """An address without its scheme, `www.`, capitals, and the mark before the local name or at the end."""
    bare = re.sub(r"\A[a-z]+://(?:www\.)?", "", address.casefold())
    return bare.replace("#", "/").rstrip("/")
