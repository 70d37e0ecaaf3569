"""The language of a document, as its title gives it away: by the small words that only one language has."""

import re
from collections.abc import Mapping

# The commonest words of headlines, without those that two of these languages share.
_WORDS: Mapping[str, str] = {
    "fr": "à son le les des du au aux une et est pour sur dans avec par qui que ses leur cette ce pas où dès selon",
    "en": "the of and for with by from its is are will how why what on at to be has have new this that not into after",
    "de": "der die das und den dem ein eine für mit von zur zum auf ist im wird nicht wie bei aus über als nach gegen",
    "it": "il lo gli della delle dei degli nel nella e per con una che alla sono più come dal dalla sul sulla è ai",
    "es": "el los las del y con una por para que su sus más cómo hacia entre sobre es al",
    "nl": "het een van voor met naar zijn wordt niet bij ook aan uit worden hoe wij",
}
# What begins a word of French or Italian and stands for a whole one: l’État, qu’il, dell’Unione.
_BEFORE_VOWELS = {"fr": "l d qu n s c j m jusqu lorsqu", "it": "l d dell nell all dall sull un"}
_WORD = re.compile(r"[^\W\d_]+[’']?")


def language_of(title: str) -> str | None:
    """The code of the language that most of its small words are of; None where none has more than the next."""
    # Acronyms are words of no language.
    found = _WORD.findall(title)
    words = [word.lower() for word in found if len(word.rstrip("’'")) == 1 or not word.isupper()]
    bare = [word for word in words if word[-1] not in "’'"]
    cut = [word[:-1] for word in words if word[-1] in "’'"]
    scores = {
        code: sum(word in known.split() for word in bare)
        + sum(word in _BEFORE_VOWELS.get(code, "").split() for word in cut)
        for code, known in _WORDS.items()
    }
    (best, most), (_, second) = sorted(scores.items(), key=lambda one: -one[1])[:2]
    return best if most > second else None
