"""What went wrong, in one shape (RFC 9457): from any exception to a problem, and from a problem to its document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.problems.kinds import BY_ERROR, BY_STATUS, KINDS, Kind
from api.problems.parameter_words import explain as explain_parameters
from api.problems.query_words import explain
from graph.errors import MalformedQuery
from ontology.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong. `members` are what a program can use: line, column, the formats served …;
    `reason` is for the log."""

    kind: Kind
    detail: Text
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    def document(self, language: str, instance: str) -> dict[str, Any]:
        """The members of RFC 9457 §3.1, then ours."""
        return {
            "type": self.kind.iri,
            "title": self.kind.title.in_language(language),
            "status": self.kind.status,
            "detail": self.detail.in_language(language),
            **({"advice": self.kind.advice.in_language(language)} if self.kind.advice else {}),
            "instance": instance,
            **self.members,
        }


class Refused(Exception):
    """Raised by our routes: the request ends with this problem."""

    def __init__(self, name: str, members: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None):
        super().__init__(name)
        self.problem = problem(name, members or {}, headers)


def problem(name: str, members: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Problem:
    """A problem of the kind of this name; its sentence is filled with the members, or is their `detail`."""
    kind = KINDS[name]
    own = members.get("text") or members.get("detail", "")
    sentence = kind.detail or (own if isinstance(own, Text) else Text(str(own), str(own)))
    rest = {
        key: value for key, value in members.items() if key not in ("detail", "text") and value not in (None, [], ())
    }
    # In the words of whoever looks after the server.
    failed = kind.detail and kind.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    reason = (own.en if isinstance(own, Text) else str(own)) if failed else ""
    rest |= {"reason": reason} if reason and not kind.private else {}
    retry = {"retry-after": str(kind.retry_after)} if kind.retry_after else {}
    told = _filled(sentence, members) if kind.detail else sentence
    return Problem(kind, told, rest, {**retry, **(headers or {})}, reason)


def problem_of(error: Exception) -> Problem:
    """The problem that an error is; what nobody foresaw is `internal-error`, and says nothing of its inside."""
    if isinstance(error, Refused):
        return error.problem
    if isinstance(error, HTTPException):
        return _of_status(error)
    if isinstance(error, RequestValidationError):
        return _of_parameters(error)
    if isinstance(error, MalformedQuery):
        return problem("malformed-query", {**vars(error), "detail": explain(error)})
    name = next((BY_ERROR[kind] for kind in type(error).__mro__ if kind in BY_ERROR), None)
    return problem(name, vars(error)) if name else problem("internal-error", {})


def _of_parameters(error: RequestValidationError) -> Problem:
    if any(each["loc"][0] == "path" for each in error.errors()):
        return problem("unknown-address", {})
    faults = [{"parameter": str(each["loc"][-1]), "reason": str(each["msg"])} for each in error.errors()]
    return problem("invalid-parameter", {"detail": explain_parameters(error.errors()), "parameters": faults})


def _of_status(error: HTTPException) -> Problem:
    """The framework's own refusals; a status that it has and our table has not is told in its own words."""
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    allowed = [method.strip() for method in headers.get("allow", "").split(",")]
    name = BY_STATUS.get(error.status_code, "malformed-request" if error.status_code < 500 else "internal-error")
    return problem(name, {"allowed": allowed} if name == "method-not-allowed" else {"detail": error.detail}, headers)


def _filled(sentence: Text, members: Mapping[str, Any]) -> Text:
    shown = {key: ", ".join(value) if isinstance(value, list | tuple) else value for key, value in members.items()}
    return sentence.filled(shown)
