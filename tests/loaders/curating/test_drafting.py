"""What `andromede new` finds beforehand and writes."""

import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from loaders.checks.check import check
from loaders.curating.beginning import Hints, begin
from loaders.curating.declined import CannotDraft
from loaders.curating.drafting import Known, draft_entity, draft_source, issued_in
from loaders.curating.formatting import formatted
from loaders.curating.namesakes import namesakes, same_address
from loaders.curating.page_head import known_of, read_head
from loaders.curating.tongue import language_of
from loaders.findings import Level
from loaders.words import kebab_of_camel, local_name
from loaders.workspace import Workspace
from ontology import ANDRO, HERE
from ontology.dictionary import read_dictionary

HEAD = """@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix id: <https://w3id.org/andromede/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
ANSSI = """id:anssi
    a andro:PublicBody ;
    skos:prefLabel "Agence nationale de la sécurité des systèmes d’information"@fr ;
    skos:altLabel "ANSSI"@fr ;
    skos:hiddenLabel "ANSII"@fr ;
    .
"""
NUMERGY = 'id:numergy a andro:JointVenture ; skos:prefLabel "Numergy"@fr .\n'
OBSERVATORY = 'id:observatoire a andro:Association ; skos:prefLabel "Observatoire du nuage souverain"@fr .\n'
SOURCE = "id:a-page a andro:Source ; schema:url <https://www.example.org/news/cloud/> .\n"
PAGE = """<html lang="fr-FR"><head><title> Le cloud
 souverain </title><meta property="og:site_name" content="Le Journal">
<meta property="article:published_time" content="2023-12-05T08:00:00Z"></head><body><title>no</title></body></html>"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A curated folder of three entities, a source and a retired name."""
    shutil.copytree(HERE, tmp_path / "ontology", ignore=shutil.ignore_patterns("__pycache__"))
    files = {
        "authorities/public-body/anssi": ANSSI,
        "authorities/joint-venture/numergy": NUMERGY,
        "authorities/association/observatoire": OBSERVATORY,
        "sources/undated/a-page": SOURCE,
        "retired": "id:old-name owl:deprecated true .\n",
    }
    for name, text in files.items():
        path = tmp_path / f"graph/data/{name}.ttl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text, "utf-8")
    return Workspace(tmp_path)


@pytest.mark.parametrize(
    ("label", "slug", "likely"),
    [
        ("ANSSI", "anssi", True),
        ("ansii", "anssi", True),
        ("Agence Nationale Sécurité Systèmes Information", "anssi", True),
        ("ONS", "observatoire", False),
        ("Numergie", "numergy", False),
    ],
)
def test_what_is_here_is_found_by_names_misspellings_and_initials(
    workspace: Workspace, label: str, slug: str, likely: bool
) -> None:
    found = namesakes(workspace, label)
    assert [one.slug for one in found[:1]] == [slug]
    assert found[0].is_likely == likely


def test_what_is_unlike_all_that_is_here_is_not_held_up(workspace: Workspace) -> None:
    assert namesakes(workspace, "Ministère de la Pêche") == []


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/news/cloud/",
        "http://example.org/news/cloud",
        "https://example.org/news/cloud?utm_source=letter&fbclid=1#top",
    ],
)
def test_a_document_is_found_by_its_address_however_it_is_written(workspace: Workspace, address: str) -> None:
    assert same_address(workspace, address) == ["a-page"]


def test_another_page_of_a_site_is_another_document(workspace: Workspace) -> None:
    assert same_address(workspace, "https://www.example.org/news/cloud?page=2") == []


def test_a_record_is_written_in_shape_order_with_help_and_in_its_normal_form(workspace: Workspace) -> None:
    draft = draft_entity(workspace, "company", "Nuage d’Exemple", "fr")
    assert draft.path == workspace.root / "graph/data/authorities/company/nuage-d-exemple.ttl"
    assert 'skos:prefLabel "Nuage d’Exemple"@en' in draft.text
    places = [draft.text.index(name) for name in ("prefLabel", "altLabel", "dcterms:description", "andro:siren")]
    assert places == sorted(places)
    assert "# description (obligatoire)" in draft.text
    draft.path.parent.mkdir(parents=True)
    draft.path.write_text(draft.text, "utf-8")
    assert [one.is_normal for one in formatted(workspace, [workspace.file(draft.path)])] == [True]


def test_what_a_skeleton_lacks_is_what_the_check_asks_for(workspace: Workspace) -> None:
    draft = draft_entity(workspace, "company", "Nuage d’Exemple", "fr")
    draft.path.parent.mkdir(parents=True)
    draft.path.write_text(draft.text, "utf-8")
    told = [(finding.rule, finding.level) for finding in check(workspace, [draft.path])]
    assert sorted(told) == [("Entity-description", Level.ERROR), ("form/left-over", Level.ADVICE)]


