"""A thing in a few lines, for a frame or a tip of somebody else's page."""

from dataclasses import dataclass

from api.pages.frame import Frame
from api.pages.listing import Hit
from api.pages.search import hit_of
from graph.reading.description import Names
from graph.search.entries import Entry


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """All that `preview.html` and `flyout.html` show."""

    frame: Frame
    hit: Hit
    also: tuple[str, ...]


def preview_page(entry: Entry, kinds: Names, frame: Frame) -> PreviewPage:
    label = entry.label(frame.language)
    others = dict.fromkeys(name.text for name in entry.names if name.text != label)
    return PreviewPage(frame, hit_of(entry, kinds, frame.words), tuple(others))
