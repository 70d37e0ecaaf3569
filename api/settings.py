"""The settings: one table of names, defaults and help, and the only place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from graph.releases.manifest import Profile
from graph.workers.limits import KILOBYTE, MEGABYTE, Limits
from loaders.workbench.submission import Caps

PREFIX = "ANDROMEDE_"


class WrongSetting(Exception):
    """A variable that is no setting, or a value that its setting cannot hold; `str()` says what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the server is told; each field is a variable of the environment, `seconds` being ANDROMEDE_SECONDS."""

    releases: Annotated[Path, "folder that holds the releases"] = Path("var/releases")
    profile: Annotated[Profile, "curated: the graph with its pages; plain: quads as they are"] = Profile.CURATED
    public_url: Annotated[str, "address that the world sees, for absolute links; empty: that of the request"] = ""
    operator: Annotated[str, "who runs this server, as /about names them; empty: /about says that nobody is named"] = ""
    contact: Annotated[str, "where errors are reported: a mail address or an address of the web"] = ""
    repository: Annotated[str, "address of the repository that the curated files are in"] = ""
    line_address: Annotated[str, "address of a line of a curated file on the web, with {file} and {line}"] = ""
    seconds: Annotated[float, "longest time for one query, counted from its arrival"] = 30.0
    memory_mb: Annotated[int, "most memory for one query, in megabytes"] = 512
    answer_mb: Annotated[int, "largest answer, in megabytes"] = 64
    query_kb: Annotated[int, "longest query, in kilobytes"] = 256
    address_kb: Annotated[int, "longest address with its query string, in kilobytes"] = 32
    body_mb: Annotated[int, "largest request body, in megabytes"] = 8
    validate_kb: Annotated[int, "longest text to validate, and longest shapes, in kilobytes"] = 1024
    validate_triples: Annotated[int, "most triples of a text to validate"] = 20_000
    validate_seconds: Annotated[float, "longest time for one validation"] = 10.0
    validate_memory_mb: Annotated[int, "most memory for one validation with what it reads of ours, in megabytes"] = 768
    merged_triples: Annotated[int, "most triples that a dataset of several FROM graphs may hold"] = 200_000
    fast_workers: Annotated[int, "worker processes that quick queries share"] = 2
    slow_workers: Annotated[int, "long queries that are evaluated at the same time"] = 8
    slow_queue: Annotated[int, "long queries that may wait for a place"] = 64
    slow_queue_seconds: Annotated[float, "how long they wait before they are told to come back"] = 10.0
    slice_ms: Annotated[int, "milliseconds after which a query counts as long"] = 50
    service_endpoints: Annotated[str, "addresses, separated by spaces, that a query may call by SERVICE"] = ""
    cache_mb: Annotated[int, "memory for answers that can be given again, in megabytes"] = 64
    client_rate: Annotated[int, "answers that one client may ask for in a minute, those in memory apart; 0: any"] = 6000
    client_at_once: Annotated[int, "answers that one client may wait for at the same time; 0: any number"] = 32
    trusted_proxies: Annotated[str, "addresses or networks, separated by spaces, that tell the client’s address"] = ""
    log_level: Annotated[str, "info: every request; warning: slow and failed ones"] = "info"
    slow_seconds: Annotated[float, "requests that take longer are logged with their query"] = 5.0
    require_sandbox: Annotated[bool, "refuse to start where workers cannot be cut off from the network"] = False

    @property
    def endpoints(self) -> frozenset[str]:
        return frozenset(self.service_endpoints.split())

    @property
    def caps(self) -> Caps:
        """What one text to validate may be."""
        return Caps(
            size=self.validate_kb * KILOBYTE,
            triples=self.validate_triples,
            seconds=self.validate_seconds,
            memory=self.validate_memory_mb * MEGABYTE,
        )

    @property
    def limits(self) -> Limits:
        return Limits(
            seconds=self.seconds,
            memory=self.memory_mb * MEGABYTE,
            answer=self.answer_mb * MEGABYTE,
            merged_triples=self.merged_triples,
            fast_workers=self.fast_workers,
            slow_workers=self.slow_workers,
            slice=self.slice_ms / 1000,
            slow_queue=self.slow_queue,
            slow_queue_seconds=self.slow_queue_seconds,
        )


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that the variables give. Raises WrongSetting on an unknown name or a value of the wrong kind."""
    known = {PREFIX + each.name.upper(): each for each in fields(Settings)}
    variables = os.environ if environment is None else environment
    given = {name: value for name, value in variables.items() if name.startswith(PREFIX)}
    for name in given.keys() - known.keys():
        nearest = get_close_matches(name, known, n=1)
        hint = f"Did you mean {nearest[0]}?" if nearest else f"The settings are: {', '.join(sorted(known))}."
        raise WrongSetting(f"{name} is no setting of Andromède. {hint}")
    return Settings(**{known[name].name: _read(known[name], name, value) for name, value in given.items()})


def table() -> list[tuple[str, str, str]]:
    """Variable, default and help of every setting, for the documentation and `--help`."""
    hints = get_type_hints(Settings, include_extras=True)
    return [
        (PREFIX + each.name.upper(), str(each.default), hints[each.name].__metadata__[0]) for each in fields(Settings)
    ]


def _read(setting: Field[Any], name: str, text: str) -> Any:
    kind: type = type(setting.default)
    try:
        return SWITCH[text.lower()] if kind is bool else kind(text)
    except (ValueError, KeyError):
        raise WrongSetting(f"{name}={text!r} is not {WORDS[kind]}.") from None


SWITCH = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
WORDS: Mapping[type, str] = {
    bool: "one of " + ", ".join(SWITCH),
    int: "a whole number",
    float: "a number",
    Profile: "one of " + ", ".join(Profile),
}
