"""Addresses of the desk, and what an analyst sends from its pages."""

from typing import Any, Protocol

from django.urls import reverse
from django.utils import translation

from tests.factories import cases


class Answer(Protocol):
    """What the test client gives back."""

    content: bytes


def page(name: str, *args: str) -> str:
    """Return the address of a page of the desk, in English."""
    with translation.override("en"):
        return reverse(f"desk:{name}", args=args)


def text(response: Answer) -> str:
    """Return what a page says."""
    return response.content.decode()


def decided(**answers: Any) -> dict[str, str]:
    """Return a qualification as an analyst sends it, those in `answers` as given."""
    return {
        "in_scope": "yes",
        "kind": cases.a_kind(),
        "rsit": "",
        "origin": "malicious",
        "care_impact": "degraded",
        "endangerment": "none",
        "data_availability": "yes",
        "data_integrity": "no",
        "data_confidentiality": "unknown",
        "severity": "major",
        "significant": "no",
        "support_given": "advice",
        "summary": "Servers encrypted overnight",
        "revision": "",
        **answers,
    }
