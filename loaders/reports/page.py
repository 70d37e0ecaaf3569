"""Findings as one HTML page that needs nothing beside it: to send by mail, or to keep with a build."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from loaders.findings import Finding, Text, page_of
from loaders.reports.excerpts import Lines
from loaders.reports.levels import count, noun

_TITLE = Text("Ce qui est à corriger", "What is to be mended")
_ALSO = Text("Voir aussi", "See also")
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1rem; margin-top: 2rem; overflow-wrap: anywhere; }
article { border-left: .3rem solid; padding-left: 1rem; margin: 1rem 0; }
.error { border-color: #b3261e; } .warning { border-color: #a15c00; } .advice { border-color: #2f6f4f; }
pre { overflow-x: auto; padding: .5rem; background: #8882; } mark { font-weight: bold; }
p { margin: .25rem 0; }
"""


def as_html(findings: Sequence[Finding], root: Path, language: str) -> str:
    """The findings by file, each with its line, its token marked, and how to mend it."""
    lines, title = Lines(root), _TITLE.in_language(language)
    files = groupby(findings, key=lambda finding: finding.place.file)
    blocks = [
        f"<section>\n<h2>{escape(file)}</h2>\n{''.join(_article(one, lines, language) for one in told)}</section>\n"
        for file, told in files
    ]
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        f"<p>{escape(count(findings, language))}</p>\n{''.join(blocks)}</main>\n</body>\n</html>\n"
    )


def _article(finding: Finding, lines: Lines, language: str) -> str:
    place = finding.place
    level = noun(finding.level, 1, language)
    before, token, after = map(escape, lines.around(place))
    shown = f"<pre>{before}<mark>{token}</mark>{after}</pre>\n" if before.strip() or token else ""
    also = ", ".join(f"{other.file}:{other.line}:{other.column}" for other in finding.related)
    related = f"<p>{_ALSO.in_language(language)} : {escape(also)}</p>\n" if also else ""
    return (
        f'<article class="{finding.level}" id="f{finding.identifier}-{place.line}-{place.column}">\n'
        f"<p>{place.line}:{place.column} <strong>{level}</strong>"
        f' <a href="{escape(page_of(finding.rule))}"><code>{escape(finding.rule)}</code></a></p>\n'
        f"<p>{escape(finding.message.in_language(language))}</p>\n{shown}"
        f"<p>→ {escape(finding.mend.in_language(language))}</p>\n{related}</article>\n"
    )
