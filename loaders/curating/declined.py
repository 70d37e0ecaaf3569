"""What a command of curators declines to do, said in both languages."""

from graph.errors import AndromedeError
from loaders.findings import Text


class Declined(AndromedeError):
    """Nothing was written; `text` says why and what to do, `str()` the same in English."""

    text: Text

    def __init__(self, text: Text) -> None:
        super().__init__(text)


class CannotDraft(Declined):
    """Nothing was begun."""
