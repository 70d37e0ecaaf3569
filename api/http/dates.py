"""Dates of changes: those of manifests (ISO 8601), and those of headers (RFC 9110 §5.6.7)."""

from datetime import datetime
from email.utils import format_datetime

from starlette.responses import Response
from starlette.types import Scope

from api.http.lasting import basis_of
from graph.engine import Engine
from graph.grounds import COMMON, graphs_of


def seconds_of(iso: str) -> float | None:
    """Seconds since 1970; None where no date is known."""
    return datetime.fromisoformat(iso).timestamp() if iso else None


def http_date(iso: str) -> str:
    """Empty where no date is known. Headers know no part of a second: it is cut off."""
    return format_datetime(datetime.fromisoformat(iso).replace(microsecond=0), usegmt=True) if iso else ""


async def date_of(iri: str, scope: Scope, engine: Engine) -> str:
    """When the last of the graphs changed that a description of this resource rests on, in ISO 8601, or empty.

    Raises what `Engine.ask` raises, and NotAnIri.
    """
    basis = basis_of(scope)
    return basis.changed(COMMON | await graphs_of(engine, iri)) if basis and basis.graphs else ""


def put_date(response: Response, iso: str) -> None:
    """Into the header of a response, which is left alone where there is no date."""
    if iso:
        response.headers["last-modified"] = http_date(iso)
