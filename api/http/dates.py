"""Dates of changes: those of manifests (ISO 8601), and those of headers (RFC 9110 §5.6.7)."""

from datetime import datetime
from email.utils import format_datetime

from starlette.responses import Response
from starlette.types import Scope

from api.http.lasting import basis_of
from graph.engine import Engine
from graph.reading.grounds import COMMON, graphs_of


def http_date(iso: str) -> str:
    """Empty where no date is known. Headers know no part of a second: it is cut off."""
    return format_datetime(datetime.fromisoformat(iso).replace(microsecond=0), usegmt=True) if iso else ""


async def date_of(iri: str, scope: Scope, engine: Engine) -> str:
    """When a description of this resource last changed, or lost something, in ISO 8601; empty where that is not known.

    Raises what `Engine.ask` raises, and NotAnIri.
    """
    basis = basis_of(scope)
    return basis.dates.of(iri, COMMON | await graphs_of(engine, iri)) if basis and basis.dates.graphs else ""


def put_date(response: Response, iso: str) -> None:
    """Into the header of a response, which is left alone where there is no date."""
    if iso:
        response.headers["last-modified"] = http_date(iso)
