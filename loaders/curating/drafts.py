"""The curated folder as it would be: with what is still in an editor, or with what a command is about to write."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.workspace import CuratedFile, Workspace


@dataclass(frozen=True)
class Drafts(Workspace):
    """A workspace whose files are read from `texts` where these have them; what is only there counts as a file too.

    What is `gone` is in it no longer.
    """

    texts: Mapping[CuratedFile, str] = field(default_factory=dict)
    gone: frozenset[CuratedFile] = frozenset()

    def files(self) -> tuple[CuratedFile, ...]:
        """All Turtle files, saved or not, in the order of their relative paths."""
        return tuple(sorted({*super().files(), *self.texts} - self.gone, key=lambda file: file.relative))

    def content(self, file: CuratedFile) -> bytes:
        """The bytes of a file as its draft has them. Raises OSError where it has none and cannot be opened."""
        return self.texts[file].encode() if file in self.texts else super().content(file)
