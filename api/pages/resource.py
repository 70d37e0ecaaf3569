"""Which page a resource gets: that of a source, of a fact, of one long group of facts, or of a thing."""

from dataclasses import replace
from typing import Any

from api.pages.described import described
from api.pages.fact import fact_page
from api.pages.frame import Frame
from api.pages.group import group_page
from api.pages.margin import Margin
from api.pages.pieces import Namer
from api.pages.source import source_page
from api.pages.telling import Teller
from api.pages.thing import head_of, thing_page
from api.pages.views import read_views
from graph.reading.description import Description
from graph.reading.facts import Group
from ontology import ANDRO
from ontology.core import SOURCE
from ontology.dictionary import Dictionary

# Which entry of the navigation a class belongs to, the narrower first.
AREAS = {
    SOURCE: "sources",
    ANDRO + "CertificationScheme": "schemes",
    ANDRO + "SchemeVersion": "schemes",
    ANDRO + "CloudService": "schemes",
    ANDRO + "Fund": "money",
    ANDRO + "Policy": "policies",
    ANDRO + "Actor": "actors",
    ANDRO + "Event": "events",
    ANDRO + "Place": "events",
}


def resource_page(
    description: Description, dictionary: Dictionary, frame: Frame, group: Group | None = None, number: int = 1
) -> tuple[str, Any]:
    """The name of the template and its view."""
    namer = Namer(frame.words, description.names)
    teller = Teller(namer, dictionary, read_views(), Margin(description.records, namer))
    head = head_of(description, namer)
    lead = head.lead.text if head.lead else ""
    frame = replace(frame, title=head.name.text, description=lead, area=_area(description))
    frame = replace(frame, data=described(description, head, namer, frame))
    if group is not None:
        return "group.html", group_page(description, group, number, teller, frame)
    if description.is_source:
        return "source.html", source_page(description, teller, frame)
    if description.is_fact and description.facts:
        return "fact.html", fact_page(description, teller, frame)
    return "thing.html", thing_page(description, teller, frame)


def _area(description: Description) -> str:
    return next((area for kind, area in AREAS.items() if kind in description.types), "")
