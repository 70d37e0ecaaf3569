"""/about: who answers for this server, how the graph is made, and how to have a fact corrected."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EditionDep, LanguageDep, OriginDep, PinnedDep, SettingsDep
from api.pages.about import AboutPage, Correction
from api.pages.frame import Frame
from api.pages.rendering import page
from api.pages.words import Words, words_of
from api.settings import Settings
from graph.engine import Engine
from graph.reading.curated import places_of
from graph.reading.description import names_of
from ontology import BASE, CHECKOUT

router = APIRouter(tags=["pages"])

Named = Annotated[str, Query(alias="fact", max_length=2000, description="the IRI of what is wrong, to be filled in")]


@router.get("/about", summary="Who runs this, how facts are made, corrections, licences, privacy, what is not claimed")
async def about(
    request: Request,
    edition: EditionDep,
    settings: SettingsDep,
    language: LanguageDep,
    origin: OriginDep,
    pinned: PinnedDep,
    fact: Named = "",
) -> Response:
    words = words_of(language)
    fields = (*pinned, *((("fact", fact),) if fact else ()))
    frame = Frame(
        words, words("about.title"), "/about", edition.release.id, fields=fields, origin=origin,
        description=words("about.lead"),
    )  # fmt: skip
    view = AboutPage(
        frame=frame,
        operator=settings.operator,
        contact=settings.contact,
        contact_link=_link(settings.contact),
        repository=settings.repository,
        slow=f"{settings.slow_seconds:g}",
        correction=await _correction(fact, edition.pool, settings, words) if fact.startswith(BASE) else None,
    )
    return page("about.html", view, chosen=request.query_params.get("lang"))


async def _correction(iri: str, engine: Engine, settings: Settings, words: Words) -> Correction | None:
    """What to send, and where its line is; None for what is no IRI of ours."""
    places = await places_of(engine, iri, CHECKOUT)
    names = (await names_of(engine, [iri])).get(iri, {}) if places else {}
    name = names.get(words.language) or next(iter(names.values()), "")
    subject, text = words("about.mail-subject", name=name or iri), words("about.mail-body", iri=iri)
    mail = f"mailto:{quote(settings.contact, safe='@')}?subject={quote(subject)}&body={quote(text)}"
    return Correction(iri, name, mail if _is_mail(settings.contact) else "", places)


def _is_mail(contact: str) -> bool:
    return "@" in contact and "://" not in contact


def _link(contact: str) -> str:
    """Where the contact leads: an address of the web as it is, an address of mail as such; other words nowhere."""
    if contact.startswith(("https://", "http://")):
        return contact
    return f"mailto:{quote(contact, safe='@')}" if _is_mail(contact) else ""
