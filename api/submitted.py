"""What a POST to /validate hands over: a body in a syntax of RDF, or a form with a text or a file, and maybe shapes."""

import re
from collections.abc import Mapping

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from api.http.headers import value
from api.http.media import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, Media
from api.http.presence import body_of
from api.middleware.size_limits import limited_body
from api.problems.problem import Refused
from graph.workers.limits import KILOBYTE
from loaders.workbench import submission as names
from loaders.workbench import syntaxes
from loaders.workbench.submission import Caps, Submission

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
SYNTAXES: Mapping[Media, str] = {
    TURTLE: names.TURTLE,
    TRIG: names.TRIG,
    JSON_LD: names.JSON_LD,
    RDF_XML: names.RDF_XML,
    N_TRIPLES: names.N_TRIPLES,
    N_QUADS: names.N_QUADS,
}
ENDINGS: Mapping[str, str] = {syntax: media.extension for media, syntax in SYNTAXES.items()}
# A form holds the text, the shapes, and what stands around them.
FORM_EXTRA = 64 * KILOBYTE
MOST_FIELDS = 12
# A name is shown, and is that of a file for a moment: nothing in it may lead elsewhere.
_NAME = re.compile(r"(?:[\w-][\w.-]{0,120}/){0,6}[\w-][\w.-]{0,120}")


async def submission_of(request: Request, caps: Caps, language: str, report: str) -> Submission:
    """Raises Refused on what is too long, compressed, or in no syntax that is read here; bodies are read no further."""
    coding = value(request.scope, b"content-encoding")
    if coding and coding.strip().lower() != "identity":
        # Nothing is ever unpacked, so nothing can swell.
        raise Refused("unsupported-coding", {"coding": coding[:80]}, {"accept-encoding": "identity"})
    type_ = (value(request.scope, b"content-type") or "").partition(";")[0].strip().lower()
    if type_ in FORMS:
        return await _of_form(request, caps, language, report)
    syntax = _syntax_of(type_)
    data = await body_of(limited_body(request.scope, request.receive, caps.size))
    file = _named(request.query_params.get("file", ""), syntax)
    return Submission(data, syntax, file, language, report)


def _syntax_of(type_: str) -> str:
    for media, syntax in SYNTAXES.items():
        # Plain text is what some call N-Triples, and what every other program calls everything.
        if type_ == media.type or (type_ in media.aliases and not type_.startswith("text/plain")):
            return syntax
    available = [*(media.type for media in SYNTAXES), *FORMS]
    raise Refused("unsupported-media-type", {"available": available}, {"accept-post": ", ".join(available)})


async def _of_form(request: Request, caps: Caps, language: str, report: str) -> Submission:
    limit = 2 * caps.size + FORM_EXTRA
    limited = Request(request.scope, limited_body(request.scope, request.receive, limit))
    async with limited.form(max_files=2, max_fields=MOST_FIELDS, max_part_size=limit) as form:
        data, name = await _part(form, ("file", "text"), caps)
        shapes, shapes_name = await _part(form, ("shapes", "shapes-text"), caps)
    chosen = form.get("syntax")
    known = chosen if isinstance(chosen, str) and chosen in SYNTAXES.values() else None
    said = form.get("name")
    name = name or (said if isinstance(said, str) else "")
    syntax = known or syntaxes.of_file(name) or syntaxes.of_text(data)
    file = _named(name, syntax)
    if not shapes.strip():
        return Submission(data, syntax, file, language, report)
    return Submission(
        data, syntax, file, language, report, shapes, syntaxes.of_file(shapes_name) or syntaxes.of_text(shapes)
    )


async def _part(form: FormData, fields: tuple[str, ...], caps: Caps) -> tuple[bytes, str]:
    """The first field that holds anything, and the name of its file. Raises Refused where it is too long."""
    for field in fields:
        held = form.get(field)
        if isinstance(held, UploadFile):
            data, name = await held.read(caps.size + 1), held.filename or ""
        else:
            # Browsers send the line ends of forms as CR LF, whatever was typed.
            data, name = (held or "").replace("\r\n", "\n").encode(), ""
        if len(data) > caps.size:
            raise Refused("too-large", {"limit": caps.size})
        if data:
            return data, name
    return b"", ""


def _named(name: str, syntax: str) -> str:
    """The name that findings give the text: its own, if it is a plain one."""
    plain = name.replace("\\", "/").removeprefix("./")
    return plain if _NAME.fullmatch(plain) else f"data.{ENDINGS[syntax]}"
