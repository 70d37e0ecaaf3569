"""The OpenAPI document: what FastAPI knows of its routes, and /sparql, which it does not route."""

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import FastAPI

from api.http.media import GRAPHS, HTML, PROBLEM, TABLES, Media
from api.sparql import protocol

Document = dict[str, Any]

SUMMARY = "Ask a SPARQL query"
EXAMPLE = "SELECT * WHERE { ?s ?p ?o } LIMIT 10"
ANSWERS: Sequence[Media] = (*TABLES, *GRAPHS)
UNCHANGED = "The client has this very answer, whose ETag it showed."
# Status and what it means; each is a problem document.
REFUSALS = {
    "400": "The query or the request is malformed; a query with line and column.",
    "404": "The release is not kept.",
    "406": "None of the formats suits.",
    "413": "The query or the body is too long.",
    "414": "The address is too long.",
    "415": "The body is of another type.",
    "422": "The answer is too large.",
    "429": "Too many requests; Retry-After says when to come back.",
    "503": "The query took too long or too much, or the engine is busy. No part of an answer is sent.",
}


_REFUSED = "Validation Error"
# What FastAPI writes where nothing was said.
_DEFAULTS = {
    "Successful Response": "The document.",
    _REFUSED: "A parameter does not have a value that is expected; the problem says which.",
}
_UNTYPED: Document = {"application/json": {"schema": {}}}


def document_of(site: FastAPI) -> Callable[[], Document]:
    """What takes the place of `site.openapi`: made once, when it is first asked for."""
    made: list[Document] = []
    generate = site.openapi

    def document() -> Document:
        if not made:
            whole = generate()
            for methods in whole["paths"].values():
                for operation in methods.values():
                    operation["responses"] = _as_served(operation["responses"])
            whole["paths"]["/sparql"] = sparql_paths()
            made.append(whole)
        return made[0]

    return document


def _as_served(responses: Document) -> Document:
    """FastAPI takes it that answers are JSON and that a refusal has its own form: here it is a problem document."""
    served = {}
    for status, response in responses.items():
        served[status] = {**response, "description": _DEFAULTS.get(response["description"], response["description"])}
        if status == "200" and response.get("content") == _UNTYPED:
            del served[status]["content"]
        if response["description"] == _REFUSED:
            served[status]["content"] = {PROBLEM.type: {"schema": {"type": "object"}}}
    return served


def sparql_paths() -> Document:
    """GET and POST of /sparql. QUERY is named in the words, since OpenAPI 3.1 has no place for it."""
    query = {**_parameter("query", "The query; without it, the description of the endpoint."), "example": EXAMPLE}
    shared = [
        _parameter("default-graph-uri", "A graph of the default graph; may be repeated.", many=True),
        _parameter("named-graph-uri", "A named graph; may be repeated.", many=True),
        _parameter("format", f"Instead of Accept: {', '.join(media.token for media in ANSWERS)}."),
        {**_parameter("timeout", "Longest time in seconds."), "schema": {"type": "number", "exclusiveMinimum": 0}},
        _parameter("release", "The id of a release that is kept; the one in service without it."),
    ]
    return {
        "get": _operation("sparql_get", [query, *shared], (*ANSWERS, HTML)),
        "post": {
            **_operation("sparql_post", shared, ANSWERS),
            "requestBody": {
                "required": True,
                "content": {
                    protocol.QUERY: {"schema": {"type": "string"}, "example": EXAMPLE},
                    protocol.FORM: {
                        "schema": {
                            "type": "object",
                            "required": ["query"],
                            "properties": {
                                "query": {"type": "string", "example": EXAMPLE},
                                **{each["name"]: each["schema"] for each in shared},
                            },
                        }
                    },
                },
            },
        },
    }


def _operation(name: str, parameters: list[Document], answers: Sequence[Media]) -> Document:
    content = {media.type: {"schema": {"type": "string"}} for media in answers}
    # POST is never answered so: its answers have no tag.
    unchanged = {"304": {"description": UNCHANGED}} if name == "sparql_get" else {}
    refusals = {
        status: {"description": words, "content": {PROBLEM.type: {"schema": {"type": "object"}}}}
        for status, words in REFUSALS.items()
    }
    return {
        "tags": ["sparql"],
        "operationId": name,
        "summary": SUMMARY,
        "description": "The SPARQL 1.1 Protocol. The same request may be sent by the QUERY method (RFC 10008).",
        "parameters": parameters,
        "responses": {"200": {"description": "The complete answer.", "content": content}, **unchanged, **refusals},
    }


def _parameter(name: str, description: str, many: bool = False) -> Document:
    schema: Document = {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
