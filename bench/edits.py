"""`make bench-edits`: how long the workbench takes to answer while somebody edits a source of a thousand triples.

A server of our own is sent the same text again and again as the page sends it, a word changed each time. Counted are
the seconds until the answer has come, and the processor time of all its processes.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

from bench.processes import Server, ServerFailed, demand_free
from loaders.workspace import Part, Workspace
from ontology import CHECKOUT, ID

TRIPLES = 1_000
EDITS = 100
# An edit that nobody counts: the workers begin with the first text.
WARMING = 5
PROMISED = 0.2
SLUG = "example-2026-01-01-everything"
RECORD = f"""
id:{SLUG}
    a andro:Source ;
    dcterms:title "Everything"@en ;
    dcterms:issued "2026-01-01"^^xsd:date ;
    dcterms:language "en" ;
    andro:sourceKind source-kind:news ;
    andro:grade "B" ;
    schema:url <https://www.example.org/everything> ;
    .

"""
# A claim that can stand in any source: named by its values, not by its number or by what else its source says.
_CLAIM = re.compile(r":(?!statement)(\S+[a-z])\n    a ")
ACCEPT = {"accept": "application/json"}
_CHANGED = 'andro:locator "'


@dataclass(frozen=True, slots=True)
class Edits:
    """Seconds of each edit, and those of all processors for one in the mean."""

    wall: tuple[float, ...]
    processor: float

    @property
    def p95(self) -> float:
        return sorted(self.wall)[len(self.wall) * 95 // 100]


def text_of(workspace: Workspace, triples: int = TRIPLES) -> str:
    """A source that is not here yet, made of claims of those that are."""
    declared = "".join(f"@prefix {name}: <{address}> .\n" for name, address in sorted(workspace.prefixes.items()))
    claims: dict[str, str] = {}
    missing = triples - RECORD.count(" ;\n")
    for name, claim in _claims(workspace):
        if name not in claims and 0 < claim.count(" ;\n") <= missing:
            claims[name] = claim
            missing -= claim.count(" ;\n")
    return f"@prefix : <{ID}{SLUG}#> .\n{declared}{RECORD}" + "\n\n".join(claims.values()) + "\n"


def _claims(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for file in workspace.files():
        for block in workspace.content(file).decode().split("\n\n") if file.part is Part.SOURCES else ():
            name = _CLAIM.match(block)
            if name and f"id:{file.slug}" not in block and " :" not in block.partition("\n")[2]:
                yield name[1], block.strip()


def measured(endpoint: str, text: str, server: Server | None, edits: int = EDITS) -> Edits:
    """Raises ServerFailed where an edit is not answered, or has something found in it."""
    wall: list[float] = []
    begun = 0.0
    with httpx.Client(timeout=60) as client:
        for edit in range(-WARMING, edits):
            if edit == 0 and server is not None:
                begun = server.seconds
            form = {"text": text.replace(_CHANGED, f"{_CHANGED}{edit} ", 1), "name": "data.ttl"}
            start = time.perf_counter()
            answer = client.post(endpoint, files={key: (None, value) for key, value in form.items()}, headers=ACCEPT)
            if edit >= 0:
                wall.append(time.perf_counter() - start)
            if answer.status_code != httpx.codes.OK or "andromede-checked-as" not in answer.headers:
                raise ServerFailed(f"An edit was answered by {answer.status_code}: {answer.text[:300]}")
    return Edits(tuple(wall), (server.seconds - begun) / edits if server is not None else 0.0)


def said(edits: Edits) -> str:
    milliseconds = [f"{one * 1000:.0f} ms" for one in (median(edits.wall), edits.p95, max(edits.wall), edits.processor)]
    half, most, worst, processor = milliseconds
    return (
        f"{len(edits.wall)} edits of {TRIPLES} triples: {half} in the middle, {most} at p95, {worst} at most; "
        f"{processor} of processor time each. Load: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores. "
        f"Promised: p95 below {PROMISED * 1000:.0f} ms."
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-edits", description=__doc__)
    parser.add_argument("--releases", type=Path, required=True, help="folder of the releases, one of them current")
    parser.add_argument("--port", type=int, default=7890)
    options = parser.parse_args()
    command = [sys.executable, "-m", "bench.serving", str(options.releases.resolve()), str(options.port)]
    unbounded = {"ANDROMEDE_CLIENT_RATE": "0", "ANDROMEDE_CLIENT_AT_ONCE": "0"}
    with TemporaryDirectory(prefix="andromede-edits-") as folder:
        address = f"http://127.0.0.1:{options.port}"
        try:
            demand_free(options.port)
            server = Server("andromede", command, f"{address}/sparql", Path(folder) / "log", unbounded)
            try:
                server.wait()
                found = measured(f"{address}/validate", text_of(Workspace(CHECKOUT)), server)
            finally:
                server.stop()
        except ServerFailed as error:
            sys.exit(f"Nothing was measured. {error}")
    print(said(found))


if __name__ == "__main__":
    main()
