"""OpenRefine itself, as Debian has it: names reconciled, with a second column beside them, and columns added."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import free_port

# One OpenRefine, in one worker.
pytestmark = pytest.mark.xdist_group("openrefine")
SECONDS_TO_START = 60
SECONDS_TO_WORK = 30
# A name, what stands in the column beside it, and the thing meant; the last means nothing here.
NAMES = (
    ("Thiery Breton", "Atos", "thierry-breton"),
    ("Poupard Guillaume", "Agence nat. de sécurité des systèmes d'information", "guillaume-poupard"),
    ("Octave Klabba", "OVH", "octave-klaba"),
    ("Mme Fleur Pelerin", "", "fleur-pellerin"),
    ("O.V.H. Cloud", "", "ovhcloud"),
    ("Cloud Watt", "", "cloudwatt"),
    ("Agence nat. de la sécurité des systèmes d'information", "", "anssi"),
    ("Plan cloud computing", "", "plan-cloud-computing-2013"),
    ("Sec Num Cloud", "", "secnumcloud"),
    ("Infomaniak", "", ""),
)


class OpenRefine:
    """Its HTTP API, as its own pages use it: https://openrefine.org/docs/technical-reference/openrefine-api"""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def ask(self, command: str, project: str = "", **params: str) -> Any:
        return self._client.get(f"/command/core/{command}", params={"project": project, **params}).json()

    def do(self, command: str, project: str = "", said: dict[str, str] | None = None, **form: Any) -> Any:
        """`said` goes into the address, the form into the body, as JSON where it is no text."""
        params = {"project": project, "csrf_token": self._token(), **(said or {})}
        data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in form.items()}
        answer = self._client.post(f"/command/core/{command}", params=params, data=data).json()
        assert answer["code"] in ("ok", "pending"), answer
        return answer

    def create(self, table: str) -> str:
        """The identifier of a new project."""
        form = {"project-name": "names", "format": "text/line-based/*sv", "options": '{"separator": "\\t"}'}
        made = self._client.post(
            "/command/core/create-project-from-upload", params={"csrf_token": self._token()}, data=form,
            files={"project-file": ("names.tsv", table.encode(), "text/tab-separated-values")},
        )  # fmt: skip
        return made.headers["location"].rpartition("project=")[2]

    def finish(self, project: str) -> None:
        """Wait until it has nothing more to do."""
        end = time.monotonic() + SECONDS_TO_WORK
        while self.ask("get-processes", project)["processes"]:
            assert time.monotonic() < end, "OpenRefine did not finish in time"
            time.sleep(0.1)

    def columns(self, project: str) -> dict[str, int]:
        """In their order, each with the place of its cells in a row."""
        columns = self.ask("get-models", project)["columnModel"]["columns"]
        return {column["name"]: column["cellIndex"] for column in columns}

    def rows(self, project: str) -> list[dict[str, Any]]:
        """The cells of each row by their columns; in those that were reconciled, `r` is the judgement."""
        answer = self.ask("get-rows", project, start="0", limit="100")
        judged, columns = answer["pool"]["recons"], self.columns(project)
        cells = [[_judged(cell, judged) for cell in row["cells"]] for row in answer["rows"]]
        return [{name: dict(enumerate(row)).get(place) for name, place in columns.items()} for row in cells]

    def _token(self) -> str:
        return str(self.ask("get-csrf-token")["token"])


def _judged(cell: Any, judged: Any) -> Any:
    return {**cell, "r": judged[str(cell["r"])]} if cell and "r" in cell else cell


@pytest.fixture(scope="module")
def openrefine(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRefine]:
    """One of its own on a loopback port, with nothing in it."""
    folder, port = tmp_path_factory.mktemp("openrefine"), free_port()
    options = ("-p", str(port), "-i", "127.0.0.1", "-d", str(folder), "-m", "512M", "-x", "refine.headless=true")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [program("openrefine"), *options], env={**os.environ, "HOME": str(folder)}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            _wait_until_ready(process, client, folder / "log")
            yield OpenRefine(client)
    finally:
        # Its command is a script that starts Java: both are of the session that was made for them.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], client: httpx.Client, log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            if client.get("/command/core/get-version").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail(f"OpenRefine did not start: {log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="module")
def project(openrefine: OpenRefine, server: str) -> str:
    """The names above, reconciled against any entity, the column beside them being where a person held a position."""
    service = f"{server}/reconcile/en"
    manifest = httpx.get(service).json()
    project = openrefine.create("name\twhere\n" + "".join(f"{name}\t{where}\n" for name, where, _ in NAMES))
    held = {"column": "where", "property": {"id": "heldPositionIn", "name": "held a position in"}}
    config = {
        "mode": "standard-service", "service": service, "identifierSpace": manifest["identifierSpace"],
        "schemaSpace": manifest["schemaSpace"], "type": manifest["defaultTypes"][0], "autoMatch": True,
        "columnDetails": [held], "limit": 0,
    }  # fmt: skip
    openrefine.do("reconcile", project, columnName="name", config=config, engine={"facets": [], "mode": "row-based"})
    openrefine.finish(project)
    return project


def test_it_guesses_the_type_of_a_column(openrefine: OpenRefine, server: str) -> None:
    people = openrefine.create("name\nThiery Breton\nOctave Klabba\nFleur Pelerin\n")
    guessed = openrefine.do(
        "guess-types-of-column", people, {"columnName": "name", "service": f"{server}/reconcile/en"}
    )
    assert guessed["types"][0]["id"] == "Person"


def test_each_name_is_matched_or_has_the_thing_meant_as_its_first_candidate(
    openrefine: OpenRefine, project: str
) -> None:
    judged = {row["name"]["v"]: row["name"]["r"] for row in openrefine.rows(project)}
    best = {name: each["m"] if each["j"] == "matched" else next(iter(each["c"]), None) for name, each in judged.items()}
    assert {name: found and found["id"] for name, found in best.items()} == {
        name: slug or None for name, _, slug in NAMES
    }
    certain = {name for name, each in judged.items() if each["j"] == "matched"}
    assert {"Poupard Guillaume", "O.V.H. Cloud", "Cloud Watt", "Plan cloud computing", "Sec Num Cloud"} <= certain


def test_it_adds_columns_of_things_and_of_texts(openrefine: OpenRefine, project: str, server: str) -> None:
    wanted = [{"id": "leads", "name": "leads"}, {"id": "dcterms:description", "name": "description"}]
    openrefine.do(
        "extend-data", project, baseColumnName="name", endpoint=f"{server}/reconcile/en", columnInsertIndex="1",
        identifierSpace="https://w3id.org/andromede/id/", schemaSpace="https://w3id.org/andromede/ontology#",
        extension={"properties": wanted}, engine={"facets": [], "mode": "row-based"},
    )  # fmt: skip
    openrefine.finish(project)
    assert list(openrefine.columns(project)) == ["name", "leads", "description", "where"]
    rows = openrefine.rows(project)
    poupard = next(row for row in rows if row["name"] and row["name"]["v"] == "Poupard Guillaume")
    assert poupard["leads"]["r"]["m"]["id"] == "solution-confiance-numerique-2015"
    assert poupard["description"]["v"].startswith("French engineer")
