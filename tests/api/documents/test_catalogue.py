"""Questions and rules are read and run by people, and read by programs, at the addresses that their IRIs name."""

import re
from collections.abc import Callable
from html import escape as html_escape
from urllib.parse import parse_qs, quote, urlparse

import httpx
import pyoxigraph as ox
import pytest

from api.pages.words import words_of
from loaders.curating.codes import codes, triples_of_code
from ontology import HERE, QUESTIONS, RDF, RULES, SH
from ontology.catalogue import read_query
from ontology.examples import read_examples

Fetch = Callable[..., httpx.Response]
NAME = "cloud-plan-leaders"
RDF_TYPES = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")


def described(response: httpx.Response) -> set[ox.Triple]:
    assert response.status_code == 200, response.text
    format_ = ox.RdfFormat.from_media_type(response.headers["content-type"].partition(";")[0])
    assert format_ is not None
    return {one.triple for one in ox.parse(response.content, format=format_)}


def typed(triples: set[ox.Triple], kind: str) -> set[str]:
    return {getattr(s, "value", "") for s, p, o in triples if p.value == RDF + "type" and o == ox.NamedNode(SH + kind)}


def test_all_questions_are_executables_and_rules_are_not_among_them(fetch_real: Fetch) -> None:
    expected = {QUESTIONS + path.stem for path in (HERE / "questions").glob("*.rq")}
    assert typed(described(fetch_real("/questions", "text/turtle")), "SPARQLExecutable") == expected


def test_all_rules_are_served_with_their_severity(fetch_real: Fetch) -> None:
    triples = described(fetch_real("/rules.ttl"))
    graded = {getattr(s, "value", "") for s, p, _ in triples if p.value == SH + "severity"}
    assert graded == {RULES + path.stem for path in (HERE / "rules").glob("*.rq")}


@pytest.mark.parametrize("media_type", RDF_TYPES)
def test_a_question_says_the_same_in_each_format_and_nothing_of_others(fetch_real: Fetch, media_type: str) -> None:
    triples = described(fetch_real(f"/questions/{NAME}", media_type))
    assert triples == described(fetch_real(f"/questions/{NAME}.ttl"))
    assert {getattr(one.subject, "value", "") for one in triples} == {QUESTIONS + NAME}
    (text,) = [o for _, p, o in triples if p.value == SH + "select"]
    assert getattr(text, "value", "") == read_query(HERE / "questions" / f"{NAME}.rq").text


def test_the_page_of_a_question_shows_its_answer_and_its_query_and_leads_to_the_endpoint(fetch_real: Fetch) -> None:
    question = read_query(HERE / "questions" / f"{NAME}.rq")
    page = fetch_real(f"/questions/{NAME}", "text/html", **{"accept-language": "en"})
    assert f"<h1>{question.title.en}</h1>" in page.text
    answer = page.text[page.text.index('id="answer"') : page.text.index("</table>")]
    assert all(f'href="/id/{slug}"' in answer for slug in ("octave-klaba", "ovhcloud", "thierry-breton", "atos"))
    (link,) = [part.split('"')[0] for part in page.text.split('href="')[1:] if part.startswith("/sparql?query=")]
    assert parse_qs(urlparse(link).query)["query"] == [question.text]


def test_the_list_of_questions_leads_to_each(fetch_real: Fetch) -> None:
    page = fetch_real("/questions", "text/html")
    for path in (HERE / "questions").glob("*.rq"):
        assert f'href="/questions/{path.stem}"' in page.text


def test_the_page_of_a_rule_says_why_and_how_to_mend(fetch_real: Fetch) -> None:
    rule = read_query(HERE / "rules" / "cycle.rq")
    assert rule.why is not None
    assert rule.mend is not None
    page = fetch_real("/rules/cycle", "text/html", **{"accept-language": "en"})
    assert rule.why.en in page.text
    assert rule.mend.en in page.text
    assert "/sparql?query=" not in page.text