def test_what_is_left_of_a_skeleton_is_told_once_and_a_value_that_was_not_filled_in_each_time(
    workspace: Workspace,
) -> None:
    draft = draft_entity(workspace, "company", "Nuage d’Exemple", "fr")
    draft.path.parent.mkdir(parents=True)
    draft.path.write_text(draft.text.replace("# dcterms:description", "dcterms:description"), "utf-8")
    told = [finding.rule for finding in check(workspace, [draft.path]) if finding.rule != "syntax/undeclared-prefix"]
    assert sorted(told) == ["form/left-over", "syntax/placeholder", "syntax/placeholder"]


def test_every_kind_of_entity_can_be_begun(workspace: Workspace) -> None:
    """So no shape holds what a skeleton cannot show."""
    for kind in read_dictionary().kinds:
        if kind.token is None and "ontology#" in kind.iri and not kind.iri.endswith("#Source"):
            word = "".join(f"-{c.lower()}" if c.isupper() else c for c in kind.iri.rpartition("#")[2]).strip("-")
            assert f"a andro:{kind.iri.rpartition('#')[2]} ;" in draft_entity(workspace, word, "Un nom", "en").text


@pytest.mark.parametrize(("kind", "shown"), [("place", "andro:locatedIn"), ("scheme-version", "andro:versionOf")])
def test_what_stands_in_the_source_that_shows_it_is_not_asked_of_a_record(
    workspace: Workspace, kind: str, shown: str
) -> None:
    assert shown in (HERE / "rules/out-of-place.rq").read_text("utf-8"), "a source may say it"
    assert shown not in draft_entity(workspace, kind, "Un nom", "fr").text


def test_a_skeleton_shows_each_value_as_its_shape_would_have_it(workspace: Workspace) -> None:
    """And what is written in both languages twice: whoever takes the # away has nothing to look up."""
    text = draft_source(workspace, "https://other.example/x", "fr").text
    for line in (
        "# andro:sourceKind source-kind:news ;",
        '# andro:grade "B" ;',
        '# dcterms:issued "2013-09-12"^^xsd:date ;',
        '# andro:note "…"@fr ;',
        '# andro:note "…"@en ;',
        "# andro:copyOf id:… ;",
    ):
        assert f"    {line}\n" in text, line


def test_what_most_documents_of_a_site_say_is_proposed_for_the_next(workspace: Workspace) -> None:
    record = 'dcterms:publisher "Le Journal" ; andro:grade "{}" ; schema:url <https://journal.example/{}> .\n'
    for name, grade in (("one", "A"), ("two", "C")):
        path = workspace.root / f"graph/data/sources/undated/{name}.ttl"
        head = HEAD + "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        path.write_text(head + f"id:{name} a andro:Source ; " + record.format(grade, name), "utf-8")
    text = draft_source(workspace, "https://www.journal.example/three", "fr").text
    assert '# dcterms:publisher "Le Journal" ;' in text
    # Of two that differ neither is most.
    assert '# andro:grade "B" ;' in text


def test_a_source_lies_in_the_year_that_its_address_tells(workspace: Workspace) -> None:
    draft = draft_source(workspace, "https://www.journal.example/2023/12/05/le-cloud-arrive-4512.html", "fr")
    assert draft.path.relative_to(workspace.root).as_posix() == (
        "graph/data/sources/2023/journal-2023-12-05-le-cloud-arrive.ttl"
    )
    assert 'dcterms:issued "2023-12-05"^^xsd:date' in draft.text


def test_a_source_of_which_more_is_known_says_it(workspace: Workspace) -> None:
    known = Known(title="Le cloud « souverain »", language="fr", publisher="Le Journal", issued="2014")
    draft = draft_source(workspace, "https://journal.example/x", "en", known)
    for said in ('dcterms:title "Le cloud « souverain »"@fr', 'dcterms:publisher "Le Journal"', 'language "fr"'):
        assert said in draft.text
    assert draft.path.parent.name == "2014"


@pytest.mark.parametrize(
    "address", ["https://e.example/1234/5678/x", "https://e.example/2023/99/x", "https://e.example/"]
)
def test_no_date_is_read_into_an_address_that_has_none(address: str) -> None:
    assert issued_in(address) is None


@pytest.mark.parametrize(
    ("kind", "label", "said"),
    [
        ("compny", "X", "Did you mean company?"),
        ("position", "X", "is a claim"),
        ("company", "Numergy", "graph/data/authorities/joint-venture/numergy.ttl"),
        ("company", "Old name", "was retired"),
        ("company", "…", "cannot name a file"),
        ("entreprise", "X", "Did you mean company?"),
    ],
)
def test_what_cannot_be_begun_is_refused_with_what_to_do(
    workspace: Workspace, kind: str, label: str, said: str
) -> None:
    with pytest.raises(CannotDraft, match=said.replace("?", r"\?")):
        draft_entity(workspace, kind, label, "fr")


