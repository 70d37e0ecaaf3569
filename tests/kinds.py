"""One page of each kind, in the release of this checkout: what is tested or looked at page by page."""

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "home": "/",
    "person": "/doc/thierry-breton",
    "company": "/doc/ovhcloud",
    "joint venture": "/doc/numergy",
    "state": "/doc/etat-francais",
    "policy": "/doc/strategie-nationale-cloud-2021",
    "plan with money": "/doc/plan-industriel-cloud-2021",
    "scheme": "/doc/secnumcloud",
    "scheme version": "/doc/secnumcloud-3-2",
    "event": "/doc/reunion-plan-cloud-2014-01-24",
    "source": "/doc/societe-com-2022-09-13-volte-face",
    "fact": "/doc/responsibility--thierry-breton--plan-cloud-computing-2013",
    "disputed fact": "/doc/figure--numergy--revenue--2014",
    "group of facts": "/doc/ovhcloud?group=Position.organization",
    "retired": "/doc/eads",
    "missing": "/doc/plan-cloud-computing",
    "concept": "/vocabulary/role/chief-executive",
    "vocabulary": "/vocabulary/role",
    "vocabularies": "/vocabulary",
    "list": "/actors",
    "sources": "/sources",
    "sums": "/money",
    "prefixes": "/prefixes",
    "search": "/search?q=breton",
    "ontology": "/ontology",
    "class": "/ontology/Certificate",
    "property": "/ontology/holder",
    "dataset": "/dataset",
    "about": "/about",
    "quality": "/quality?list=disputed",
    "correction": "/about?fact=https://w3id.org/andromede/id/figure--numergy--revenue--2014",
    "problems": "/problems",
    "problem": "/problems/malformed-query",
    "releases": "/release",
    "graphs": "/graph",
    "shapes": "/shapes",
    "rules": "/rules",
    "rule": "/rules/cycle",
    "questions": "/questions",
    "question": "/questions/cloud-plan-leaders",
    "docs": "/docs",
    "sparql": "/sparql",
    "answer": "/sparql?query=SELECT+*+{+?s+?p+?o+}+LIMIT+5",
    "no format": "/sparql?query=ASK%7B%7D&format=png",
    "mistake": "/sparql?query=SELECT+*+{+?s+foo:bar+?o+}",
}


def in_language(address: str, language: str) -> str:
    """The same page in a language."""
    return f"{address}{'&' if '?' in address else '?'}lang={language}"
