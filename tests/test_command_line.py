"""The command line as it is installed: it works on this checkout, whatever folder it is called from."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).parent / "andromede"


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SCRIPT, *words], cwd=folder, capture_output=True, text=True)


def test_the_installed_command_finds_the_files_of_the_checkout(tmp_path: Path, root: Path) -> None:
    sick = root / "graph/data/sources/2014/silicon-2014-01-nfi-affute-plan-cloud.ttl"
    checked = run("fmt", "--check", str(sick), folder=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    refused = run("fmt", "--check", str(tmp_path / "no.ttl"), folder=tmp_path)
    assert refused.returncode == 2


@pytest.mark.parametrize("command", ["validate", "fmt"])
def test_a_folder_without_curated_files_is_wrong_usage_not_a_clean_bill(tmp_path: Path, command: str) -> None:
    refused = run(command, "--root", str(tmp_path), folder=tmp_path)
    assert refused.returncode == 2
    assert "ontology/" in refused.stderr


def test_usage_names_the_command_and_not_its_file(tmp_path: Path) -> None:
    assert "Usage: andromede validate" in run("validate", "--help", folder=tmp_path).stdout


def test_a_port_that_is_taken_is_told_before_anything_is_built(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        refused = run("serve", "--port", port, "--releases", "releases", "--lang", "en", folder=tmp_path)
    assert refused.returncode == 1
    assert f"Something answers on port {port} already" in refused.stderr
    assert not (tmp_path / "releases").exists()


@pytest.mark.parametrize(("host", "port"), [("203.0.113.7", "8000"), ("nowhere.invalid", "8000")])
def test_an_address_that_is_not_ours_to_listen_on_is_told_before_anything_is_built(
    tmp_path: Path, host: str, port: str
) -> None:
    refused = run("serve", "--host", host, "--port", port, "--releases", "releases", folder=tmp_path)
    assert (refused.returncode, f"Impossible de répondre à {host}, port {port}" in refused.stderr) == (1, True)
    assert not (tmp_path / "releases").exists()


@pytest.mark.parametrize("words", [["build", "--output"], ["releases", "prune", "--releases"]])
def test_a_folder_that_cannot_be_written_is_not_called_our_fault(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "file").write_text("")
    refused = run(*words, str(tmp_path / "file" / "releases"), folder=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Impossible d’écrire ou de lire")
    assert "Traceback" not in refused.stderr


def test_a_port_that_cannot_be_is_wrong_usage(tmp_path: Path) -> None:
    assert run("serve", "--port", "99999", folder=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "--all va sans nom de fichier."), ("en", "--all goes without paths.")]
)
def test_wrong_usage_is_told_in_the_language_of_the_reader(tmp_path: Path, lang: str, said: str) -> None:
    refused = run("validate", "x.ttl", "--all", "--lang", lang, folder=tmp_path)
    assert (refused.returncode, said in refused.stderr) == (2, True)
    assert "Invalid value" not in refused.stderr
