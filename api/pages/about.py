"""What `about.html` shows besides its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.frame import Frame
from graph.reading.curated import CuratedPlace


@dataclass(frozen=True, slots=True)
class Correction:
    """What is wrong: its IRI and name, a letter to whoever corrects it, and the lines that say it."""

    iri: str
    name: str
    mail: str
    places: Sequence[CuratedPlace]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """`operator`, `contact` and `repository` are empty where the settings name none."""

    frame: Frame
    operator: str
    contact: str
    contact_link: str
    repository: str
    slow: str
    correction: Correction | None
