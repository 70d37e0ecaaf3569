"""What `andromede validate` does: choose the files, check them, leave out what is known, and say it in a form."""

import gc
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.checks.check import check_files
from loaders.checks.corpus import Corpus
from loaders.curating.changed import Changes, since_commit, touched
from loaders.findings import Finding, Level, Text
from loaders.progress import Patient
from loaders.reports.baseline import Baseline, read_baseline, update_baseline
from loaders.reports.report import FORMATS
from loaders.workspace import CuratedFile, Workspace

STAGES: Mapping[str, Text] = {
    "reading": Text("Lecture", "Reading"),
    "rules": Text("Règles", "Rules"),
    "shapes": Text("Formes (SHACL)", "Shapes (SHACL)"),
}
SINCE = Text(
    "Fichiers changés depuis {since} : {changed} ; à vérifier, avec ceux qui en dépendent : {touched}.",
    "Files changed since {since}: {changed}; to check, with those that rest on them: {touched}.",
)
NOT_KNOWN = Text(
    "Ni git ni version en service : tous les fichiers sont vérifiés.",
    "Neither git nor a release in service: all files are checked.",
)
KEPT = Text("{number} constats connus ne sont pas montrés.", "{number} known findings are not shown.")


@dataclass(frozen=True)
class Validation:
    """One way of validating a folder, to be done once or at every save."""

    root: Path
    paths: Sequence[Path]
    is_everything: bool
    releases: Path
    language: str
    baseline: Path | None = None

    def findings(self) -> list[Finding]:
        """What is to be mended, known findings left out.

        Raises NotCurated, CatalogueError, BaselineError; OSError where a file cannot be opened.
        """
        if self.baseline is None:
            return self.all_findings()
        # Before a check that may take a minute: it may be missing.
        known: Baseline = read_baseline(self.baseline)
        found = self.all_findings()
        new = known.new(found)
        if len(new) < len(found):
            self.say(KEPT, number=len(found) - len(new))
        return new

    def all_findings(self) -> list[Finding]:
        corpus = Corpus(Workspace(self.root))
        names = {stage: text.in_language(self.language) for stage, text in STAGES.items()}
        return check_files(corpus, self.chosen(corpus), Patient(sys.stderr, names))

    def chosen(self, corpus: Corpus) -> Sequence[CuratedFile]:
        if self.is_everything or self.paths:
            return corpus.workspace.chosen(self.paths, corpus.files)
        changes = since_commit(corpus) or self.since_release(corpus)
        if changes is None:
            self.say(NOT_KNOWN)
            return corpus.files
        files = touched(corpus, changes)
        self.say(SINCE, changed=len(changes.files), since=changes.since[:12], touched=len(files))
        return files

    def since_release(self, corpus: Corpus) -> Changes | None:
        # A fifth of what this module would import, for a checkout without git.
        from graph.errors import AndromedeError  # noqa: PLC0415
        from graph.releases.folder import ReleaseFolder  # noqa: PLC0415
        from loaders.curating.released import since_release  # noqa: PLC0415

        try:
            return since_release(corpus, ReleaseFolder(self.releases).current())
        except (AndromedeError, SyntaxError):
            return None

    def update(self) -> list[Finding]:
        """Keep in the baseline what still stands. Raises BaselineError where it would grow."""
        assert self.baseline is not None, "the command asks for it"
        update_baseline(self.baseline, self.all_findings())
        return []

    def report(self, form: str) -> str:
        """One round of --watch: all that is made for it is let go before the next."""
        said = FORMATS[form](self.findings(), self.root, self.language)
        gc.collect()
        return said

    def say(self, text: Text, **words: object) -> None:
        """Beside the report, which may be read by a program."""
        said = text.filled({name: str(word) for name, word in words.items()})
        print(said.in_language(self.language), file=sys.stderr)


def exit_code(findings: Sequence[Finding]) -> int:
    """1 where there is an error; warnings and advice let pass."""
    return int(any(finding.level is Level.ERROR for finding in findings))
