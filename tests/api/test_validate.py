"""/validate as programs meet it: findings by Accept, limits told as problems, and nothing fetched for anybody."""

import gzip
import json
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

TURTLE = "text/turtle"
PROBLEMS = "https://w3id.org/andromede/problems/"
WRONG = "<http://e.org/a> a <http://e.org/C> ;\n    <http://e.org/p> 46 .\n<http://e.org/b> <http://e.org/p>\n"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<http://e.org/S> a sh:NodeShape ; sh:targetClass <http://e.org/C> ; sh:property <http://e.org/S-p> .
<http://e.org/S-p> a sh:PropertyShape ; sh:path <http://e.org/p> ; sh:maxInclusive 40 ; sh:message "Forty at most."@en .
"""
DATA = "<http://e.org/a> a <http://e.org/C> ;\n    <http://e.org/p> 46 .\n"
Post = Callable[..., httpx.Response]


@pytest.fixture
def post(client: httpx.Client) -> Post:
    """`post(text, type=…, accept=…)`: a text as a body."""
    return lambda text, type=TURTLE, accept="application/json", **headers: client.post(
        "/validate",
        content=text,
        headers={"content-type": type, "accept": accept, "accept-language": "en", **headers},
    )


@pytest.fixture
def with_shapes(client: httpx.Client) -> Callable[[str, str], httpx.Response]:
    """`with_shapes(data, shapes)`: both as files of a form."""
    return lambda data, shapes: client.post(
        "/validate",
        files={"file": ("data.ttl", data), "shapes": ("shapes.ttl", shapes)},
        headers={"accept": "application/json", "accept-language": "en"},
    )


def found(answer: httpx.Response) -> list[tuple[str, int, int]]:
    assert answer.status_code == 200, answer.text
    return [(one["rule"], one["place"]["line"], one["place"]["column"]) for one in answer.json()]


def refused(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    kind: str = answer.json()["type"].removeprefix(PROBLEMS)
    return kind


def test_a_mistake_in_a_body_is_told_with_its_place_and_a_count_in_the_headers(post: Post) -> None:
    answer = post(WRONG)
    assert found(answer) == [("syntax/expected-object", 3, 34)]
    assert (answer.headers["andromede-findings"], answer.headers["andromede-errors"]) == ("1", "1")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        (DATA, TURTLE),
        ("<http://e.org/g> { <http://e.org/a> a <http://e.org/C> . }", "application/trig"),
        ("<http://e.org/a> <http://e.org/p> <http://e.org/b> .", "application/n-triples"),
        ("<http://e.org/a> <http://e.org/p> <http://e.org/b> <http://e.org/g> .", "application/n-quads"),
        ('{"@id": "http://e.org/a", "http://e.org/p": 1}', "application/ld+json"),
        (
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><C xmlns="http://e.org/"/></r:RDF>',
            "application/rdf+xml",
        ),
    ],
)
def test_each_syntax_is_read_by_its_media_type(post: Post, text: str, type_: str) -> None:
    assert found(post(text, type_)) == []
    assert found(post("?", type_))


def test_each_report_is_had_by_accept_and_text_without_one(post: Post) -> None:
    text = post(WRONG, accept="*/*")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert text.text.splitlines()[0] == "data.ttl:3:34: error (syntax/expected-object)"
    assert post(WRONG, accept="application/json").json()[0]["message"]["fr"]
    sarif = post(WRONG, accept="application/sarif+json")
    assert sarif.headers["content-type"] == "application/sarif+json"
    region = sarif.json()["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (3, 34)
    report = post(WRONG, accept="text/turtle")
    assert report.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "sh:conforms false" in report.text
    assert refused(post(WRONG, accept="image/png"), 406) == "not-acceptable"


def test_a_page_shows_the_text_with_what_is_wrong_below_the_line_and_marked_in_it(client: httpx.Client) -> None:
    page = client.post("/validate", data={"text": DATA + "<http://e.org/b> a <x .\n"}, headers={"accept": "text/html"})
    assert page.status_code == 200
    assert '<li value="3" class="faulty"><code>&lt;http://e.org/b&gt; a <mark>' in page.text
    assert "syntax/" in page.text
    # The text is back in the form, so that nobody has to paste it again.
    assert "&lt;http://e.org/a&gt; a &lt;http://e.org/C&gt; ;\n" in page.text


def test_own_shapes_judge_in_place_of_ours(with_shapes: Callable[[str, str], httpx.Response]) -> None:
    answer = with_shapes(DATA, SHAPES)
    assert found(answer) == [("S-p", 2, 22)]
    assert answer.json()[0]["mend"]["en"] == "Forty at most."


def test_a_shape_whose_node_is_nowhere_in_the_text_is_told_in_its_first_line(
    with_shapes: Callable[[str, str], httpx.Response],
) -> None:
    shapes = SHAPES.replace("sh:targetClass <http://e.org/C>", "sh:targetNode <http://e.org/absent>")
    assert found(with_shapes(DATA, shapes.replace("sh:maxInclusive 40", "sh:minCount 1"))) == [("S-p", 1, 1)]


def test_mistakes_in_shapes_are_told_as_theirs(with_shapes: Callable[[str, str], httpx.Response]) -> None:
    answer = with_shapes(DATA, SHAPES + "<x")
    assert [one["place"]["file"] for one in answer.json()] == ["shapes"]
    ill_formed = SHAPES.replace(
        "<http://e.org/S-p> a sh:PropertyShape ; sh:path <http://e.org/p> ;", "<http://e.org/S-p>"
    )
    endless = "<http://e.org/l> <{0}first> 1 ; <{0}rest> <http://e.org/l> .".format(
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    )
    for shapes in (
        ill_formed,
        SHAPES.replace("sh:maxInclusive 40", 'sh:pattern "((("'),
        SHAPES.replace("sh:maxInclusive 40", "sh:in <http://e.org/l>") + endless,
        SHAPES.replace(
            "sh:maxInclusive 40", 'sh:sparql [ sh:select "SELECT $this { GRAPH $shapesGraph { $this ?p ?o } }" ]'
        ),
    ):
        assert refused(with_shapes(DATA, shapes), 422) == "shapes-refused"


def test_too_few_values_that_are_no_texts_are_not_said_to_lack_a_language(
    with_shapes: Callable[[str, str], httpx.Response],
) -> None:
    answer = with_shapes(DATA, SHAPES.replace("sh:maxInclusive 40", "sh:minCount 2"))
    assert [one["message"]["en"] for one in answer.json()] == ["“<http://e.org/p>”: too few values."]


def test_our_own_terms_are_checked_in_any_text_and_those_of_others_are_not(post: Post) -> None:
    text = (
        "@prefix andro: <https://w3id.org/andromede/ontology#> .\n"
        "<http://e.org/a> a andro:Compagny , <http://e.org/Compagny> ; <http://xmlns.com/foaf/0.1/nme> 1 .\n"
    )
    assert found(post(text)) == [("term/unknown-class", 2, 20)]


def test_a_curated_file_is_checked_as_one(client: httpx.Client) -> None:
    path = "graph/data/authorities/person/nobody-at-all.ttl"
    text = (
        "@prefix andro: <https://w3id.org/andromede/ontology#> .\n@prefix id: <https://w3id.org/andromede/id/> .\n\n"
        "id:nobody-at-all\n    a andro:Person ;\n    .\n"
    )
    request: dict[str, Any] = {"content": text, "headers": {"content-type": TURTLE, "accept": "application/json"}}
    answer = client.post("/validate", params={"file": path}, **request)
    assert answer.headers["andromede-checked-as"] == path
    assert {rule for rule, _, _ in found(answer)} == {"Person-description", "Entity-prefLabel"}
    assert [one["place"]["file"] for one in answer.json()] == [path, path]


def test_what_is_wrong_in_other_files_is_told_with_their_names(client: httpx.Client, root: Path) -> None:
    path = "graph/data/authorities/company/ovhcloud.ttl"
    text = (root / path).read_text("utf-8").replace('"OVHcloud"@en', '"Atos"@en')
    form = {"text": text, "name": "mine.ttl"}
    page = client.post("/validate", data=form, headers={"accept": "text/html", "accept-language": "en"}).text
    assert "<h3>In other files</h3>" in page
    assert (
        '<a href="/rules/same-name"><code>same-name</code></a> · graph/data/authorities/company/atos.ttl, line' in page
    )
    assert '<li value="1" class="faulty">' not in page


def test_a_name_that_would_lead_out_of_the_folder_is_not_used(client: httpx.Client) -> None:
    for name in ("../../etc/passwd", "/etc/passwd", "a/../../b.ttl", "a\0b.ttl"):
        answer = client.post("/validate", params={"file": name}, content="?", headers={"content-type": TURTLE})
        assert answer.text.startswith("data.ttl:1:1:")


# --- what is refused ---


def test_a_compressed_body_is_not_unpacked_whatever_would_come_out(post: Post) -> None:
    bomb = gzip.compress(bytes(100_000_000))
    for coding in ("gzip", "deflate", "br", "zstd", "GZIP, gzip"):
        answer = post(bomb, **{"content-encoding": coding})
        assert refused(answer, 415) == "unsupported-coding"
        assert answer.headers["accept-encoding"] == "identity"


def test_a_hundred_megabytes_are_refused_before_they_have_come(client: httpx.Client, post: Post) -> None:
    sent = 0

    def flood() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 1_000_000
            yield bytes(1_000_000)

    # The server may have closed while we went on sending.
    with suppress(httpx.WriteError):
        assert refused(client.post("/validate", content=flood(), headers={"content-type": TURTLE}), 413) == "too-large"
    assert sent < 50_000_000
    assert found(post(DATA)) == []


def test_a_text_above_the_limit_is_refused_in_a_form_too(other_client: Callable[..., httpx.Client]) -> None:
    client = other_client(validate_kb=1)
    for files in ({"file": ("a.ttl", b"#" * 1025)}, {"text": (None, b"#" * 1025)}, {"shapes": ("a.ttl", b"#" * 1025)}):
        answer = client.post("/validate", files=files)
        assert (refused(answer, 413), answer.json()["limit"]) == ("too-large", 1024)


def test_a_billion_laughs_are_refused_and_the_server_goes_on(post: Post) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "ha">{entities}]>'
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
        "<r:Description><e:p>&e9;</e:p></r:Description></r:RDF>"
    )
    begun = time.monotonic()
    answer = post(bomb, "application/rdf+xml")
    assert refused(answer, 422) == "document-refused"
    assert answer.json()["line"] == 1
    assert time.monotonic() - begun < 5
    assert found(post(DATA)) == []


def test_a_text_that_takes_too_long_ends_alone(other_client: Callable[..., httpx.Client]) -> None:
    client = other_client(validate_seconds=2.0)
    endless = SHAPES.replace("sh:maxInclusive 40", 'sh:pattern "^(a+)+$"')
    data = f'<http://e.org/a> a <http://e.org/C> ; <http://e.org/p> "{"a" * 60}!" .'
    quick: dict[str, Any] = {"content": DATA, "headers": {"content-type": TURTLE, "accept": "application/json"}}
    client.post("/validate", **quick)  # the workers are there
    files = {"file": ("data.ttl", data), "shapes": ("shapes.ttl", endless)}
    with ThreadPoolExecutor(1) as aside:
        slow = aside.submit(client.post, "/validate", files=files)
        time.sleep(0.8)
        begun = time.monotonic()
        assert found(client.post("/validate", **quick)) == []
        assert time.monotonic() - begun < 1.5
        assert refused(slow.result(), 503) == "validation-too-long"


def test_a_text_that_takes_too_much_memory_ends_alone(other_client: Callable[..., httpx.Client]) -> None:
    client = other_client(validate_memory_mb=140, validate_seconds=60.0)
    data = "".join(f"<http://e.org/a{n}> a <http://e.org/C> ; <http://e.org/p> {n} .\n" for n in range(9_900))
    answer = client.post("/validate", files={"file": ("data.ttl", data), "shapes": ("shapes.ttl", SHAPES)})
    assert refused(answer, 503) == "validation-too-heavy"
    quick = client.post("/validate", content=DATA, headers={"content-type": TURTLE, "accept": "application/json"})
    assert found(quick) == []


# --- nothing is fetched ---


@contextmanager
def listening() -> Iterator[tuple[str, Callable[[], int]]]:
    """The address of a socket that listens, and how many have called it so far."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        calls = 0

        def count() -> int:
            nonlocal calls
            while True:
                try:
                    server.accept()[0].close()
                except BlockingIOError:
                    return calls
                calls += 1

        yield f"http://127.0.0.1:{server.getsockname()[1]}", count


