"""Findings as SARIF 2.1.0, which code forges and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from loaders.findings import Finding, Level, Place, page_of
from ontology import BASE

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# The name says which way of making identifiers it is: another way needs another name.
FINGERPRINT = "andromede/v1"
LEVELS: Mapping[Level, str] = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note"}


def as_sarif(findings: Sequence[Finding], root: Path, language: str) -> str:  # noqa: ARG001 - paths stay relative
    """One run with its rules and results, messages in one language. Columns count code points, as ours do."""
    rules = sorted({finding.rule for finding in findings})
    driver = {"name": "Andromède", "informationUri": BASE, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules.index(finding.rule), language) for finding in findings],
    }
    log = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: str) -> dict[str, object]:
    return {"id": rule, "helpUri": page_of(rule)}


def _result(finding: Finding, rule: int, language: str) -> dict[str, object]:
    sentences = (finding.message.in_language(language), finding.mend.in_language(language))
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.level],
        "message": {"text": " ".join(sentence for sentence in sentences if sentence)},
        "locations": [_location(finding.place)],
        "relatedLocations": [{"id": n, **_location(place)} for n, place in enumerate(finding.related, 1)],
        "partialFingerprints": {FINGERPRINT: finding.identifier},
    }


def _location(place: Place) -> dict[str, object]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": quote(place.file)}, "region": region}}
