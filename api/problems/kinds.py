"""The kinds of problem: one entry each, with its status, its title, its sentence and what to do next."""

from dataclasses import dataclass

from graph import errors
from ontology import PROBLEMS
from ontology.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """`detail` is filled with the members of the error (without it, the error's own sentence stands). What is `private`
    of an error names files of the server: its own sentence is for the log alone."""

    name: str
    status: int
    title: Text
    detail: Text | None = None
    advice: Text | None = None
    retry_after: int | None = None
    private: bool = False

    @property
    def iri(self) -> str:
        return PROBLEMS + self.name


_ALL = (
    Kind("malformed-query", 400, Text("La requête ne se lit pas", "The query cannot be read")),
    Kind("refused-query", 400, Text("La requête n’est pas recevable", "The query cannot be answered as it stands")),
    Kind(
        "forbidden-operation",
        400,
        Text("Opération refusée", "Operation refused"),
        Text(
            "Ligne {line}, colonne {column} : {word} irait chercher des données ailleurs.",
            "Line {line}, column {column}: {word} would fetch data from elsewhere.",
        ),
        Text(
            "Ce serveur n’appelle que les services de sa liste, nommés par leur adresse entière ; il ne charge rien.",
            "This server calls only the services on its list, named by their full address; it loads nothing.",
        ),
    ),
    Kind(
        "missing-query",
        400,
        Text("Il manque la requête", "The query is missing"),
        Text(
            "Aucun paramètre « query », aucun corps de type application/sparql-query.",
            "There is no parameter “query” and no body of type application/sparql-query.",
        ),
    ),
    Kind("malformed-request", 400, Text("La demande est mal formée", "The request is malformed")),
    Kind(
        "unknown-address",
        404,
        Text("Rien à cette adresse", "Nothing at this address"),
        Text("Aucune page de ce serveur ne porte cette adresse.", "No page of this server has this address."),
    ),
    Kind("unknown-entity", 404, Text("Rien ne porte ce nom", "Nothing has this name")),
    Kind("withdrawn", 410, Text("Ce nom a été retiré", "This name was withdrawn")),
    Kind(
        "unknown-release",
        404,
        Text("Version inconnue", "Unknown release"),
        Text(
            "La version « {release} » n’est pas conservée ici ; la plus proche est {nearest}.",
            "The release “{release}” is not kept here; the nearest one is {nearest}.",
        ),
        Text("La demander par « release », ou ne rien préciser.", "Ask for that one by “release”, or for none."),
    ),
    Kind(
        "method-not-allowed",
        405,
        Text("Méthode refusée", "Method not allowed"),
        Text("Cette adresse répond à : {allowed}.", "This address answers to: {allowed}."),
    ),
    Kind(
        "not-acceptable",
        406,
        Text("Aucun format ne convient", "No format suits"),
        Text(
            "La demande n’accepte aucun des formats servis ici : {available}.",
            "The request accepts none of the formats served here: {available}.",
        ),
    ),
    Kind(
        "not-serialisable",
        406,
        Text("Ce format ne peut pas porter cette réponse", "This format cannot hold this answer"),
    ),
    Kind(
        "too-large",
        413,
        Text("La demande est trop longue", "The request is too long"),
        Text("La limite est de {limit} octets.", "The limit is {limit} bytes."),
    ),
    Kind(
        "address-too-long",
        414,
        Text("L’adresse est trop longue", "The address is too long"),
        Text("La limite est de {limit} octets.", "The limit is {limit} bytes."),
        Text("Envoyer la requête dans le corps d’un POST.", "Send the query in the body of a POST."),
    ),
    Kind(
        "unsupported-media-type",
        415,
        Text("Type de contenu inconnu", "Unsupported media type"),
        Text(
            "Le corps doit être de l’un des types : {available}.",
            "The body has to be of one of the types: {available}.",
        ),
    ),
    Kind(
        "unsupported-coding",
        415,
        Text("Contenu compressé", "Compressed content"),
        Text(
            "Le corps est codé en « {coding} », et rien n’est décompressé ici.",
            "The body is coded as “{coding}”, and nothing is decompressed here.",
        ),
        Text("L’envoyer tel quel, sans Content-Encoding.", "Send it as it is, without Content-Encoding."),
    ),
    Kind("document-refused", 422, Text("Ce texte n’est pas vérifié", "This text is not checked")),
    Kind("shapes-refused", 422, Text("Ces formes ne servent pas", "These shapes cannot be used")),
    Kind("invalid-parameter", 422, Text("Un paramètre ne convient pas", "A parameter does not fit")),
    Kind(
        "result-too-large",
        422,
        Text("La réponse est trop grande", "The answer is too large"),
        advice=Text(
            "Demander par pages (ORDER BY, LIMIT, OFFSET), ou prendre les fichiers complets sous /dataset.",
            "Ask for pages (ORDER BY, LIMIT, OFFSET), or take the complete files at /dataset.",
        ),
    ),
    Kind("too-many-requests", 429, Text("Trop de demandes", "Too many requests")),
    Kind(
        "internal-error",
        500,
        Text("Une erreur de notre fait", "An error of ours"),
        Text(
            "Le serveur a rencontré une erreur imprévue. Elle est notée sous le numéro de cette demande.",
            "The server met an error that nobody foresaw. It is noted under the number of this request.",
        ),
    ),
    Kind(
        "deadline-exceeded",
        503,
        Text("La requête a pris trop de temps", "The query took too long"),
        Text(
            "Elle n’était pas terminée après {seconds:g} s et a été arrêtée ; rien de la réponse n’est parti.",
            "It was not finished after {seconds:g} s and was stopped; no part of the answer was sent.",
        ),
        Text(
            "L’alléger : borner les dates, nommer une source, ajouter LIMIT.",
            "Make it lighter: bound the dates, name a source, add LIMIT.",
        ),
    ),
    Kind(
        "memory-exceeded",
        503,
        Text("La requête demande trop de mémoire", "The query needs too much memory"),
        Text(
            "Elle demandait plus de {megabytes} Mo et a été arrêtée ; rien de la réponse n’est parti.",
            "It needed more than {megabytes} MB and was stopped; no part of the answer was sent.",
        ),
        Text(
            "Relier les motifs entre eux, trier moins de lignes, ajouter LIMIT.",
            "Join the patterns to each other, sort fewer rows, add LIMIT.",
        ),
    ),
    Kind(
        "validation-too-long",
        503,
        Text("La vérification a pris trop de temps", "The check took too long"),
        Text(
            "Elle n’était pas terminée après {seconds:g} s et a été arrêtée.",
            "It was not finished after {seconds:g} s and was stopped.",
        ),
        Text(
            "Vérifier le texte par parties, ou simplifier les formes.",
            "Check the text in parts, or simplify the shapes.",
        ),
    ),
    Kind(
        "validation-too-heavy",
        503,
        Text("La vérification demande trop de mémoire", "The check needs too much memory"),
        Text(
            "Elle demandait plus de {megabytes} Mo et a été arrêtée.",
            "It needed more than {megabytes} MB and was stopped.",
        ),
        Text("Vérifier le texte par parties.", "Check the text in parts."),
    ),
    Kind(
        "validation-died",
        503,
        Text("Ce texte a fait tomber la vérification", "The check crashed on this text"),
        Text(
            "Le processus qui le lisait est mort ; les autres vérifications continuent.",
            "The process that read it died; other checks go on.",
        ),
    ),
    Kind(
        "overloaded",
        503,
        Text(
            "Le moteur est trop occupé pour répondre",
            "The engine is too busy to answer",
        ),
        Text(
            "Le moteur répond déjà à autant de longues requêtes qu’il le peut.",
            "The engine is answering as many long queries as it can.",
        ),
        Text("Réessayer dans un instant.", "Try again in a moment."),
        retry_after=5,
    ),
    Kind(
        "network-touched",
        503,
        Text("La requête a touché au réseau", "The query touched the network"),
        Text(
            "Elle a voulu ouvrir une connexion et a été arrêtée ; aucune réponse n’a été donnée.",
            "It tried to open a connection and was stopped; no answer was given.",
        ),
    ),
    Kind(
        "worker-died",
        503,
        Text("Cette requête a fait tomber le moteur", "The engine crashed on this query"),
        Text(
            "Le processus qui y répondait est mort ; les autres requêtes continuent.",
            "The process that answered it died; other queries go on.",
        ),
        Text(
            "Trier ensemble des nombres et des textes fait cela : écrire ORDER BY STR(?x). Une imbrication très "
            "profonde aussi : aplatir la requête.",
            "Sorting numbers and texts together does that: write ORDER BY STR(?x). So does very deep nesting: flatten "
            "the query.",
        ),
    ),
    Kind(
        "engine-failure",
        503,
        Text("Le moteur n’a pas pu répondre", "The engine could not answer"),
        Text(
            "Rien de la réponse n’est parti, et rien n’a changé : la même demande peut être refaite.",
            "No part of the answer was sent, and nothing changed: the same request can be made again.",
        ),
        Text("Réessayer dans un instant.", "Try again in a moment."),
        retry_after=5,
    ),
    Kind(
        "broken-release",
        503,
        Text("La version est abîmée", "The release is damaged"),
        Text("Un de ses fichiers manque ou ne se lit pas.", "One of its files is missing or cannot be read."),
        Text(
            "Qui tient ce serveur trouvera dans son journal lequel, et refera la version : « andromede build ».",
            "Who keeps this server will find in its log which, and make the release again: “andromede build”.",
        ),
        private=True,
    ),
    Kind(
        "no-release",
        503,
        Text("Aucune version n’est en service", "No release is in service"),
        advice=Text("« andromede build » en fait une.", "“andromede build” makes one."),
    ),
)
KINDS = {kind.name: kind for kind in _ALL}

BY_ERROR: dict[type[Exception], str] = {
    errors.MalformedQuery: "malformed-query",
    errors.ForbiddenOperation: "forbidden-operation",
    errors.QueryRefused: "refused-query",
    errors.DeadlineExceeded: "deadline-exceeded",
    errors.MemoryExceeded: "memory-exceeded",
    errors.Overloaded: "overloaded",
    errors.NetworkTouched: "network-touched",
    errors.WorkerDied: "worker-died",
    errors.EngineFailure: "engine-failure",
    errors.ResultTooLarge: "result-too-large",
    errors.ResultNotSerialisable: "not-serialisable",
    errors.NotAnIri: "unknown-entity",
    errors.NoRelease: "no-release",
    errors.BrokenRelease: "broken-release",
    errors.UnknownRelease: "unknown-release",
}
# What the framework raises by itself.
BY_STATUS = {404: "unknown-address", 405: "method-not-allowed", 415: "unsupported-media-type", 422: "invalid-parameter"}