def test_the_listening_socket_of_these_tests_hears_a_call() -> None:
    with listening() as (address, calls):
        host, port = address.removeprefix("http://").split(":")
        socket.create_connection((host, int(port))).close()
        assert calls() == 1


TEXTS = {
    "owl:imports": (
        TURTLE,
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . <{a}> a owl:Ontology ; owl:imports <{a}/x> .",
    ),
    "base": (TURTLE, "@base <{a}/> . <x> a <y> ; <http://www.w3.org/2000/01/rdf-schema#isDefinedBy> <{a}/z> ."),
    "context": ("application/ld+json", '{{"@context": "{a}/context.jsonld", "@id": "{a}/x", "name": "x"}}'),
    "contexts": ("application/ld+json", '{{"@context": [{{}}, "{a}/context.jsonld"], "@id": "{a}/x"}}'),
    "import": ("application/ld+json", '{{"@context": {{"@version": 1.1, "@import": "{a}/c"}}, "@id": "{a}/x"}}'),
    "term context": (
        "application/ld+json",
        '{{"@context": {{"p": {{"@id": "{a}/p", "@context": "{a}/c"}}}}, "p": {{}}}}',
    ),
    "entity": ("application/rdf+xml", '<!DOCTYPE r [<!ENTITY x SYSTEM "{a}/x">]><r:RDF xmlns:r="{a}">&x;</r:RDF>'),
    "dtd": ("application/rdf+xml", '<!DOCTYPE r SYSTEM "{a}/x.dtd"><r/>'),
    "schema": (
        "application/rdf+xml",
        '<?xml-stylesheet href="{a}/x.xsl"?><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:s="http://www.w3.org/2001/XMLSchema-instance" xmlns:i="http://www.w3.org/2001/XInclude" '
        's:schemaLocation="{a} {a}/x.xsd"><r:Description r:about="{a}/a"><i:include>{a}</i:include></r:Description>'
        "</r:RDF>",
    ),
}
CONSTRAINTS = {
    "js": "sh:js [ sh:jsLibrary [ sh:jsLibraryURL <{a}/x.js> ] ; sh:jsFunctionName 'f' ]",
    "SERVICE": "sh:sparql [ sh:select 'SELECT $this {{ SERVICE <{a}/s> {{ $this ?p ?o }} }}' ]",
    "FROM": "sh:sparql [ sh:select 'SELECT $this FROM <{a}/f> {{ $this ?p ?o }}' ]",
    "escaped": "sh:sparql [ sh:select 'SELECT $this {{ \\\\u0053ERVICE <{a}/s> {{ $this ?p ?o }} }}' ]",
    "prefix": "sh:sparql [ sh:prefixes <{a}/o> ; sh:select 'SELECT $this {{ $this ?p ?o }}' ]",
    "imports": "sh:shapesGraph <{a}/g> ; <http://www.w3.org/2002/07/owl#imports> <{a}/i>",
}
DECLARED = '<{a}/o> sh:declare [ sh:prefix "x" ; sh:namespace "{a}> SELECT $this {{ SERVICE <{a}/s> {{}} }} #" ] .\n'


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_makes_the_server_call(post: Post, name: str) -> None:
    type_, text = TEXTS[name]
    with listening() as (address, calls):
        answer = post(text.format(a=address), type_)
        assert answer.status_code in (200, 422), answer.text
        time.sleep(0.1)
        assert calls() == 0


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_no_shape_makes_the_server_call(with_shapes: Callable[[str, str], httpx.Response], name: str) -> None:
    with listening() as (address, calls):
        constraint = CONSTRAINTS[name].format(a=address)
        shapes = SHAPES.replace("sh:targetClass <http://e.org/C>", f"sh:targetClass <http://e.org/C> ; {constraint}")
        answer = with_shapes(DATA, shapes + (DECLARED.format(a=address) if name == "prefix" else ""))
        assert answer.status_code == (422 if "sparql" in constraint else 200), answer.text
        time.sleep(0.1)
        assert calls() == 0


def test_a_refusal_names_what_would_have_reached_out(with_shapes: Callable[[str, str], httpx.Response]) -> None:
    shapes = SHAPES + "<http://e.org/S> sh:sparql [ sh:select 'SELECT $this { SERVICE <http://127.0.0.1/> {} }' ] ."
    answer = with_shapes(DATA, shapes)
    assert refused(answer, 422) == "shapes-refused"
    assert "SERVICE" in json.dumps(answer.json())
