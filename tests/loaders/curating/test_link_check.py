"""The check of links asks politely, understands answers of all sorts, and goes on where it was stopped."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.releases.link_checks import FILE, Health, LinkCheck, WrongLinks, read_link_checks, write_link_checks
from loaders.curating import link_check
from loaders.curating.link_check import Manners, check_links, due
from loaders.workspace import Workspace

TODAY = date(2026, 11, 25)
# What the server answers for each path, but for 200.
STATUS = {
    "/choices": 300,
    "/moved": 301,
    "/guarded": 403,
    "/gone": 404,
    "/removed": 410,
    "/enough": 429,
    "/ill": 500,
}
QUICK = Manners(at_once=4, pause=0, timeout=0.5)


@dataclass
class Site:
    """A server on loopback, and what it was asked."""

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0


@pytest.fixture
def site() -> Iterator[Site]:
    site, lock = Site(), threading.Lock()

    class Answers(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer("HEAD")

        def do_GET(self) -> None:
            self.answer("GET")

        def answer(self, method: str) -> None:
            with lock:
                site.asked.append((method, self.path))
                site.agents.add(self.headers["user-agent"])
                site.at_once += 1
                site.most_at_once = max(site.at_once, site.most_at_once)
            if self.path == "/slow":
                time.sleep(1.5)
            if self.path == "/busy":
                time.sleep(0.05)
            code = 405 if self.path == "/no-head" and method == "HEAD" else STATUS.get(self.path, 200)
            code = 302 if self.path.startswith("/loop") else code
            with lock:
                site.at_once -= 1
            self.send_response(code)
            if code in (301, 302):
                self.send_header("location", "/here" if code == 301 else self.path + "x")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


def workspace(folder: Path, *addresses: str) -> Workspace:
    sources = folder / "graph/data/sources/2020"
    sources.mkdir(parents=True, exist_ok=True)
    (folder / "ontology").mkdir(exist_ok=True)
    for number, address in enumerate(addresses):
        (sources / f"s{number}.ttl").write_text(
            f"<https://w3id.org/andromede/id/s{number}> <https://schema.org/url> <{address}> .\n", "utf-8"
        )
    return Workspace(folder)


def asked(folder: Path, *addresses: str) -> dict[str, LinkCheck]:
    return dict(check_links(workspace(folder, *addresses), TODAY, 30, QUICK))


@pytest.mark.parametrize(
    ("path", "answer", "health"),
    [
        ("/here", "200", Health.ALIVE),
        ("/no-head", "200", Health.ALIVE),
        ("/choices", "300", Health.ALIVE),
        ("/gone", "404", Health.GONE),
        ("/removed", "410", Health.GONE),
        ("/guarded", "403", Health.GUARDED),
        ("/enough", "429", Health.GUARDED),
        ("/ill", "500", Health.FAILING),
        ("/slow", "timeout", Health.FAILING),
        ("/loop", "redirects", Health.FAILING),
    ],
)
def test_an_answer_says_what_became_of_the_document(
    tmp_path: Path, site: Site, path: str, answer: str, health: Health
) -> None:
    (check,) = asked(tmp_path, site.address + path).values()
    assert (check.answer, check.health) == (answer, health)


def test_where_an_address_leads_is_kept(tmp_path: Path, site: Site) -> None:
    (check,) = asked(tmp_path, site.address + "/moved").values()
    assert (check.answer, check.led_to) == ("200", site.address + "/here")


@pytest.mark.parametrize(
    ("address", "answer"), [("http://127.0.0.1:9/x", "unreachable"), ("ftp://127.0.0.1/x", "no web address")]
)
def test_what_cannot_be_asked_is_said_in_a_word(tmp_path: Path, address: str, answer: str) -> None:
    assert asked(tmp_path, address)[address].answer == answer


def test_a_server_that_knows_head_is_never_sent_a_get(tmp_path: Path, site: Site) -> None:
    asked(tmp_path, site.address + "/here")
    assert site.asked == [("HEAD", "/here")]


def test_a_host_is_asked_one_thing_at_a_time_by_somebody_who_says_who(tmp_path: Path, site: Site) -> None:
    asked(tmp_path, *(f"{site.address}/busy?{number}" for number in range(4)), site.address + "/busy")
    assert site.most_at_once == 1
    assert site.agents == {link_check.AGENT}


def test_a_host_that_has_had_enough_is_left_alone(tmp_path: Path, site: Site) -> None:
    found = asked(tmp_path, site.address + "/enough", site.address + "/here")
    assert site.asked == [("HEAD", "/enough")]
    assert site.address + "/here" not in found


def test_between_two_requests_to_a_host_there_is_a_pause(tmp_path: Path, site: Site) -> None:
    start = time.monotonic()
    slow = Manners(pause=0.2, timeout=1)
    check_links(workspace(tmp_path, site.address + "/here", site.address + "/here2"), TODAY, 30, slow)
    assert time.monotonic() - start >= 0.2


def test_stopped_it_goes_on_where_it_was(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = [f"{site.address}/p{number}" for number in range(5)]
    real, count = link_check._ask, iter(range(9))

    async def stops(*arguments: object) -> tuple[str, str]:
        if next(count) == 3:
            raise KeyboardInterrupt
        return await real(*arguments)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(link_check, "_ask", stops)
    with pytest.raises(KeyboardInterrupt):
        asked(tmp_path, *addresses)
    assert len(read_link_checks(tmp_path / FILE)) == 3
    monkeypatch.setattr(link_check, "_ask", real)
    asked(tmp_path, *addresses)
    assert sorted(path for _, path in site.asked) == [f"/p{number}" for number in range(5)]


def test_the_oldest_answers_are_asked_for_first_and_fresh_ones_not_at_all() -> None:
    known = {
        "old": LinkCheck("old", "2026-09-01", "200"),
        "older": LinkCheck("older", "2026-08-01", "200"),
        "fresh": LinkCheck("fresh", "2026-11-20", "404"),
    }
    assert due(["fresh", "new", "old", "older"], known, TODAY, 30) == ["new", "older", "old"]


def test_an_address_that_no_source_gives_any_more_leaves_the_table(tmp_path: Path, site: Site) -> None:
    write_link_checks_in(tmp_path, LinkCheck("https://example.org/left", "2026-11-24", "200"))
    asked(tmp_path, site.address + "/here")
    assert set(read_link_checks(tmp_path / FILE)) == {site.address + "/here"}


def write_link_checks_in(folder: Path, *checks: LinkCheck) -> None:
    (folder / FILE).parent.mkdir(parents=True, exist_ok=True)
    write_link_checks(folder / FILE, checks)


def test_the_table_is_read_as_it_was_written_and_sorted(tmp_path: Path) -> None:
    checks = [LinkCheck("b", "2026-11-24", "200", "c"), LinkCheck("a", "2026-11-25", "timeout")]
    write_link_checks_in(tmp_path, *checks)
    assert list(read_link_checks(tmp_path / FILE).values()) == checks[::-1]


@pytest.mark.parametrize("text", ["", "address\tday\n", "address\tchecked\tanswer\tled to\nhttp://a\t2026\n"])
def test_a_table_that_is_none_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "links.tsv").write_text(text, "utf-8")
    with pytest.raises(WrongLinks, match=r"links\.tsv:[12]:"):
        read_link_checks(tmp_path / "links.tsv")
