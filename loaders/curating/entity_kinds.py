"""Which kind of entity or claim a word means: that of its class, or else what was probably meant."""

from collections import defaultdict
from collections.abc import Mapping

import pyoxigraph as ox

from loaders.curating.declined import CannotDraft
from loaders.findings import Text
from loaders.nearest import nearest
from loaders.words import kebab_of_camel, local_name
from loaders.workspace import Workspace
from ontology import ANDRO, RDFS
from ontology.core import SOURCE
from ontology.dictionary import Kind, read_dictionary

_IS_CLAIM = Text(
    "{word} est un énoncé : il s’écrit dans le fichier de la source qui le fait (exemple : /shapes#{kind}).",
    "{word} is a claim: it is written in the file of the source that makes it (example: /shapes#{kind}).",
)
_NO_KIND = Text(
    "{word} n’est pas un genre d’entité.{meant} Les genres : source, {kinds}.",
    "{word} is no kind of entity.{meant} The kinds are: source, {kinds}.",
)
_MEANT = Text(" Vouliez-vous dire {near} ?", " Did you mean {near}?")


def claim_kind(workspace: Workspace, word: str) -> Kind | None:
    """The kind of claim that begins its names with this word, if there is one."""
    return read_dictionary(workspace.root / "ontology").by_token.get(word)


def kind_of(workspace: Workspace, word: str) -> Kind:
    """The kind of entity of this word, in English or French. Raises CannotDraft where there is none."""
    dictionary = read_dictionary(workspace.root / "ontology")
    entities = {
        kebab_of_camel(local_name(kind.iri)): kind
        for kind in dictionary.kinds
        if kind.iri.startswith(ANDRO) and not kind.token and kind.iri != SOURCE
    }
    if word in entities:
        return entities[word]
    if word in dictionary.by_token:
        kind = local_name(dictionary.by_token[word].iri)
        raise CannotDraft(_IS_CLAIM.filled({"word": word, "kind": kind}))
    called = _called(workspace)
    by_name = {name: one for one in entities for name in called.get(entities[one].iri, {}).values()}
    near = nearest(word, entities) or by_name.get(nearest(word, by_name) or "")
    meant = _MEANT.filled({"near": near}) if near else Text("", "")
    french = ", ".join(_in_french(one, called.get(entities[one].iri, {}).get("fr", one)) for one in sorted(entities))
    raise CannotDraft(
        Text(
            _NO_KIND.fr.format(word=word, meant=meant.fr, kinds=french),
            _NO_KIND.en.format(word=word, meant=meant.en, kinds=", ".join(sorted(entities))),
        )
    )


def _in_french(kind: str, name: str) -> str:
    return kind if kind == name else f"{kind} ({name})"


def _called(workspace: Workspace) -> Mapping[str, Mapping[str, str]]:
    """How the ontology calls each class, by language."""
    called: dict[str, dict[str, str]] = defaultdict(dict)
    for one in ox.parse(path=str(workspace.root / "ontology/andromede.ttl"), format=ox.RdfFormat.TURTLE):
        if one.predicate.value == RDFS + "label" and isinstance(one.object, ox.Literal):
            called[str(one.subject.value)][one.object.language or ""] = one.object.value
    return called
