"""/sparql/vocabulary: what an editor offers while a query is written, of the release in service."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.dependencies import EditionDep
from api.model import read_model
from graph.reading.vocabulary import Word, vocabulary_of
from ontology.prefixes import prefixed

router = APIRouter(tags=["self-description"])


@router.get("/sparql/vocabulary", summary="Classes, properties and concepts with their names, and the prefixes: JSON")
async def vocabulary(edition: EditionDep) -> Response:
    words = await vocabulary_of(edition.pool, edition.release.folder)
    body = await asyncio.to_thread(_written, words, read_model().prefixes)
    return Response(body, headers={"content-type": "application/json"})


def _written(words: tuple[Word, ...], prefixes: Mapping[str, str]) -> str:
    """A term that no prefix shortens is left out: nobody would recognise it."""
    named = [(prefixed(word.iri, prefixes), word) for word in words]
    terms = [_term(name, word) for name, word in named if name != word.iri]
    return json.dumps({"prefixes": dict(prefixes), "terms": terms}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _term(name: str, word: Word) -> Mapping[str, Any]:
    return {"name": name, "kind": word.kind, **({"uses": word.uses} if word.uses else {}), **word.labels}