@pytest.mark.parametrize("address", ["ftp://e.example/x", "e.example/x", "https://e.example/a b", "file:///etc/passwd"])
def test_what_is_no_address_of_the_web_is_refused(workspace: Workspace, address: str) -> None:
    with pytest.raises(CannotDraft):
        draft_source(workspace, address, "fr")


# --- the head of a page ---


def test_the_head_of_a_page_tells_title_language_site_and_date() -> None:
    assert known_of(PAGE) == Known("Le cloud souverain", "fr", "Le Journal", "2023-12-05")


@pytest.fixture
def served() -> Iterator[str]:
    """The address of a server that has the page at / and a PDF elsewhere."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if self.path == "/" else "application/pdf")
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def log_message(self, *_: object) -> None:
            """Nothing in the output of tests."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_page_is_fetched_where_it_is_asked_for(served: str) -> None:
    assert read_head(served + "/").title == "Le cloud souverain"


def test_what_cannot_be_fetched_or_is_no_page_is_refused(served: str) -> None:
    with pytest.raises(CannotDraft, match="no page with a head"):
        read_head(served + "/report.pdf")
    with pytest.raises(CannotDraft, match="cannot be fetched"):
        read_head("http://127.0.0.1:9/")


def filled_in(text: str) -> str:
    """A skeleton with the # taken from every property, and something in the place of each ellipsis."""
    shown = re.sub(r"^( +)# (\S+:\S+ .+ ;)$", r"\1\2", text, flags=re.MULTILINE)
    assert shown.count("…") > 1
    filled = shown.replace("/Q…", "/Q42").replace("<https://…>", "<https://example.org/x>")
    filled = filled.replace('andro:lei "…"', f'andro:lei "{"0" * 20}"')
    return filled.replace("id:…", "id:anssi").replace('"…"', '"Des mots."')


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_skeleton_offers_is_right_but_for_what_it_names(workspace: Workspace, language: str) -> None:
    kinds = [kind for kind in read_dictionary(HERE).kinds if kind.iri.startswith(ANDRO) and not kind.token]
    names = [kebab_of_camel(local_name(kind.iri)) for kind in kinds if kind.iri != ANDRO + "Source"]
    drafts = [draft_entity(workspace, name, f"Chose {name}", language) for name in names]
    known = Known(title="Des mots", language="fr")
    drafts.append(draft_source(workspace, "https://example.org/2023/12/05/x", language, known))
    for draft in drafts:
        draft.path.parent.mkdir(parents=True, exist_ok=True)
        draft.path.write_text(filled_in(draft.text), "utf-8")
        for one in formatted(workspace, [workspace.file(draft.path)]):
            draft.path.write_text(one.after or "", "utf-8")
    found = check(workspace, [draft.path for draft in drafts])
    # No source mentions them, they all have the same numbers, and one thing stands for things of every class.
    expected = ("entity-without-source", "same-identifier", "same-name")
    wrong = [one for one in found if one.rule not in expected and "`id:anssi`" not in one.message.en]
    assert [(one.place.file, one.rule, one.message.en) for one in wrong] == []


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Le cloud arrive", "fr"),
        ("The cloud is coming", "en"),
        ("L’État choisit son nuage", "fr"),
        ("Die Wolke kommt", "de"),
        ("EU Cloud AI", None),
        ("Gaia-X", None),
    ],
)
def test_a_title_tells_its_language_by_its_small_words(title: str, language: str | None) -> None:
    assert language_of(title) == language


def test_a_document_is_of_the_language_that_is_said_or_that_its_title_sounds_like(workspace: Workspace) -> None:
    def begun(title: str, language: str | None = None) -> tuple[str, str]:
        made = begin(workspace, "source", "https://other.example/x", "fr", Hints(title=title, language=language))
        return made.draft().text, made.note.en if made.note else ""

    text, note = begun(title="The cloud is coming")
    assert 'dcterms:title "The cloud is coming"@en ;' in text
    assert 'dcterms:language "en" ;' in text
    assert note.startswith("Language of the document: en, by its title.")
    text, note = begun(title="The cloud is coming", language="de")
    assert ('dcterms:title "The cloud is coming"@de ;' in text, note) == (True, "")
    text, note = begun(title="Gaia-X")
    assert 'dcterms:title "Gaia-X"@fr ;' in text
    assert "\n    dcterms:language" not in text
    assert note.startswith("The title does not tell its language: it is marked fr.")
    with pytest.raises(CannotDraft, match="language"):
        begun(title="Gaia-X", language="French")
