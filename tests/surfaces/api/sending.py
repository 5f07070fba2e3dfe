"""What a program sends, and how."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

DECLARATIONS = "/api/v1/declarations"
KEY = "5b0bb4b2-8a76-4a52-9a54-d66b9f02cf11"


def declaration(**changed: Any) -> dict[str, Any]:
    """Return the least that one may declare."""
    noticed = timezone.localtime() - timedelta(hours=3)
    return {
        "structure": {"name": "Centre hospitalier des Essais", "town": "Rennes"},
        "incident": {
            "kind": "ransomware",
            "detected_at": noticed.isoformat(timespec="seconds"),
            "care_impact": "degraded",
            "endangerment": "unknown",
            "narrative": "Canari-narration: servers are encrypted.",
        },
        "contact": {"name": "Zoé Martin", "phone": "06 12 34 56 78"},
        **changed,
    }


def post(address: str, content: Any, **headers: str) -> Any:
    """Send JSON; headers are named with underscores."""
    body = content if isinstance(content, (str, bytes)) else json.dumps(content)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().post(address, body, content_type="application/json", headers=named)


def get(address: str, **headers: str) -> Any:
    """Ask; headers are named with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().get(address, headers=named)


def declared(**changed: Any) -> tuple[str, str]:
    """Declare, and return the address of the declaration and its code."""
    told = post(DECLARATIONS, declaration(**changed)).json()
    return f"{DECLARATIONS}/{told['reference']}", told["receipt_code"]
