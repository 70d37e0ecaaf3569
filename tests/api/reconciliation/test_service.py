"""/reconcile: both versions of the Reconciliation API, held to their published schemas."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from ontology import ANDRO, ID

Valid = Callable[[str, str, Any], None]
DRAFT = "/reconcile/1.0"
PLAN = "plan-cloud-computing-2013"
SEVERAL = {"entity": "entities", "property": "properties", "type": "types"}
FOLDERS = {"0.2": "0.2", "1.0": "1.0-draft"}


@pytest.fixture(scope="module")
def valid(shared: Path) -> Valid:
    """`valid("0.2", "manifest", document)` raises where the document is not as the schema of that name has it."""
    validators: dict[tuple[str, str], Draft7Validator] = {}

    def check(version: str, name: str, document: Any) -> None:
        if (version, name) not in validators:
            validators[version, name] = validator(shared / "reconciliation" / FOLDERS[version] / "schemas", name)
        validators[version, name].validate(document)

    return check


def validator(folder: Path, name: str) -> Draft7Validator:
    """Schemas refer to each other by their `$id`; nothing is fetched."""
    schemas = [json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")]
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], DRAFT7.create_resource(schema)) for schema in schemas
    )
    return Draft7Validator(json.loads((folder / f"{name}.json").read_text("utf-8")), registry=registry)


def matched(client: httpx.Client, *queries: Mapping[str, Any]) -> list[Any]:
    answer = client.post(f"{DRAFT}/match", json={"queries": queries})
    assert answer.status_code == 200, answer.text
    return [each["candidates"] for each in answer.json()["results"]]


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=30) as client:
        yield client


def test_the_manifests_are_valid_and_their_addresses_answer(client: httpx.Client, valid: Valid) -> None:
    manifest = client.get("/reconcile").json()
    valid("0.2", "manifest", manifest)
    valid("1.0", "manifest", client.get(DRAFT).json())
    for sort, service in manifest["suggest"].items():
        found = client.get(service["service_url"] + service["service_path"], params={"prefix": "co"})
        valid("0.2", f"suggest-{SEVERAL[sort]}-response", found.json())
        tip = client.get(
            service["flyout_service_url"]
            + service["flyout_service_path"].replace("${id}", found.json()["result"][0]["id"])
        )
        assert tip.json()["html"].strip().startswith("<p>")
    preview = client.get(manifest["preview"]["url"].replace("{{id}}", "ovhcloud"))
    assert "OVHcloud" in preview.text
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    assert client.get(manifest["view"]["url"].replace("{{id}}", "ovhcloud"), follow_redirects=True).status_code == 200


def test_a_batch_is_answered_alike_by_get_by_form_and_in_the_draft(client: httpx.Client, valid: Valid) -> None:
    queries = {"q0": {"query": "Octav Klabba", "type": "Person"}, "q1": {"query": "Numergie", "limit": 2}}
    by_get = client.get("/reconcile", params={"queries": json.dumps(queries)}).json()
    by_form = client.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    assert by_get == by_form
    valid("0.2", "reconciliation-result-batch", by_get)
    first = by_get["q0"]["result"][0]
    assert (first["id"], first["name"], first["type"]) == (
        "octave-klaba",
        "Octave Klaba",
        [{"id": "Person", "name": "personne"}],
    )
    assert len(by_get["q1"]["result"]) == 2
    draft = client.post(
        f"{DRAFT}/match",
        json={"queries": [{"type": "Person", "conditions": [{"matchType": "name", "propertyValue": "Octav Klabba"}]}]},
    ).json()
    valid("1.0", "reconciliation-result-batch", draft)
    assert draft["results"][0]["candidates"][0]["score"] == first["score"]


@pytest.mark.parametrize("version", ["0.2", "1.0"])
def test_every_valid_example_of_the_specification_is_understood(
    client: httpx.Client, shared: Path, valid: Valid, version: str
) -> None:
    examples = shared / "reconciliation" / FOLDERS[version] / "examples"
    for path in (examples / "reconciliation-query-batch/valid").glob("*.json"):
        if version == "0.2":
            answer = client.post("/reconcile", data={"queries": path.read_text("utf-8")})
        else:
            answer = client.post(f"{DRAFT}/match", content=path.read_bytes())
        assert answer.status_code == 200, (path.name, answer.text)
        valid(version, "reconciliation-result-batch", answer.json())
    for path in (examples / "data-extension-query/valid").glob("*.json"):
        if version == "0.2":
            answer = client.post("/reconcile", data={"extend": path.read_text("utf-8")})
        else:
            answer = client.post(f"{DRAFT}/extend", content=path.read_bytes())
        assert answer.status_code == 200, (path.name, answer.text)
        valid(version, "data-extension-response", answer.json())


@pytest.mark.parametrize("version", ["0.2", "1.0"])
def test_every_invalid_query_of_the_specification_is_refused(client: httpx.Client, shared: Path, version: str) -> None:
    for path in (shared / "reconciliation" / FOLDERS[version] / "examples/reconciliation-query-batch/invalid").glob(
        "*.json"
    ):
        if version == "0.2":
            answer = client.post("/reconcile", data={"queries": path.read_text("utf-8")})
        else:
            answer = client.post(f"{DRAFT}/match", content=path.read_bytes())
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json"), path.name


def test_only_a_certain_answer_is_a_match(client: httpx.Client) -> None:
    exact, slip, nothing = matched(
        client,
        *(
            {"conditions": [{"matchType": "name", "propertyValue": name}]}
            for name in ("Octave Klaba", "Octave Klabas", "Philippe Martin")
        ),
    )
    assert (exact[0]["id"], exact[0]["score"], exact[0]["match"]) == ("octave-klaba", 100, True)
    assert slip[0]["id"] == "octave-klaba"
    assert 80 < slip[0]["score"] < 100
    assert not [each for each in nothing if each["match"] or each["score"] > 80]


def test_what_a_thing_has_decides_between_like_names_and_lowers_a_name_whose_claims_fail(client: httpx.Client) -> None:
    name = {"matchType": "name", "propertyValue": "Octave Klaba"}
    right = {"matchType": "property", "propertyId": "leads", "propertyValue": {"id": PLAN, "name": "?"}}
    wrong = {"matchType": "property", "propertyId": "leads", "propertyValue": "Numergy"}
    fits, fails, gone = matched(
        client,
        {"conditions": [name, right]},
        {"conditions": [name, wrong]},
        {"conditions": [name, {**wrong, "required": True}]},
    )
    assert (fits[0]["id"], fits[0]["match"]) == ("octave-klaba", True)
    assert fails[0]["score"] <= 75
    assert "octave-klaba" not in [each["id"] for each in gone]


def test_a_thing_is_found_by_its_identifier_or_by_what_it_alone_has(client: httpx.Client) -> None:
    by_id, by_slug, by_number, by_parts = matched(
        client,
        {"conditions": [{"matchType": "id", "propertyValue": ID + "ovhcloud"}]},
        {"conditions": [{"matchType": "name", "propertyValue": "octave-klaba"}]},
        {"conditions": [{"matchType": "property", "propertyId": "lei", "propertyValue": "9695001J8OSOVX4TP939"}]},
        {"conditions": [{"matchType": "property", "propertyId": "lei", "propertyValue": "9695 001J 8osoVX4TP939"}]},
    )
    found = [each[0] for each in (by_id, by_slug, by_number, by_parts)]
    assert [each["id"] for each in found] == ["ovhcloud", "octave-klaba", "ovhcloud", "ovhcloud"]
    assert all(each["match"] for each in found)


def test_a_type_that_does_not_fit_finds_nothing_and_one_above_does(client: httpx.Client) -> None:
    person, company, actor = (
        client.get("/reconcile", params={"queries": json.dumps({"q": {"query": "OVHcloud", "type": type_}})}).json()
        for type_ in ("Person", "andro:Company", ANDRO + "Actor")
    )
    assert "ovhcloud" not in [each["id"] for each in person["q"]["result"]]
    by_id = client.get("/reconcile", params={"queries": json.dumps({"q": {"query": "ovhcloud", "type": "Person"}})})
    assert "ovhcloud" not in [each["id"] for each in by_id.json()["q"]["result"]]
    assert company["q"]["result"][0]["id"] == actor["q"]["result"][0]["id"] == "ovhcloud"


def test_documents_are_candidates_only_where_they_are_asked_for(client: httpx.Client) -> None:
    title = "La nouvelle France industrielle affûte son plan Cloud"
    query = {"any": {"query": title}, "source": {"query": title, "type": "Source"}}
    found = client.get("/reconcile", params={"queries": json.dumps(query)}).json()
    assert found["source"]["result"][0]["id"] == "silicon-2014-01-nfi-affute-plan-cloud"
    assert "silicon-2014-01-nfi-affute-plan-cloud" not in [each["id"] for each in found["any"]["result"]]


def test_data_extension_gives_things_texts_and_numbers_as_cells(client: httpx.Client, valid: Valid) -> None:
    asked = {
        "ids": ["octave-klaba", "ovhcloud", "nobody-here"],
        "properties": [{"id": "leads"}, {"id": "lei"}, {"id": "skos:altLabel", "settings": {"limit": "1"}}],
    }
    old = client.get("/reconcile/en", params={"extend": json.dumps(asked)}).json()
    new = client.post("/reconcile/en/1.0/extend", json=asked).json()
    valid("0.2", "data-extension-response", old)
    valid("1.0", "data-extension-response", new)
    assert {"id": PLAN, "name": "Cloud Computing plan"} in old["rows"]["octave-klaba"]["leads"]
    assert old["rows"]["ovhcloud"]["lei"] == [{"str": "9695001J8OSOVX4TP939"}]
    assert len(old["rows"]["ovhcloud"]["skos:altLabel"]) == 1
    assert old["rows"]["nobody-here"] == {"leads": [], "lei": [], "skos:altLabel": []}
    assert {row["id"]: {p["id"]: p["values"] for p in row["properties"]} for row in new["rows"]} == old["rows"]


def test_properties_are_proposed_by_how_many_things_of_the_type_have_them(client: httpx.Client, valid: Valid) -> None:
    proposed = client.get("/reconcile/en/extend/propose", params={"type": "Person", "limit": 10}).json()
    for version in ("0.2", "1.0"):
        valid(version, "data-extension-property-proposal", proposed)
    ids = [each["id"] for each in proposed["properties"]]
    assert "heldPositionIn" in ids
    assert len(ids) == 10


def test_types_and_properties_are_suggested_in_both_languages(client: httpx.Client, valid: Valid) -> None:
    for prefix in ("compan", "entrepr"):
        types = client.get(f"{DRAFT}/suggest/type", params={"prefix": prefix}).json()
        valid("1.0", "suggest-types-response", types)
        assert "Company" in [each["id"] for each in types["result"]]
    everything = client.get(f"{DRAFT}/suggest/property", params={"prefix": "", "limit": 200}).json()
    valid("1.0", "suggest-properties-response", everything)
    assert {"leads", "lei", "skos:altLabel", "dcterms:issued"} <= {each["id"] for each in everything["result"]}
    rest = client.get(f"{DRAFT}/suggest/property", params={"prefix": "", "limit": 200, "offset": 10}).json()
    assert rest["result"][:5] == everything["result"][10:15]


@pytest.mark.parametrize("sort", ["entity", "type", "property"])
@pytest.mark.parametrize("parameter", ["offset", "cursor"])
def test_suggestions_are_had_part_by_part(client: httpx.Client, sort: str, parameter: str) -> None:
    def part(**asked: int) -> list[str]:
        answer = client.get(f"/reconcile/suggest/{sort}", params={"prefix": "c", **asked})
        return [each["id"] for each in answer.json()["result"]]

    assert part(limit=2) + part(limit=2, **{parameter: 2}) == part(limit=4)
    assert len(part(limit=4)) == 4


def test_only_types_of_things_that_are_here_are_suggested(client: httpx.Client) -> None:
    types = client.get("/reconcile/fr/suggest/type", params={"prefix": "", "limit": 200}).json()["result"]
    ids = [each["id"] for each in types]
    assert {"Entity", "Person", "Source"} <= set(ids)
    assert "Position" not in ids, "a claim has no name to match"
    assert all(each["description"] and each["name"] != each["id"] for each in types)


def test_properties_are_suggested_of_the_type_alone_and_in_words(client: httpx.Client) -> None:
    def suggested(prefix: str, type_: str) -> list[str]:
        asked = {"prefix": prefix, "type": type_}
        return [each["id"] for each in client.get("/reconcile/en/suggest/property", params=asked).json()["result"]]

    assert "memberOf" in suggested("member", "Person")
    assert "member" not in suggested("member", "Person"), "only claims have it"
    assert suggested("issued", "Source") == ["dcterms:issued"]
    assert suggested("issued", "Person") == []
    assert suggested("other na", "Company") == ["skos:altLabel"]


def test_documents_have_properties_to_propose_too(client: httpx.Client) -> None:
    proposed = client.get("/reconcile/en/extend/propose", params={"type": "Source"}).json()["properties"]
    assert {"dcterms:issued", "grade"} <= {each["id"] for each in proposed}


def test_what_is_proposed_has_a_name_in_words(client: httpx.Client) -> None:
    for language in ("fr", "en"):
        proposed = client.get(f"/reconcile/{language}/extend/propose").json()["properties"]
        assert [each["id"] for each in proposed if ":" in each["name"]] == []
    asked = {"ids": ["ovhcloud"], "properties": [{"id": "skos:altLabel"}, {"id": "leads"}]}
    meta = client.get("/reconcile/en", params={"extend": json.dumps(asked)}).json()["meta"]
    assert [each["name"] for each in meta] == ["other names", "leads"]


def test_a_tip_says_what_a_type_and_a_property_mean(client: httpx.Client) -> None:
    for address in ("type?id=Person", "property?id=heldPositionIn"):
        html = client.get(f"/reconcile/en/flyout/{address}").json()["html"]
        assert html.count("<p>") == 2
    assert client.get("/reconcile/en/flyout/property?id=skos:altLabel").json()["html"] == "<p><b>other names</b></p>"


def test_services_of_two_languages_have_names_of_their_own(client: httpx.Client) -> None:
    names = [
        client.get(address).json()["name"]
        for root in ("/reconcile", "/reconcile/fr", "/reconcile/en")
        for address in (root, f"{root}/1.0")
    ]
    assert names == ["Andromède"] * 2 + ["Andromède (français)"] * 2 + ["Andromède (English)"] * 2


def test_a_slip_in_the_column_beside_is_forgiven_as_one_in_the_name_is(client: httpx.Client) -> None:
    name = {"matchType": "name", "propertyValue": "Octave Klaba"}
    employer = {"matchType": "property", "propertyId": "heldPositionIn"}
    slip, other, beyond = matched(
        client,
        {"conditions": [name, {**employer, "propertyValue": "OVHclod"}]},
        {"conditions": [name, {**employer, "propertyValue": "Orange"}]},
        {"conditions": [name, {**employer, "propertyValue": [*(f"nobody {n}" for n in range(300)), "OVHcloud"]}]},
    )
    assert slip[0]["match"]
    assert other[0]["score"] <= 75
    assert beyond[0]["match"], "a name as it stands is found after any number of others"


def test_an_empty_cell_beside_a_name_says_nothing(client: httpx.Client) -> None:
    query = {"query": "OVHcloud", "type": "Company"}
    empty = {**query, "properties": [{"pid": "lei", "v": ""}, {"pid": "memberOf", "v": [" "]}]}
    found = client.post("/reconcile", data={"queries": json.dumps({"alone": query, "empty": empty})}).json()
    assert found["alone"] == found["empty"]
    assert found["empty"]["result"][0]["match"]


def test_names_that_have_next_to_nothing_in_common_are_no_candidates(client: httpx.Client) -> None:
    for name in ("Infomaniak", "Henna Virkunen"):
        found = matched(client, {"conditions": [{"matchType": "name", "propertyValue": name}], "limit": 50})[0]
        assert [each for each in found if each["score"] < 20] == []


def test_entities_are_suggested_by_the_start_of_a_name_and_by_identifier(client: httpx.Client, valid: Valid) -> None:
    found = client.get(f"{DRAFT}/suggest/entity", params={"prefix": "thierry bre", "limit": 3}).json()
    valid("1.0", "suggest-entities-response", found)
    assert found["result"][0]["id"] == "thierry-breton"
    assert found["result"][0]["notable"][0]["id"] == "Person"
    by_id = client.get("/reconcile/suggest/entity", params={"prefix": "court-of-justice-of-the-eu"}).json()
    assert by_id["result"][0]["id"] == "court-of-justice-of-the-eu"


def test_names_come_in_the_language_of_the_address_else_of_the_client(client: httpx.Client) -> None:
    query = {"queries": json.dumps({"q": {"query": "Conseil d'Etat", "limit": 1}})}
    french = client.get("/reconcile/fr", params=query, headers={"accept-language": "en"})
    english = client.get("/reconcile", params=query, headers={"accept-language": "en"})
    assert (french.headers["content-language"], english.headers["content-language"]) == ("fr", "en")
    assert french.json()["q"]["result"][0]["type"][0]["name"] != english.json()["q"]["result"][0]["type"][0]["name"]


def test_pages_of_other_origins_may_ask_by_get_and_post(client: httpx.Client) -> None:
    origin = {"origin": "https://example.org"}
    wish = {**origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    allowed = client.options(f"{DRAFT}/match", headers=wish)
    assert "POST" in allowed.headers["access-control-allow-methods"]
    assert "content-type" in allowed.headers["access-control-allow-headers"].lower()
    for answer in (
        client.get("/reconcile", headers=origin),
        client.post(f"{DRAFT}/match", content=b"{}", headers=origin),
    ):
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"q": 1}', '{"q": {"query": 3}}', '{"q": {"query": "a", "type": "a b<>"}}', "[" * 5000]
)
def test_a_malformed_batch_is_refused_with_a_reason(client: httpx.Client, body: str) -> None:
    answer = client.post("/reconcile", data={"queries": body})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["detail"]


def test_what_is_not_here_is_404(client: httpx.Client) -> None:
    assert client.get("/reconcile/preview?id=nobody-here").status_code == 404
    assert client.get("/reconcile/flyout/type?id=Nothing").status_code == 404
    assert client.get("/reconcile/flyout/shape?id=Company").status_code == 404
