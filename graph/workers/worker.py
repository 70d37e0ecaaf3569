"""The worker: one process over one read-only store that answers one frame after another, and dies by its limits."""

import json
import os
import resource
from collections.abc import Mapping
from dataclasses import dataclass
from socket import socket

import pyoxigraph as ox

from graph.errors import AndromedeError, EngineFailure
from graph.workers import wire
from graph.workers.evaluation import Caps, evaluate
from graph.workers.sandbox import SandboxFailed, die_with_parent, seal
from graph.workers.wire import Verdict


@dataclass(frozen=True, slots=True)
class Orders:
    """What a worker is told at its birth: the store to open and what it may use, in bytes."""

    store: str
    memory: int
    caps: Caps

    def to_json(self) -> str:
        return json.dumps([self.store, self.memory, self.caps.answer, self.caps.merged_triples])

    @classmethod
    def from_json(cls, text: str) -> "Orders":
        store, memory, answer, merged_triples = json.loads(text)
        return cls(store, memory, Caps(answer, merged_triples))


def work(server: socket, orders: Orders, prefixes: Mapping[str, str], sealed: bool) -> None:
    """Serve until the server hangs up; `sealed` workers are cut off from the network."""
    sandbox = confine(orders.memory, sealed)
    try:
        store = ox.Store.read_only(orders.store)
    except OSError as error:
        return server.sendall(wire.error_frame(EngineFailure(f"The store of the release does not open: {error}")))
    server.sendall(wire.answer_frame(Verdict.READY, json.dumps({"pid": os.getpid(), "sandbox": sandbox}).encode()))
    incoming = server.makefile("rb", buffering=1 << 16)
    while header := incoming.read(wire.QUESTION.size):
        asked = wire.read_question(header, incoming.read(wire.length_after(header)))
        server.sendall(_answer(store, asked, orders.caps, prefixes))
    return None


def _answer(store: ox.Store, asked: wire.Asked, caps: Caps, prefixes: Mapping[str, str]) -> bytes:
    try:
        return wire.answer_frame(Verdict.ANSWER, evaluate(store, asked, caps, prefixes))
    except AndromedeError as error:
        return wire.error_frame(error)
    except MemoryError:
        os.abort()  # As the engine does where it is refused memory itself; the server says so.
    except Exception as error:  # The process goes on: nothing of this question stays behind in it.
        return wire.error_frame(EngineFailure(f"The engine failed: {error}"))


def confine(memory: int, sealed: bool) -> str:
    """Set the walls, before the store starts its threads; returns "on" or why there is no wall to the network."""
    die_with_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The backstop for what grows faster than the server looks: twice the cap, since allocators reserve ahead.
    resource.setrlimit(resource.RLIMIT_DATA, (2 * memory, 2 * memory))
    if not sealed:
        return "open"
    try:
        seal()
    except SandboxFailed as reason:
        return str(reason)
    return "on"
