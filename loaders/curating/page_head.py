"""What the head of a web page says of it: title, language, site, date. Read only where a curator asks for it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.error import URLError
from urllib.request import Request, urlopen

from loaders.curating.declined import CannotDraft
from loaders.curating.drafting import Known
from loaders.findings import Text

TIMEOUT = 20
# The head of a page; what follows is not read.
LARGEST = 1_000_000
_AGENT = "andromede-new (a curator's command; one page at a time)"
_DATES = ("article:published_time", "dcterms.issued", "dc.date", "date")
_NOT_FETCHED = Text(
    "{address} ne peut pas être lue ({error}) : recommencez sans --fetch.",
    "{address} cannot be fetched ({error}): go without --fetch.",
)
_NO_PAGE = Text(
    "{address} est du type {kind}, non une page avec un en-tête : recommencez sans --fetch.",
    "{address} is {kind}, no page with a head: go without --fetch.",
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_head(address: str) -> Known:
    """Fetch a page and read its head. Raises CannotDraft where it cannot be had or is no page."""
    try:
        with urlopen(Request(address, headers={"User-Agent": _AGENT}), timeout=TIMEOUT) as answer:
            kind = answer.headers.get_content_type()
            body = answer.read(LARGEST)
            charset = answer.headers.get_content_charset() or "utf-8"
    except (URLError, OSError, ValueError) as error:
        raise CannotDraft(_NOT_FETCHED.filled({"address": address, "error": str(error)})) from None
    if "html" not in kind:
        raise CannotDraft(_NO_PAGE.filled({"address": address, "kind": kind}))
    return known_of(_text(body, charset))


def known_of(page: str) -> Known:
    """What a page says of itself."""
    head = _Head()
    head.feed(page)
    title = head.metas.get("og:title") or "".join(head.title)
    date = next((found[0] for name in _DATES if (found := _DAY.match(head.metas.get(name, "")))), None)
    language = head.language.partition("-")[0].lower()
    return Known(
        title=" ".join(title.split()) or None,
        language=language if re.fullmatch("[a-z]{2}", language) else None,
        publisher=head.metas.get("og:site_name"),
        issued=date,
    )


def _text(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset, errors="replace")
    except LookupError:
        return body.decode(errors="replace")


@dataclass(eq=False)
class _Head(HTMLParser):
    """Gathers the title, the language and the metas of a page."""

    language: str = ""
    title: list[str] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    is_title: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "meta":
            name = (given.get("property") or given.get("name") or "").lower()
            self.metas.setdefault(name, " ".join(given.get("content", "").split()))
        self.is_title = tag == "title" and not self.title

    def handle_endtag(self, tag: str) -> None:
        self.is_title = self.is_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self.is_title:
            self.title.append(data)
