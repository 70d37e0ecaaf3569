"""The sentences of the reader: what each slip in Turtle is, and how to mend it, in French and English."""

from loaders.findings import Finding, Level, Text
from loaders.turtle.tokens import Source

_WRITE_STRAIGHT = Text(
    'Écrivez la chaîne entre guillemets droits : "…".', 'Write the string between straight quotation marks: "…".'
)
_ESCAPES = Text(
    "Les échappements sont \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX ; une barre inverse s’écrit \\\\.",
    "The escapes are \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX; a backslash is written \\\\.",
)
_DECLARE = Text(
    "Lancez `andromede fmt`, ou ajoutez en tête du fichier : @prefix {prefix}: <{namespace}> .",
    "Run `andromede fmt`, or add at the head of the file: @prefix {prefix}: <{namespace}> .",
)

# Code → what is wrong, how to mend it. Words in braces come with the fault.
SENTENCES: dict[str, tuple[Text, Text]] = {
    "missing-dot": (
        Text("Il manque un point après `{after}`.", "A full stop is missing after `{after}`."),
        Text("Terminez le bloc par `.` sur sa propre ligne.", "End the block with `.` on a line of its own."),
    ),
    "missing-semicolon": (
        Text("Il manque un point-virgule après `{after}`.", "A semicolon is missing after `{after}`."),
        Text(
            "Ajoutez `;` avant la ligne suivante, ou `.` si le bloc finit ici.",
            "Add `;` before the next line, or `.` if the block ends here.",
        ),
    ),
    "missing-end": (
        Text(
            "Après `{after}` on attend `;`, `,` ou `.`, et non `{found}`.",
            "After `{after}` comes `;`, `,` or `.`, not `{found}`.",
        ),
        Text(
            "Ajoutez le signe qui manque ; une propriété et sa valeur tiennent sur une ligne.",
            "Add the mark that is missing; a property and its value make one line.",
        ),
    ),
    "number-space": (
        Text("Le nombre `{found}` contient une espace.", "The number `{found}` holds a space."),
        Text(
            "Écrivez ses chiffres sans espace, avec un point décimal : 1800000000.0.",
            "Write its digits without spaces, with a decimal point: 1800000000.0.",
        ),
    ),
    "number-space/groups": (
        Text("Le nombre `{found}` contient une espace.", "The number `{found}` holds a space."),
        Text("Écrivez `{nearest}`.", "Write `{nearest}`."),
    ),
    "number-word": (
        Text("Le nombre `{after}` est suivi du mot `{found}`.", "The number `{after}` is followed by `{found}`."),
        Text(
            "Écrivez-le en chiffres, sans unité : 75000000.0 pour 75 millions.",
            "Write it in digits, without a unit: 75000000.0 for 75 million.",
        ),
    ),
    "colon": (
        Text("`:` ne sépare pas une propriété de sa valeur.", "`:` does not part a property from its value."),
        Text("Supprimez-le.", "Delete it."),
    ),
    "quote-inside": (
        Text(
            "La chaîne s’arrête avant `{found}` : elle contient un guillemet droit.",
            "The string ends before `{found}`: it holds a straight quotation mark.",
        ),
        Text(
            'Écrivez \\" à l’intérieur de la chaîne, ou des guillemets typographiques « ».',
            'Write \\" inside the string, or typographic quotation marks.',
        ),
    ),
    "missing-directive": (
        Text("Il manque `@prefix` devant `{found}`.", "`@prefix` is missing before `{found}`."),
        Text("Écrivez `@prefix {found} <…> .`.", "Write `@prefix {found} <…> .`."),
    ),
    "missing-subject": (
        Text("Ce bloc n’a pas de sujet.", "This block has no subject."),
        Text(
            "Écrivez au-dessus ce dont il parle : `id:ovhcloud` ou le nom d’un énoncé.",
            "Write above it what it is about: `id:ovhcloud`, or the name of a claim.",
        ),
    ),
    "missing-a": (
        Text("Il manque `a` devant la classe `{found}`.", "`a` is missing before the class `{found}`."),
        Text("Écrivez `a {found}`.", "Write `a {found}`."),
    ),
    "early-end": (
        Text("Ce point finit le bloc avant `{found}`.", "This full stop ends the block before `{found}`."),
        Text("Écrivez `;` à sa place.", "Write `;` in its place."),
    ),
    "comma": (
        Text(
            "Cette virgule annonce une autre valeur de `{after}` ; vient la propriété `{found}`.",
            "This comma announces another value of `{after}`; the property `{found}` follows.",
        ),
        Text("Écrivez `;` à sa place.", "Write `;` in its place."),
    ),
    "directive-stop": (
        Text(
            "Après `{found}`, sans arobase, il n’y a pas de point.",
            "After `{found}`, without an at sign, there is no full stop.",
        ),
        Text("Écrivez `@prefix`, ou supprimez le point.", "Write `@prefix`, or delete the full stop."),
    ),
    "name-space": (
        Text("Le nom `{found}` contient une espace.", "The name `{found}` holds a space."),
        Text("Supprimez l’espace après les deux-points.", "Delete the space after the colon."),
    ),
    "bare-iri": (
        Text("L’adresse `{found}` n’est pas entre `<` et `>`.", "The address `{found}` is not between `<` and `>`."),
        Text("Écrivez `<{found}>`.", "Write `<{found}>`."),
    ),
    "bare-date": (
        Text("La date `{found}` n’est pas entre guillemets.", "The date `{found}` is not between quotation marks."),
        Text(
            'Écrivez l’année d’abord, entre guillemets, avec son type : "2013-09-12"^^xsd:date.',
            'Write the year first, between quotation marks, with its datatype: "2013-09-12"^^xsd:date.',
        ),
    ),
    "bare-date/day": (
        Text("La date `{found}` n’est pas entre guillemets.", "The date `{found}` is not between quotation marks."),
        Text('Écrivez `"{found}"^^xsd:date`.', 'Write `"{found}"^^xsd:date`.'),
    ),
    "bare-date/month": (
        Text("La date `{found}` n’est pas entre guillemets.", "The date `{found}` is not between quotation marks."),
        Text('Écrivez `"{found}"^^xsd:gYearMonth`.', 'Write `"{found}"^^xsd:gYearMonth`.'),
    ),
    "language-and-datatype": (
        Text(
            "Une chaîne a une langue ou un type, jamais les deux.", "A string has a language or a datatype, never both."
        ),
        Text("Gardez l’un des deux.", "Keep one of the two."),
    ),
    "comment": (
        Text("Un commentaire commence par `#`, non par `{found}`.", "A comment begins with `#`, not with `{found}`."),
        Text("Écrivez `#`.", "Write `#`."),
    ),
    "merge": (
        Text("Une fusion de git n’est pas finie : `{found}`.", "A merge of git is not finished: `{found}`."),
        Text(
            "Choisissez l’une des deux versions et supprimez ces marques.",
            "Choose one of the two versions and delete these marks.",
        ),
    ),
    "expected-subject": (
        Text("Un bloc ne peut pas commencer par `{found}`.", "A block cannot begin with `{found}`."),
        Text(
            "Commencez par ce dont on parle : un nom comme `id:ovhcloud`, en début de ligne.",
            "Begin with what it is about: a name such as `id:ovhcloud`, at the start of a line.",
        ),
    ),
    "expected-predicate": (
        Text("On attend une propriété, et non `{found}`.", "A property is expected, not `{found}`."),
        Text(
            "Écrivez `a` ou une propriété comme `andro:person`, puis sa valeur.",
            "Write `a` or a property such as `andro:person`, then its value.",
        ),
    ),
    "expected-object": (
        Text("Il manque une valeur après `{after}`.", "A value is missing after `{after}`."),
        Text(
            "Ajoutez un nom comme `id:ovhcloud`, un nombre, une date ou une chaîne.",
            "Add a name such as `id:ovhcloud`, a number, a date or a string.",
        ),
    ),
    "expected-iri": (
        Text("Une adresse est attendue, et non `{found}`.", "An address is expected, not `{found}`."),
        Text("Écrivez l’adresse entre `<` et `>`.", "Write the address between `<` and `>`."),
    ),
    "expected-prefix": (
        Text(
            "Un préfixe suivi de deux-points est attendu, et non `{found}`.",
            "A prefix with its colon is expected, not `{found}`.",
        ),
        Text(
            "Écrivez par exemple : @prefix id: <https://w3id.org/andromede/id/> .",
            "Write for instance: @prefix id: <https://w3id.org/andromede/id/> .",
        ),
    ),
    "expected-datatype": (
        Text("Un type est attendu après `^^`, et non `{found}`.", "A datatype is expected after `^^`, not `{found}`."),
        Text("Écrivez par exemple ^^xsd:date.", "Write for instance ^^xsd:date."),
    ),
    "expected-bracket": (
        Text("Le crochet qui s’ouvre ici n’est pas fermé.", "The bracket that opens here is not closed."),
        Text("Ajoutez `]` après la dernière valeur.", "Add `]` after the last value."),
    ),
    "expected-parenthesis": (
        Text("La parenthèse qui s’ouvre ici n’est pas fermée.", "The parenthesis that opens here is not closed."),
        Text("Ajoutez `)` à la fin de la liste.", "Add `)` at the end of the list."),
    ),
    "a-as-object": (
        Text(
            "`a` veut dire « est un » et ne peut pas être une valeur.", "`a` means “is a” and cannot stand as a value."
        ),
        Text(
            "Vérifiez que la propriété devant `a` n’est pas le sujet du bloc suivant.",
            "Check that the property before `a` is not the subject of the next block.",
        ),
    ),
    "bare-word": (
        Text(
            "Le mot `{found}` n’a ni préfixe ni guillemets.",
            "The word `{found}` has neither prefix nor quotation marks.",
        ),
        Text(
            'Écrivez `id:{found}`, ou "{found}" si c’est un texte.', 'Write `id:{found}`, or "{found}" if it is text.'
        ),
    ),
    "directive-case": (
        Text("`{found}` s’écrit en minuscules.", "`{found}` is written in lower case."),
        Text("Écrivez `{expected}`.", "Write `{expected}`."),
    ),
    "unknown-directive": (
        Text("`{found}` n’est pas une directive de Turtle.", "`{found}` is no directive of Turtle."),
        Text("Écrivez `@prefix`.", "Write `@prefix`."),
    ),
    "undeclared-prefix": (
        Text("Le préfixe `{prefix}:` n’est pas déclaré.", "The prefix `{prefix}:` is not declared."),
        Text(
            "Corrigez-le, ou ajoutez en tête du fichier : @prefix {prefix}: <…> .",
            "Correct it, or add at the head of the file: @prefix {prefix}: <…> .",
        ),
    ),
    "undeclared-prefix/house": (
        Text("Le préfixe `{prefix}:` n’est pas déclaré.", "The prefix `{prefix}:` is not declared."),
        _DECLARE,
    ),
    "undeclared-prefix/nearest": (
        Text("Le préfixe `{prefix}:` n’est pas déclaré.", "The prefix `{prefix}:` is not declared."),
        Text(
            "Écrivez `{nearest}:`, déclaré par : @prefix {nearest}: <{namespace}> .",
            "Write `{nearest}:`, declared by: @prefix {nearest}: <{namespace}> .",
        ),
    ),
    "long-base": (
        Text("`@base` devient trop longue : {length} caractères.", "`@base` grows too long: {length} characters."),
        Text("Écrivez-la en entier, plus courte.", "Write it in full, and shorter."),
    ),
    "relative-iri": (
        Text("L’adresse `{found}` est relative.", "The address `{found}` is relative."),
        Text(
            "Écrivez-la en entier, ou avec un préfixe : `id:ovhcloud`.",
            "Write it in full, or with a prefix: `id:ovhcloud`.",
        ),
    ),
    "iri": (
        Text("`{found}` n’est pas une adresse valable.", "`{found}` is not a valid address."),
        Text(
            "Comparez avec l’adresse que montre le navigateur et encodez ses signes spéciaux (%5B pour `[`).",
            "Compare it with the address that the browser shows, and encode its special characters (%5B for `[`).",
        ),
    ),
    "iri-character": (
        Text(
            "Le caractère `{found}` n’a pas sa place dans une adresse.",
            "The character `{found}` cannot stand in an address.",
        ),
        Text("Encodez-le : `{encoded}`.", "Encode it: `{encoded}`."),
    ),
    "unclosed-iri": (
        Text("L’adresse ouverte par `<` n’est pas fermée.", "The address opened by `<` is not closed."),
        Text("Ajoutez `>` à la fin de l’adresse.", "Add `>` at the end of the address."),
    ),
    "string": (
        Text("La chaîne n’est pas fermée sur sa ligne.", "The string is not closed on its line."),
        Text(
            'Ajoutez le guillemet final " ; un retour à la ligne s’écrit \\n.',
            'Add the closing "; a line break is written \\n.',
        ),
    ),
    "long": (
        Text(
            "La chaîne ouverte par trois guillemets n’est jamais fermée.",
            "The string opened by three quotation marks is never closed.",
        ),
        Text("Fermez-la par trois guillemets.", "Close it with three quotation marks."),
    ),
    "escape": (
        Text("`{found}` n’est pas un échappement.", "`{found}` is no escape."),
        _ESCAPES,
    ),
    "language": (
        Text("`{found}` n’est pas une étiquette de langue.", "`{found}` is no language tag."),
        Text("Écrivez `@fr` ou `@en`.", "Write `@fr` or `@en`."),
    ),
    "quote": (
        Text("Le guillemet `{found}` n’ouvre pas une chaîne.", "The quotation mark `{found}` does not open a string."),
        _WRITE_STRAIGHT,
    ),
    "space": (
        Text(
            "Une espace {point} (insécable ou typographique) sépare deux mots.",
            "A {point} space (no-break or typographic) separates two words.",
        ),
        Text("Remplacez-la par une espace ordinaire.", "Replace it with an ordinary space."),
    ),
    "invisible": (
        Text("Un caractère invisible ({point}) se cache ici.", "An invisible character ({point}) hides here."),
        Text("Supprimez-le.", "Delete it."),
    ),
    "width": (
        Text("`{found}` est un caractère pleine chasse ({point}).", "`{found}` is a full-width character ({point})."),
        Text("Écrivez `{narrow}`.", "Write `{narrow}`."),
    ),
    "entity": (
        Text(
            "`{found}` est une entité HTML, que Turtle ne connaît pas.",
            "`{found}` is an HTML entity, unknown to Turtle.",
        ),
        Text("Écrivez le caractère lui-même.", "Write the character itself."),
    ),
    "caret": (
        Text("Un seul `^` n’annonce pas un type.", "A single `^` announces no datatype."),
        Text("Écrivez deux accents : ^^xsd:date.", "Write two of them: ^^xsd:date."),
    ),
    "other": (
        Text("Le caractère `{found}` n’a pas sa place ici.", "The character `{found}` cannot stand here."),
        Text(
            "Supprimez-le ; s’il est dans un nom, écrivez l’adresse entière entre `<` et `>`.",
            "Delete it; if it is part of a name, write the full address between `<` and `>`.",
        ),
    ),
    "rdf12": (
        Text(
            "`{found}` appartient à RDF 1.2, qui n’est pas admis ici : les fichiers restent en RDF 1.1.",
            "`{found}` belongs to RDF 1.2, which is not accepted here: files stay RDF 1.1.",
        ),
        Text(
            "Dites-le par un énoncé : un bloc avec son propre nom.",
            "Say it with a claim: a block with a name of its own.",
        ),
    ),
    "too-deep": (
        Text("Plus de {limit} crochets ou parenthèses emboîtés.", "More than {limit} nested brackets or parentheses."),
        Text("Donnez un nom aux nœuds intérieurs.", "Give the inner nodes names."),
    ),
    "too-many": (
        Text("Plus de {limit} fautes : la lecture s’arrête ici.", "More than {limit} faults: reading stops here."),
        Text("Corrigez les premières et relancez la vérification.", "Mend the first ones and check again."),
    ),
    "encoding": (
        Text(
            "L’octet 0x{found} n’est pas de l’UTF-8 (octets fautifs dans le fichier : {count}).",
            "The byte 0x{found} is not UTF-8 (bad bytes in the file: {count}).",
        ),
        Text(
            "Enregistrez le fichier en UTF-8 ; il semble écrit en Latin-1 ou Windows-1252.",
            "Save the file as UTF-8; it looks like Latin-1 or Windows-1252.",
        ),
    ),
}


def fault(source: Source, code: str, start: int, end: int, /, **words: str) -> Finding:
    """The finding for a slip between two offsets. `code` is a key of SENTENCES; its part after a slash is not shown."""
    message, mend = SENTENCES[code]
    # The address of a prefix is there to be copied.
    short = {key: word if key == "namespace" else _short(word) for key, word in words.items()}
    return Finding(
        rule="syntax/" + code.partition("/")[0],
        level=Level.ERROR,
        place=source.place(start, end),
        message=message.filled(short),
        mend=mend.filled(short),
        nearest=words.get("nearest"),
    )


def _short(word: str) -> str:
    """A word of the file as a sentence can hold it: its first line, cut."""
    first = word.partition("\n")[0]
    return word if first == word and len(word) <= 80 else first[:79] + "…"
