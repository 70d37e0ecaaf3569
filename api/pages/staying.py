"""In which edition and on which day a reader stays: a page that an address narrows so hands it on to all of its links.

Templates and view models write plain addresses; they are completed in the finished page, where none can be forgotten,
and only in pages of a certain edition or day, which are few.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

EDITION, DAY = "release", "on"
Kept = Mapping[str, str]

# What answers the same whichever release is asked for, or of the one in service alone.
_OF_NO_EDITION = (
    "/context.jsonld",
    "/health",
    "/metrics",
    "/openapi.json",
    "/quality",
    "/release",
    "/static/",
)
# What is shown as of a day.
_OF_A_DAY = ("/doc/", "/id/")
_LINK = re.compile(r'(<(?:a|link rel="alternate")(?: [^>]*?)? href=")([^"]*)(")([^>]*>)')
_FORM = re.compile(r'(<form\b[^>]*? action="([^"]*)"[^>]*>)(.*?</form>)', re.DOTALL)
# RFC 5829: a link that says so leads out of the edition on purpose.
_LEAVES = 'rel="latest-version"'


def stayed(html: str, kept: Kept) -> str:
    """The page with what is kept added to each link and form that leads to another page of ours."""
    if not kept:
        return html
    linked = _LINK.sub(lambda found: _link(found, kept), html)
    return _FORM.sub(lambda found: _form(found, kept), linked)


def _link(found: re.Match[str], kept: Kept) -> str:
    begin, address, close, rest = found.groups()
    if _LEAVES in found[0]:
        return found[0]
    return begin + escape(completed(unescape(address), kept)) + close + rest


def completed(address: str, kept: Kept) -> str:
    """With those of the fields that it takes and does not have; those of others and anchors stay as they are."""
    if not address.startswith(("/", "?")) or address.startswith("//"):
        return address
    whole, hash_, fragment = address.partition("#")
    own = {name for name, _ in parse_qsl(urlsplit(whole).query, keep_blank_values=True)}
    added = [(name, value) for name, value in kept.items() if name not in own and _takes(whole, name)]
    between = "" if not added or whole.endswith(("?", "&")) else "&" if "?" in whole else "?"
    return f"{whole}{between}{urlencode(added)}{hash_}{fragment}"


def _takes(address: str, name: str) -> bool:
    """A relative address is that of the page itself, or it would not have the field."""
    if address.startswith("?"):
        return True
    return address.startswith(_OF_A_DAY) if name == DAY else not address.startswith(_OF_NO_EDITION)


def _form(found: re.Match[str], kept: Kept) -> str:
    """A form drops what its address is asked with: what is kept becomes a field of it."""
    start, address, rest = found.groups()
    missing = [name for name in kept if f'name="{name}"' not in rest and _takes(address, name)]
    fields = "".join(f'<input type="hidden" name="{name}" value="{escape(kept[name])}">' for name in missing)
    return start + fields + rest
