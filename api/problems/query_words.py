"""The words for a query that does not read: what is wrong there, what is expected, what was probably meant."""

from graph.errors import MalformedQuery
from ontology.text import Text

PLACE = Text("Ligne {line}, colonne {column} : ", "Line {line}, column {column}: ")

# By the cause that the locator names.
CAUSES = {
    "unexpected": Text("« {token} » n’a pas sa place ici{following}.", "“{token}” does not belong here{following}."),
    "ends-early": Text("la requête s’arrête trop tôt.", "the query ends too early."),
    "empty": Text("la requête est vide.", "the query is empty."),
    "unclosed": Text(
        "la requête s’arrête alors que « {after} », ouvert ligne {opened[0]}, colonne {opened[1]}, n’est pas fermé.",
        "the query ends while “{after}”, opened on line {opened[0]}, column {opened[1]}, is not closed.",
    ),
    "unknown-prefix": Text("le préfixe de « {token} » n’est pas déclaré.", "the prefix of “{token}” is not declared."),
    "unclosed-string": Text("ce texte n’est pas fermé par {token}.", "this text is not closed by {token}."),
    "broken-iri": Text(
        "cette adresse n’est pas fermée par « > », ou contient une espace.",
        "this address is not closed by “>”, or holds a space.",
    ),
    "blank-node-in-two-groups": Text(
        "le nœud anonyme {token} sert déjà dans un autre groupe ; prendre une variable.",
        "the blank node {token} is used in another group already; take a variable.",
    ),
    "bind-of-used-variable": Text(
        "BIND donne une valeur à {token}, que ce groupe emploie déjà ; choisir un autre nom.",
        "BIND gives a value to {token}, which this group uses already; choose another name.",
    ),
    "select-of-used-variable": Text(
        "SELECT donne à une expression le nom {token}, que la requête emploie déjà.",
        "SELECT gives an expression the name {token}, which the query uses already.",
    ),
    "select-of-ungrouped": Text(
        "{token} n’est pas dans GROUP BY : l’y ajouter, ou en faire un agrégat (SAMPLE, COUNT, MAX …).",
        "{token} is not in GROUP BY: add it there, or aggregate it (SAMPLE, COUNT, MAX …).",
    ),
    "select-twice": Text("SELECT nomme {token} deux fois.", "SELECT names {token} twice."),
    "star-with-groups": Text(
        "SELECT * ne va pas avec GROUP BY : nommer les variables.",
        "SELECT * does not go with GROUP BY: name the variables.",
    ),
    "aggregate-out-of-place": Text(
        "{token} est un agrégat : il va dans SELECT, HAVING ou ORDER BY, non dans FILTER.",
        "{token} is an aggregate: it goes into SELECT, HAVING or ORDER BY, not into FILTER.",
    ),
    "values-of-other-length": Text(
        "cette ligne de VALUES n’a pas une valeur par variable ; écrire UNDEF où il n’y en a pas.",
        "this row of VALUES has not one value for each variable; write UNDEF where there is none.",
    ),
    "values-variable-twice": Text("VALUES nomme {token} deux fois.", "VALUES names {token} twice."),
}
FOLLOWING = Text(" après « {after} »", " after “{after}”")
EXPECTED = Text(" On attend : {expected}.", " Expected: {expected}.")
NEAREST = Text(" Le plus probable : {nearest}", " Most likely: {nearest}")
PASTE = Text(" À ajouter en tête : {paste}", " To add at the top: {paste}")
HINTS = {
    "aggregate-needs-as": Text(
        " Un agrégat se met entre parenthèses et reçoit un nom : (COUNT(?x) AS ?n).",
        " An aggregate stands in brackets and gets a name: (COUNT(?x) AS ?n).",
    ),
    "no-commas-in-select": Text(
        " Les variables de SELECT se suivent sans virgule.", " The variables of SELECT follow without commas."
    ),
    "equals-once": Text(" L’égalité s’écrit avec un seul =.", " Equality is written with a single =."),
    "no-dot-after-prefix": Text(
        " Une ligne PREFIX de SPARQL ne finit pas par un point.", " A PREFIX line of SPARQL does not end with a dot."
    ),
    "filter-needs-brackets": Text(
        " La condition de FILTER se met entre parenthèses.", " The condition of FILTER stands in brackets."
    ),
    "order-needs-brackets": Text(" Écrire ASC(?x) ou DESC(?x).", " Write ASC(?x) or DESC(?x)."),
    "prefix-needs-colon": Text(
        " Le préfixe se déclare avec deux points : PREFIX nom: <adresse>.",
        " A prefix is declared with a colon: PREFIX name: <address>.",
    ),
    "braces-around-pattern": Text(" Le motif se met entre accolades.", " The pattern stands in braces."),
}
# More would bury what matters; the document has them all.
SHOWN = 8


def explain(error: MalformedQuery) -> Text:
    """The whole sentence."""
    parts = [PLACE, CAUSES[error.cause]]
    parts += [EXPECTED] if error.expected else []
    parts += [NEAREST] if error.nearest else []
    parts += [PASTE] if error.paste else []
    parts += [HINTS[error.hint]] if error.hint else []
    return Text(_filled(parts, error, "fr"), _filled(parts, error, "en"))


def _filled(parts: list[Text], error: MalformedQuery, language: str) -> str:
    expected = list(error.expected)
    shown = " ".join(expected[:SHOWN]) + (" …" if len(expected) > SHOWN else "")
    following = FOLLOWING.in_language(language).format(after=error.after) if error.after else ""
    members = {**vars(error), "expected": shown, "following": following}
    return "".join(part.in_language(language).format_map(members) for part in parts)
