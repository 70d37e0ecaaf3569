"""Which files are checked: a check of few says what a check of everything says of them, whatever the change."""

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.releases.folder import ReleaseFolder
from loaders.checks.check import check, check_files
from loaders.checks.corpus import Corpus
from loaders.curating.changed import Changes, since_commit, touched
from loaders.curating.released import since_release
from loaders.curating.validating import Validation
from loaders.findings import Finding
from loaders.release.build import build
from loaders.reports.baseline import BaselineError
from loaders.workspace import Workspace
from ontology import HERE, ID
from tests.curated_folder import CuratedFolder, record

SOURCE = "graph/data/sources/2015/press-2015-stakes.ttl"
OTHER = "graph/data/sources/2016/press-2016-stakes.ttl"
OWNER = "graph/data/authorities/company/owner.ttl"
ASSET = "graph/data/authorities/company/asset.ttl"
FILES = {
    OWNER: """id:owner
    a andro:Company ;
    skos:prefLabel "Owner"@en ;
    skos:prefLabel "Propriétaire"@fr ;
    dcterms:description "A company that owns another one."@en ;
    dcterms:description "Une société qui en possède une autre."@fr ;
    .
""",
    ASSET: """id:asset
    a andro:Company ;
    skos:prefLabel "Asset"@en ;
    skos:prefLabel "Filiale"@fr ;
    dcterms:description "A company that another one owns."@en ;
    dcterms:description "Une société qu’une autre possède."@fr ;
    .
""",
    SOURCE: record("press-2015-stakes")
    + """
:shareholding--owner--asset
    a andro:Shareholding ;
    andro:owner id:owner ;
    andro:asset id:asset ;
    andro:percent 46.0 ;
    andro:observedOn "2015"^^xsd:gYear ;
    andro:locator "§4" ;
    .
""",
    OTHER: record("press-2016-stakes", '"2016"^^xsd:gYear', "    andro:basedOn id:press-2015-stakes ;\n")
    + """
:shareholding--owner--asset
    a andro:Shareholding ;
    andro:owner id:owner ;
    andro:asset id:asset ;
    andro:percent 51.0 ;
    andro:observedOn "2016"^^xsd:gYear ;
    andro:locator "§4" ;
    .
""",
}
# What a source may not say of an entity that has its record elsewhere: two files speak of one subject.
BARE = """
id:asset
    skos:altLabel "L’Actif"@fr ;
    .
"""
Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of the world below its prefixes; all its files are there already, and right."""
    (tmp_path / "ontology").symlink_to(HERE)
    folder = CuratedFolder(tmp_path)
    for relative, text in FILES.items():
        folder.write(relative, text)
    return folder.write


def spoilt(text: str, chance: random.Random) -> str:
    """The text with one mistake: a line lost or doubled, a word lost, or a word of another line in its place."""
    lines = text.split("\n")
    at = chance.choice([number for number, line in enumerate(lines) if line.strip(" .")])
    words = lines[at].split(" ")
    word = chance.choice([number for number, one in enumerate(words) if one])
    other = chance.choice(chance.choice([line for line in lines if line.strip(" .")]).split())
    lines[at : at + 1] = chance.choice(
        [[], [lines[at]] * 2, [" ".join(words[:word] + words[word + 1 :])], [lines[at].replace(words[word], other)]]
    )
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(16, 28))
def test_a_check_of_some_files_says_what_a_check_of_everything_says_of_them(
    seed: int, tmp_path: Path, write: Write
) -> None:
    chance = random.Random(seed)
    write(SOURCE, FILES[SOURCE] + BARE)
    for relative in chance.sample(list(FILES), 1 + seed % 2):
        write(relative, spoilt(FILES[relative] + (BARE if relative == SOURCE else ""), chance))
    workspace = Workspace(tmp_path)
    everything = check(workspace)
    for chosen in FILES:
        told = check(workspace, [tmp_path / chosen])
        assert_same([one for one in told if one.place.file == chosen], everything, chosen)
        assert [one for one in told if one not in everything] == []


def assert_same(told: list[Finding], everything: list[Finding], file: str) -> None:
    assert told == [one for one in everything if one.place.file == file], file


@pytest.fixture
def committed(tmp_path: Path, write: Write, program: Callable[[str], str]) -> Path:
    """The right world, committed."""
    assert write is not None
    git = program("git")
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "The world"]):
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
        subprocess.run([git, "-C", str(tmp_path), *identity, *words], check=True, capture_output=True)
    return tmp_path


def touched_files(root: Path) -> list[str]:
    corpus = Corpus(Workspace(root))
    changes = since_commit(corpus)
    assert changes is not None
    return [file.relative for file in touched(corpus, changes)]


def test_where_nothing_changed_nothing_is_checked(committed: Path) -> None:
    assert touched_files(committed) == []


def test_an_edited_authority_brings_the_files_that_mention_it(committed: Path, write: Write) -> None:
    write(OWNER, FILES[OWNER].replace("andro:Company", "andro:Person"))
    assert touched_files(committed) == [OWNER, SOURCE, OTHER]


def test_another_word_for_a_thing_or_a_comment_brings_nobody_who_mentions_it(committed: Path, write: Write) -> None:
    write(OWNER, "# a comment\n" + FILES[OWNER].replace("Propriétaire", "La maison mère"))
    assert touched_files(committed) == [OWNER]


def test_what_a_source_says_no_longer_brings_the_record_that_it_spoke_of_and_no_other_source(
    committed: Path, write: Write
) -> None:
    write(OTHER, FILES[OTHER][: FILES[OTHER].index(":shareholding")])
    assert touched_files(committed) == [ASSET, OWNER, OTHER]


def test_a_deleted_file_brings_those_who_mention_what_it_described(committed: Path) -> None:
    (committed / OWNER).unlink()
    assert touched_files(committed) == [SOURCE, OTHER]


def test_a_file_that_git_does_not_know_is_a_change(committed: Path, write: Write) -> None:
    new = OWNER.replace("owner", "newcomer")
    write(new, FILES[OWNER].replace("id:owner", "id:newcomer"))
    assert touched_files(committed) == [new]


def test_another_rule_brings_everything(committed: Path) -> None:
    corpus = Corpus(Workspace(committed))
    assert touched(corpus, Changes("HEAD", frozenset(), is_everything=True)) == corpus.files


def test_where_nothing_is_committed_git_is_not_asked(tmp_path: Path, write: Write) -> None:
    assert write is not None
    assert since_commit(Corpus(Workspace(tmp_path))) is None


@pytest.mark.parametrize("seed", range(40, 52))
def test_what_changed_is_all_that_can_be_wrong_where_all_was_right(seed: int, committed: Path, write: Write) -> None:
    chance = random.Random(seed)
    for relative in chance.sample(list(FILES), 1 + seed % 2):
        write(relative, spoilt(FILES[relative], chance))
    corpus = Corpus(Workspace(committed))
    changes = since_commit(corpus)
    assert changes is not None
    assert check_files(corpus, touched(corpus, changes)) == check(Workspace(committed))


def test_a_name_that_another_entity_has_already_is_found_by_who_comes_later(committed: Path, write: Write) -> None:
    new = OWNER.replace("owner", "z-owner")
    write(new, FILES[OWNER].replace("id:owner", "id:z-owner"))
    corpus = Corpus(Workspace(committed))
    changes = since_commit(corpus)
    assert changes is not None
    told = check_files(corpus, touched(corpus, changes))
    assert "same-name" in {finding.rule for finding in told}
    assert told == check(Workspace(committed))


def test_without_git_the_release_in_service_tells_what_changed(tmp_path: Path, write: Write) -> None:
    workspace = Workspace(tmp_path)
    release = build(workspace, ReleaseFolder(tmp_path / "releases"), check=lambda _: [])
    corpus = Corpus(workspace)
    assert since_release(corpus, release) == Changes(release.id, frozenset())
    write(SOURCE, FILES[SOURCE].replace("46.0", "47.0"))
    write(ASSET, FILES[ASSET].replace("Filiale", "La filiale"))
    (tmp_path / OTHER).unlink()
    corpus = Corpus(workspace)
    changes = since_release(corpus, release)
    assert changes.files == {SOURCE, ASSET}
    assert f"{ID}press-2016-stakes" in changes.altered


def test_watching_checks_at_every_save_and_ends_with_ctrl_c(committed: Path, write: Write) -> None:
    command = [sys.executable, "-m", "andromede", "validate", "--watch", "--lang", "en", "--root", str(committed)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    limit = threading.Timer(60, process.kill)
    limit.start()
    assert process.stdout is not None
    assert process.stdout.readline() == "Nothing to mend.\n"
    process.stdout.readline()
    write(SOURCE, FILES[SOURCE].replace("id:owner ;", "id:ownr ;"))
    assert process.stdout.readline().endswith("error (term/unknown-entity)\n")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    limit.cancel()
    assert (process.returncode, "Traceback" in said, "KeyboardInterrupt" in said) == (0, False, False)


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "andromede", "validate", "--lang", "en", "--root", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_command_checks_what_changed_and_says_since_when(committed: Path, write: Write) -> None:
    write(OWNER, FILES[OWNER].replace("andro:Company", "andro:Person"))
    ended = run(committed, "--format", "github")
    assert ended.returncode == 1
    assert "::error file=graph/data/" in ended.stdout
    assert "Files changed since HEAD: 1; to check, with those that rest on them: 3." in ended.stderr


def test_a_missing_baseline_is_told_before_anything_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Validation, "all_findings", lambda _: pytest.fail("checked"))
    with pytest.raises(BaselineError):
        Validation(tmp_path, (), True, tmp_path, "fr", tmp_path / "known.tsv").findings()


def test_what_the_baseline_knows_stops_nobody_and_it_may_not_grow(committed: Path, write: Write) -> None:
    known = str(committed / "known.tsv")
    write(SOURCE, FILES[SOURCE].replace("id:owner ;", "id:ownr ;"))
    missing = run(committed, "--all", "--baseline", known)
    assert (missing.returncode, "--update-baseline" in missing.stderr) == (1, True)
    assert run(committed, "--all", "--baseline", known, "--update-baseline").returncode == 0
    passed = run(committed, "--all", "--baseline", known)
    assert (passed.returncode, passed.stdout) == (0, "Nothing to mend.\n")
    assert "known findings are not shown" in passed.stderr
    write(OTHER, FILES[OTHER].replace("id:asset ;", "id:aset ;"))
    refused = run(committed, "--all", "--baseline", known, "--update-baseline")
    assert (refused.returncode, "may only shrink" in refused.stderr) == (1, True)
    assert run(committed, "--all", "--baseline", known).returncode == 1
    assert run(committed, "--baseline", known, "--update-baseline").returncode == 2
