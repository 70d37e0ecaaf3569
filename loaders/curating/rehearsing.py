"""What the checks say of files that are not written yet: a command that would leave an error behind writes nothing."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from loaders.checks.check import check
from loaders.curating.declined import Declined
from loaders.curating.drafts import Drafts
from loaders.findings import Finding, Level, Text
from loaders.workspace import Workspace

# Beyond a few files a check of everything is the shorter one.
FEW = 30

_WOULD_BREAK = Text(
    "Rien n’a été écrit, car ceci serait faux. Corrigez-le d’abord, puis relancez la commande :",
    "Nothing was written, as this would be wrong. Mend it first, then run the command again:",
)


class WouldBreak(Declined):
    """Nothing was written; `findings` are what would be wrong in the `texts`, which go by the names of their files."""

    def __init__(self, findings: Iterable[Finding], texts: Mapping[str, str]) -> None:
        super().__init__(_WOULD_BREAK)
        self.findings = tuple(findings)
        self.texts = texts


def rehearse(
    workspace: Workspace, texts: Mapping[Path, str], gone: Iterable[Path] = (), *, is_begun: bool = False
) -> list[Finding]:
    """What is to be said of these files with these texts, in their normal form, once those to be gone are gone.

    Raises WouldBreak where an error is among it; of what is only begun, all that is missing may still be.
    """
    drafted = {workspace.file(path): text for path, text in texts.items()}
    would_be = Drafts(workspace.root, drafted, frozenset(map(workspace.file, gone)))
    by_name = {file.relative: text for file, text in drafted.items()}
    everything = check(would_be, None if len(texts) > FEW else list(texts))
    found = [finding for finding in everything if finding.place.file in by_name]
    # What is missing is told of the thing as a whole: only subjects stand at the start of a line.
    errors = [one for one in found if one.level is Level.ERROR and not (is_begun and one.place.column == 1)]
    if errors:
        raise WouldBreak(errors, by_name)
    return found
