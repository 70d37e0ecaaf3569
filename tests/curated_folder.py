"""A curated folder that tests write, change and check: each file below the prefixes of the house and of its claims."""

from dataclasses import dataclass
from pathlib import Path

from ontology import ID
from ontology.prefixes import read_prefixes


def declarations(slug: str) -> str:
    prefixes = {**read_prefixes(), "": f"{ID}{slug}#"}
    return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in prefixes.items())


# Places are told in lines below the prefixes.
PREFIX_LINES = declarations("x").count("\n")


def record(slug: str, issued: str | None = '"2015"^^xsd:gYear', more: str = "") -> str:
    """The catalogue record of a source as `andromede fmt` writes it; `more` are lines before its address."""
    date = f"    dcterms:issued {issued} ;\n" if issued else ""
    return f"""id:{slug}
    a andro:Source ;
    dcterms:title "Un titre"@fr ;
    dcterms:publisher "Un éditeur" ;
{date}    dcterms:language "fr" ;
    andro:sourceKind source-kind:news ;
    andro:grade "B" ;
{more}    schema:url <https://example.org/{slug}> ;
    .
"""


@dataclass(frozen=True)
class CuratedFolder:
    """The folder above `ontology/` and `graph/data/`."""

    root: Path

    def write(self, relative: str, text: str) -> None:
        """Write a file below its prefixes."""
        path = self.root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(declarations(path.stem) + text, encoding="utf-8")

    def change(self, relative: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        path = self.root / relative
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {relative}"
        path.write_text(text.replace(old, new), encoding="utf-8")
