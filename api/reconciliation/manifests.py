"""The manifests of the reconciliation service: what it offers, in the words of each version of the protocol."""

from typing import Any

from api.pages.words import words_of
from api.reconciliation.requests import BATCH, identifier_of
from ontology import ANDRO, ID
from ontology.core import ENTITY

WIDTH, HEIGHT = 420, 180


def manifest_0_2(host: str, root: str, language: str) -> dict[str, Any]:
    """`root` is the path of the service on this host."""
    words = words_of(language)
    service = host + root
    suggest = {
        sort: {
            "service_url": service,
            "service_path": f"/suggest/{sort}",
            "flyout_service_url": service,
            "flyout_service_path": f"/flyout/{sort}?id=${{id}}",
        }
        for sort in ("entity", "property", "type")
    }
    limit = {"name": "limit", "label": words("reconcile.limit"), "type": "number", "default": 0}
    return {
        "versions": ["0.2"],
        **_shared(host, root, language),
        "identifierSpace": ID,
        "schemaSpace": ANDRO,
        "view": {"url": f"{host}/id/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/extend/propose"},
            "property_settings": [{**limit, "help_text": words("reconcile.limit-help")}],
        },
    }


def manifest_1_0(host: str, root: str, language: str) -> dict[str, Any]:
    """All other addresses of the draft follow from that of the manifest."""
    words = words_of(language)
    limit = {"id": "limit", "name": words("reconcile.limit"), "type": "number", "default": 0}
    return {
        "versions": ["1.0-draft"],
        **_shared(host, root, language),
        "lang": language,
        "dir": "ltr",
        "view": {"url": f"{host}/id/{{id}}"},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {
            "proposeProperties": True,
            "propertySettings": [{**limit, "helpText": words("reconcile.limit-help")}],
        },
        "standardizedScore": True,
    }


def _shared(host: str, root: str, language: str) -> dict[str, Any]:
    """Clients list services by name: those of one language have it in theirs."""
    words = words_of(language)
    own = root.endswith(f"/{language}")
    return {
        "name": words("reconcile.service-in" if own else "reconcile.service"),
        "documentation": f"{host}/docs",
        "logo": f"{host}/static/icon.svg",
        "batchSize": BATCH,
        "defaultTypes": [
            {"id": identifier_of(ENTITY), "name": words("reconcile.entity")},
        ],
    }
