"""How a problem is told: as JSON to programs, as text to terminals, as a page to browsers, whichever Accept prefers."""

import html
import json
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.headers import values
from api.language import language_of
from api.media import HTML, PLAIN, PROBLEM, Media
from api.negotiation import negotiate
from api.problems import Problem

OFFERS = (PROBLEM, HTML, PLAIN)


async def tell(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request with a problem."""
    await response(problem, scope)(scope, receive, send)


def response(problem: Problem, scope: Scope) -> Response:
    language = language_of(scope)
    # A client that takes none of the three asked for data and gets an error: JSON, rather than a 406 about the error.
    media = negotiate(OFFERS, values(scope, b"accept")) or PROBLEM
    headers = {
        "content-type": media.content_type,
        "content-language": language,
        "cache-control": "no-store",
        "vary": "Accept, Accept-Language, Cookie",
        **problem.headers,
    }
    return Response(VIEWS[media](problem, language, request_id(scope)), problem.kind.status, headers)


def request_id(scope: Scope) -> str:
    """The number that the log gave to this request; empty when it has no log."""
    return str(scope.get("state", {}).get("request_id", ""))


def as_json(problem: Problem, language: str, instance: str) -> str:
    return json.dumps(problem.document(language, instance), ensure_ascii=False, indent=2) + "\n"


def as_text(problem: Problem, language: str, instance: str) -> str:
    document = problem.document(language, instance)
    lines = [f"{document['status']} {document['title']}", "", document["detail"]]
    lines += [part for part in (document.get("excerpt"), document.get("advice")) if part]
    return "\n".join([*lines, "", f"{document['type']}  {instance}", ""])


def as_page(problem: Problem, language: str, instance: str) -> str:
    document = problem.document(language, instance)
    shown = ("title", "status", "detail", "excerpt", "advice", "type", "instance")
    return PAGE.format(language=language, **{name: html.escape(str(document.get(name, ""))) for name in shown})


VIEWS: dict[Media, Callable[[Problem, str, str], str]] = {PROBLEM: as_json, PLAIN: as_text, HTML: as_page}
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} — Andromède</title>
<link rel="stylesheet" href="/static/style.css">
</head>
<body>
<main id="main"><div class="in"><div class="page">
<p class="big" aria-hidden="true">{status}</p>
<h1>{title}</h1>
<p class="lead">{detail}</p>
<pre>{excerpt}</pre>
<p>{advice}</p>
<p class="quiet"><code>{type}</code> · <code>{instance}</code></p>
</div></div></main>
</body>
</html>
"""
