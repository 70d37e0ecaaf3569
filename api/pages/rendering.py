"""From a view model to HTML: the templates, the addresses of static files, and the headers that every page carries."""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import Response

from api.http.headers import VARY_BY_LANGUAGE
from api.http.language import COOKIE
from api.http.media import HTML
from api.pages.staying import stayed
from api.pages.typography import number, typeset
from api.pages.words import Words
from ontology import LANGUAGES

HERE = Path(__file__).resolve().parent.parent
STATIC = HERE / "static"
# Nothing from elsewhere, nothing inline: a name or text of the graph can never run.
SECURITY = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
}
SECONDS_IN_A_YEAR = 31_536_000
_SINGLE = re.compile(r"(\w+-\w)(?!\w)")
_TICKS = re.compile("`([^`]*)`")


def page(
    template: str, view: Any, *, status: int = 200, headers: dict[str, str] | None = None, chosen: str | None = None
) -> Response:
    """A whole page. The view has a `frame`, whose language is that of the page; `chosen` is what the reader asked for
    by `?lang=`, and is remembered."""
    body = rendered(template, view)
    own = {
        "content-type": HTML.content_type,
        "content-language": view.frame.language,
        "vary": VARY_BY_LANGUAGE,
        **SECURITY,
    }
    response = Response(body, status, own | (headers or {}))
    remember_language(response, chosen)
    return response


def rendered(template: str, view: Any) -> str:
    """The HTML of a view, whose links stay in the edition that its frame is of."""
    return stayed(_environment().get_template(template).render(page=view), view.frame.kept)


def remember_language(response: Response, asked: str | None) -> None:
    """Keep the choice that a reader made with `?lang=` for the pages that follow, where we have that language."""
    if asked in LANGUAGES:
        response.set_cookie(COOKIE, asked, max_age=SECONDS_IN_A_YEAR, path="/", samesite="lax", httponly=True)


@cache
def static_file(name: str) -> tuple[bytes, str]:
    """The bytes of a static file and their hash. Raises FileNotFoundError on what is not in the folder."""
    path = STATIC / name
    if path.parent != STATIC or not path.is_file():
        raise FileNotFoundError(name)
    body = path.read_bytes()
    return body, hashlib.sha256(body).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a static file, which changes when the file does."""
    return f"/static/{name}?v={static_file(name)[1]}"


def is_built(name: str) -> bool:
    """Whether a static file is there that the set-up makes; a page has to do without where it could not."""
    return (STATIC / name).is_file()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset
    environment.globals["is_built"] = is_built
    environment.filters["capital"] = _capital
    environment.filters["grouped"] = _grouped
    environment.filters["ticked"] = ticked
    environment.filters["unbroken"] = unbroken
    return environment


def _grouped(count: int, language: str) -> str:
    return number(str(count), language)


def ticked(text: str, words: Words) -> Markup:
    """A sentence of a finding, with what stands between backticks as code, and the rest typeset."""
    prose = True
    shown = Markup("")
    for part in _TICKS.split(text):
        # The spaces within code are what somebody typed, or is to type.
        shown += typeset(part, words.language) if prose else Markup("<code>{}</code>").format(part)
        prose = not prose
    return shown


def unbroken(text: str) -> Markup:
    """A name in which no line ends before a single letter: not "Gaia-" and then "X"."""
    return Markup(_SINGLE.sub(r'<span class="num">\1</span>', str(escape(text))))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
