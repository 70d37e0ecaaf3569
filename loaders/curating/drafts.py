"""The curated folder with what is still in an editor: a file's text is that of its draft, saved or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.workspace import CuratedFile, Workspace


@dataclass(frozen=True)
class Drafts(Workspace):
    """A workspace whose files are read from `texts` where these have them; what is only there counts as a file too."""

    texts: Mapping[CuratedFile, str] = field(default_factory=dict)

    def files(self) -> tuple[CuratedFile, ...]:
        """All Turtle files, saved or not, in the order of their relative paths."""
        return tuple(sorted({*super().files(), *self.texts}, key=lambda file: file.relative))

    def content(self, file: CuratedFile) -> bytes:
        """The bytes of a file as the editor has them. Raises OSError where it is open in none and cannot be read."""
        return self.texts[file].encode() if file in self.texts else super().content(file)
