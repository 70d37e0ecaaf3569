"""A comparison in print: plain text for a terminal, Markdown for a pull request, a page of HTML."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from textwrap import wrap

from loaders.comparison.changes import Answer, Change, Comparison, Detail, What
from loaders.findings import Text

# A comment that is longer than this is not read, and some forges cut it.
LONGEST = 200
MOST_ROWS = 20
MOST_SOURCES = 3

_COLON = Text("\u00a0:", ":")
_AND = Text("\u00a0; ", "; ")
# A terminal that has more columns is read no better for it.
WIDTH = 80
_TITLE = Text("De {old} à {new}", "From {old} to {new}")
_NOTHING = Text("Rien n’a changé.", "Nothing has changed.")
_NO_ANSWER = Text("Aucune réponse ne change.", "No answer changes.")
_MORE = Text("et {count} de plus", "and {count} more")
_GROUPS: Mapping[str, Text] = {
    "entities": Text("Entités {what}es", "Entities {what}"),
    "sources": Text("Sources {what}es", "Sources {what}"),
    "facts": Text("Faits {what}s", "Facts {what}"),
}
_ANSWERS = Text("Questions dont la réponse change", "Questions whose answers change")
_WHAT: Mapping[What, Text] = {
    What.ADDED: Text("ajouté", "added"),
    What.CHANGED: Text("modifié", "changed"),
    What.WITHDRAWN: Text("retiré", "withdrawn"),
}
# Only of facts.
_DISPUTES: Mapping[What, Text] = {
    What.OPENED: Text("Désaccords ouverts", "Disputes opened"),
    What.SETTLED: Text("Désaccords réglés", "Disputes settled"),
}
_MARKS: Mapping[What, str] = {
    What.ADDED: "+",
    What.CHANGED: "~",
    What.WITHDRAWN: "−",
    What.OPENED: "!",
    What.SETTLED: "✓",
}

Report = Callable[[Comparison, str], str]


def as_text(comparison: Comparison, language: str) -> str:
    """Each change with a mark, its details below."""
    return "\n".join(_text(comparison, language)) + "\n"


def as_markdown(comparison: Comparison, language: str) -> str:
    """Headings and lists; names in full, so that nobody has to follow an address."""
    return "\n".join(_markdown(comparison, language)) + "\n"


def as_html(comparison: Comparison, language: str) -> str:
    """A page that stands alone."""
    title = escape(_title(comparison, language))
    body = "\n".join(_html(comparison, language))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width">\n'
        "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:auto;padding:1rem}"
        "del{background:#fdd}ins{background:#dfd;text-decoration:none}</style>\n"
        f"</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


FORMATS: Mapping[str, Report] = {"text": as_text, "markdown": as_markdown, "html": as_html}


def _title(comparison: Comparison, language: str) -> str:
    return _TITLE.filled({"old": comparison.old, "new": comparison.new}).in_language(language)


def _groups(comparison: Comparison) -> Iterator[tuple[Text, What, Sequence[Change]]]:
    """The changes of one sort of thing and one fate, those that are not empty."""
    for name, title in _GROUPS.items():
        for what in What:
            changes = [change for change in getattr(comparison, name) if change.what is what]
            if changes:
                yield title, what, changes


def _heading(title: Text, what: What, changes: Sequence[Change], language: str) -> str:
    said = _DISPUTES[what] if what in _DISPUTES else title.filled({"what": _WHAT[what].in_language(language)})
    return f"{said.in_language(language)} ({len(changes)})"


def _shown(changes: Sequence[Change], language: str) -> tuple[Sequence[Change], str | None]:
    """As many as are read, and a word about the rest."""
    rest = len(changes) - LONGEST
    return changes[:LONGEST], _MORE.filled({"count": str(rest)}).in_language(language) if rest > 0 else None


def _detail(detail: Detail, what: What, language: str) -> str:
    """A property and its values; of a thing that was there before, what only came or went with its mark."""
    comma = _AND.in_language(language)
    old, new = comma.join(detail.old), comma.join(detail.new)
    if old and new:
        said = f"{old} → {new}"
    elif what in (What.ADDED, What.WITHDRAWN, What.OPENED):
        said = old or new
    else:
        said = comma.join([*(f"− {one}" for one in detail.old), *(f"+ {one}" for one in detail.new)])
    return f"{detail.name}{_COLON.in_language(language)} {said}"


def _witnesses(titles: Sequence[str], language: str) -> str:
    """As many documents as one reads, and how many others."""
    rest = len(titles) - MOST_SOURCES
    comma = _AND.in_language(language)
    more = f"{comma}{_MORE.filled({'count': str(rest)}).in_language(language)}" if rest > 0 else ""
    return comma.join(titles[:MOST_SOURCES]) + more


def _text(comparison: Comparison, language: str) -> Iterator[str]:
    yield _title(comparison, language)
    if comparison.is_empty:
        yield _NOTHING.in_language(language)
    for title, what, changes in _groups(comparison):
        yield ""
        yield _heading(title, what, changes, language)
        shown, rest = _shown(changes, language)
        for change in shown:
            yield from _wrapped(f"  {_MARKS[what]} ", change.label)
            for detail in change.details:
                yield from _wrapped("      ", _detail(detail, what, language))
            if change.sources:
                yield from _wrapped("      ", f"[{_witnesses(change.sources, language)}]")
        if rest:
            yield f"  … {rest}"
    yield from _answers_text(comparison.answers, language)


def _wrapped(start: str, said: str) -> list[str]:
    """As lines that go on below their beginning."""
    rest = " " * (len(start) + 2)
    return wrap(
        said, WIDTH, initial_indent=start, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _answers_text(answers: Sequence[Answer] | None, language: str) -> Iterator[str]:
    if answers is None:
        return
    yield ""
    yield f"{_ANSWERS.in_language(language)} ({len(answers)})" if answers else _NO_ANSWER.in_language(language)
    for answer in answers:
        yield f"  {answer.title} ({answer.name})"
        yield from (f"      {line}" for line in _rows(answer, language))


def _rows(answer: Answer, language: str) -> Iterator[str]:
    for mark, rows in (("+", answer.gained), ("−", answer.lost)):
        yield from (f"{mark} {' | '.join(row)}" for row in rows[:MOST_ROWS])
        if len(rows) > MOST_ROWS:
            yield f"{mark} … {_MORE.filled({'count': str(len(rows) - MOST_ROWS)}).in_language(language)}"


def _markdown(comparison: Comparison, language: str) -> Iterator[str]:
    yield f"## {_plain(_title(comparison, language))}"
    yield ""
    if comparison.is_empty:
        yield _NOTHING.in_language(language)
    for title, what, changes in _groups(comparison):
        yield f"### {_heading(title, what, changes, language)}"
        yield ""
        shown, rest = _shown(changes, language)
        for change in shown:
            cited = f" ({_plain(_witnesses(change.sources, language))})" if change.sources else ""
            yield f"- **{_plain(change.label)}**{cited}"
            yield from (f"  - {_plain(_detail(detail, what, language))}" for detail in change.details)
        yield from ([f"- … {rest}"] if rest else [])
        yield ""
    if comparison.answers is None:
        return
    yield f"### {_ANSWERS.in_language(language) if comparison.answers else _NO_ANSWER.in_language(language)}"
    for answer in comparison.answers:
        yield from ("", f"**{_plain(answer.title)}** ({answer.name})", "", "```diff")
        yield from (line.replace("−", "-", 1).replace("`", "'") for line in _rows(answer, language))
        yield "```"


def _plain(text: str) -> str:
    """Text that Markdown takes as it is: no markup of a title may act on the page that shows it."""
    bare = " ".join(text.split())
    marked = "".join(f"\\{one}" if one in "\\`*_[]#|~" else one for one in bare)
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace("@", "@\u2060")


def _html(comparison: Comparison, language: str) -> Iterator[str]:
    if comparison.is_empty:
        yield f"<p>{_NOTHING.in_language(language)}</p>"
    for title, what, changes in _groups(comparison):
        yield f"<h2>{escape(_heading(title, what, changes, language))}</h2>\n<ul>"
        shown, rest = _shown(changes, language)
        for change in shown:
            cited = f" <small>({escape(_witnesses(change.sources, language))})</small>" if change.sources else ""
            details = "".join(f"<li>{_html_detail(detail, language)}</li>" for detail in change.details)
            yield f'<li><a href="{escape(change.iri)}">{escape(change.label)}</a>{cited}' + (
                f"<ul>{details}</ul></li>" if details else "</li>"
            )
        yield f"<li>… {rest}</li></ul>" if rest else "</ul>"
    for answer in comparison.answers or ():
        rows = "\n".join(escape(line) for line in _rows(answer, language))
        yield f"<h2>{escape(answer.title)}</h2>\n<pre>{rows}</pre>"


def _html_detail(detail: Detail, language: str) -> str:
    comma = _AND.in_language(language)
    old, new = escape(comma.join(detail.old)), escape(comma.join(detail.new))
    parts = [f"<del>{old}</del>"] * bool(old) + [f"<ins>{new}</ins>"] * bool(new)
    return f"{escape(detail.name)}{_COLON.in_language(language)} {' → '.join(parts)}"
