"""One page of a group of facts that is too long for its thing's own page."""

from dataclasses import dataclass

from api.pages.disputes import Dispute, disputes_of
from api.pages.frame import Frame
from api.pages.groups import GroupView, of_one_group
from api.pages.margin import Entry
from api.pages.telling import Teller
from api.pages.thing import Head, head_of
from graph.reading.description import GROUP_SIZE, Description
from graph.reading.facts import Group


@dataclass(frozen=True, slots=True)
class GroupPage:
    """All that `group.html` shows; `previous` and `next` are page numbers, 0 where there is none."""

    frame: Frame
    head: Head
    group: GroupView
    title: str
    number: int
    previous: int
    next: int
    disputes: tuple[Dispute, ...]
    sources: tuple[Entry, ...]
    grades: tuple[tuple[str, int], ...]


def group_page(description: Description, group: Group, number: int, teller: Teller, frame: Frame) -> GroupPage:
    view = of_one_group(description, group, teller)
    return GroupPage(
        frame=frame,
        head=head_of(description, teller.namer),
        group=view,
        title=teller.namer.words(f"section.{teller.views.of(group).section}"),
        number=number,
        previous=number - 1,
        next=number + 1 if number * GROUP_SIZE < view.total else 0,
        disputes=disputes_of(description.facts, teller),
        sources=teller.margin.entries(),
        grades=teller.margin.counts(),
    )
