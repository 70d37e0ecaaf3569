"""Fixtures shared by all tests: the smallest world that a test needs is made inside the test, from text.

What a user's machine may lack (official suites, founding texts) skips by name; under CI nothing may skip.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def missing(what: str) -> None:
    """Skip the test because `what` is not here; under CI that is a failure instead."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and in CI no test may skip")
    pytest.skip(f"{what} is not on this machine")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout that holds the official suites and the founding texts."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        missing("the folder ../shared")
    return folder
