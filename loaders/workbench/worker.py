"""The worker of the workbench: a process without a network that judges one text after another, and dies by its limits.

Run as a program it is the zygote of such workers: it has read our own files once for all of them.
"""

import json
import os
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from graph.errors import EngineFailure
from graph.workers.wire import Verdict as Mark
from graph.workers.wire import answer_frame, error_frame
from graph.workers.worker import confine
from graph.workers.zygote import Zygote
from loaders.findings import Finding, Level, Text
from loaders.reports.report import FORMATS
from loaders.workbench.judging import Judge
from loaders.workbench.strangers import close_doors
from loaders.workbench.submission import (
    LENGTHS,
    SHAPES_FILE,
    Caps,
    Submission,
    Unreadable,
    Verdict,
    length_after,
    submission_of,
)
from loaders.workspace import Workspace

_TOO_HEAVY = Text(
    "Ce texte demande plus de {megabytes} Mo de mémoire.", "This text needs more than {megabytes} MB of memory."
)


def work(server: socket.socket, judge: Judge, sealed: bool) -> None:
    """Serve until the server hangs up; `sealed` workers are cut off from the network."""
    sandbox = confine(judge.caps.memory, sealed)
    server.sendall(answer_frame(Mark.READY, json.dumps({"pid": os.getpid(), "sandbox": sandbox}).encode()))
    incoming = server.makefile("rb", buffering=1 << 16)
    while header := incoming.read(LENGTHS.size):
        server.sendall(_answer(judge, submission_of(header, incoming.read(length_after(header)))))


def _answer(judge: Judge, submission: Submission) -> bytes:
    try:
        return answer_frame(Mark.ANSWER, verdict_on(judge, submission).frame)
    except Exception as error:  # The process goes on: nothing of this text stays behind in it.
        return error_frame(EngineFailure(f"The check failed: {type(error).__name__}: {error}"))


def verdict_on(judge: Judge, submission: Submission) -> Verdict:
    """The report on a text, or why it is refused."""
    try:
        findings, checked_as = judge.judge(submission)
    except Unreadable as refusal:
        return Verdict(b"", refusal=refusal)
    except MemoryError:
        told = _TOO_HEAVY.filled({"megabytes": str(judge.caps.megabytes)})
        return Verdict(b"", refusal=Unreadable("validation-too-heavy", told, {"megabytes": judge.caps.megabytes}))
    errors = sum(finding.level is Level.ERROR for finding in findings)
    return Verdict(_report(findings, submission).encode(), len(findings), errors, checked_as)


def _report(findings: Sequence[Finding], submission: Submission) -> str:
    """As the command writes it; reports read their lines from files, so the text becomes one for a moment."""
    with tempfile.TemporaryDirectory(prefix="andromede-") as folder:
        root = Path(folder)
        for name, data in ((submission.file, submission.data), (SHAPES_FILE, submission.shapes or b"")):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        return FORMATS[submission.report](findings, root, submission.language)


def main(descriptor: int, root: Path, caps: Caps) -> None:
    close_doors()
    judge = Judge(Workspace(root), caps)
    judge.warm()
    Zygote(socket.socket(fileno=descriptor), lambda seat, sealed: work(seat, judge, sealed)).live()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Caps(**json.loads(sys.argv[3])))