@pytest.mark.parametrize("code", ["syntax/missing-dot", "term/unknown-entity", "name/claim", "form/normal"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_check_that_is_no_rule_has_its_page_too(fetch_real: Fetch, code: str, language: str) -> None:
    page = fetch_real(f"/rules/{code}", "text/html", **{"accept-language": language})
    assert page.status_code == 200
    for one in triples_of_code(code):
        if isinstance(one.object, ox.Literal) and one.object.language == language:
            for part in one.object.value.partition("`")[0].split("…"):
                assert typeset_free(html_escape(part.strip())) in typeset_free(page.text)
    assert words_of(language)("catalogue.query") not in page.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_of_rules_leads_to_every_check_that_is_no_rule(fetch_real: Fetch, language: str) -> None:
    page = fetch_real("/rules", "text/html", **{"accept-language": language})
    told = page.text[page.text.index('id="syntax"') :]
    assert all(f'href="/rules/{code}"' in told for code in codes())
    assert "syntax" not in fetch_real("/questions", "text/html").text.partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Il manque un point après …"), ("en", "A full stop is missing after …")]
)
def test_the_title_of_a_check_is_no_sentence_and_holds_no_marks(fetch_real: Fetch, language: str, title: str) -> None:
    page = fetch_real("/rules/syntax/missing-dot", "text/html", **{"accept-language": language})
    assert f"<h1>{title}</h1>" in page.text


def test_a_message_that_ends_in_what_a_case_names_ends_with_three_dots_not_four(fetch_real: Fetch) -> None:
    for address in ("/rules/cycle", "/rules/syntax/missing-dot", "/rules/name/twice", "/rules"):
        page = fetch_real(address, "text/html").text
        assert "…</" in page
        assert "….<" not in page
        assert "…</code>.<" not in page


@pytest.mark.parametrize(
    "address", ["/questions/cloud-plan-leader", "/rules/cycles", "/rules/syntax/missing-dots", "/rules/name/claims"]
)
def test_an_unknown_name_is_told_with_the_nearest(fetch_real: Fetch, address: str) -> None:
    response = fetch_real(address)
    assert response.status_code == 404
    assert f"https://w3id.org/andromede{address}".rstrip("s") in " ".join(response.json()["nearest"])


def test_a_name_that_can_be_no_iri_is_unknown_too(fetch_real: Fetch) -> None:
    assert fetch_real("/questions/" + quote('a> b"{')).status_code == 404


def test_what_cannot_be_written_is_refused(fetch_real: Fetch) -> None:
    assert fetch_real("/questions", "image/png").status_code == 406
    assert fetch_real("/questions.exe").status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_a_rule_shows_what_is_wrong_what_is_said_and_what_is_right(
    fetch_real: Fetch, language: str
) -> None:
    page = fetch_real("/rules/end-before-start", "text/html", **{"accept-language": language})
    (example, *_) = read_examples()["end-before-start"]
    assert example.bad is not None
    assert example.said is not None
    wrong = example.bad.text.split("\n")[example.bad.marked[0] - 1]
    assert f"<mark>{escape(wrong)}</mark>" in page.text
    assert words_of(language)("catalogue.bad") in page.text
    assert typeset_free(escape(example.said.in_language(language))) in typeset_free(page.text)


def test_a_shape_shows_its_examples_under_its_anchor(fetch_real: Fetch) -> None:
    page = fetch_real("/shapes", "text/html", **{"accept-language": "en"}).text
    entry = page.split('id="Entity-prefLabel"')[1].split('<div class="fact"')[0]
    (example, *_) = read_examples()["Entity-prefLabel"]
    assert example.said is not None
    assert escape(example.said.en) in entry


def test_a_shape_says_what_a_file_is_told_in_the_readers_language_alone(fetch_real: Fetch) -> None:
    page = fetch_real("/shapes", "text/html", **{"accept-language": "fr"}).text
    assert "retirez-la" in page
    assert "remove it" not in page[: page.index('id="properties"')]
    assert "sh:Violation" not in page


def escape(text: str) -> str:
    """As Jinja writes it, what stands between backticks as code."""
    escaped = html_escape(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
    return re.sub("`([^`]*)`", r"<code>\1</code>", escaped)


def typeset_free(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")
