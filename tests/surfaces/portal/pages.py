"""What declarants type and read."""

import re
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from vigie.core import codes


def page(name: str, language: str = "en") -> str:
    """Return the address of a page of the portal."""
    with translation.override(language):
        return reverse(f"portal:{name}")


def eight_answers(**changed: Any) -> dict[str, Any]:
    """Return the least that one may declare, with a code of its own."""
    noticed = timezone.localtime() - timedelta(hours=3)
    return {
        "receipt_code": codes.new_code(),
        "structure_name": "Centre hospitalier des Essais",
        "kind": "ransomware",
        "narrative": "Servers are encrypted, wards work on paper.",
        "detected_at_0": noticed.strftime("%Y-%m-%d"),
        "detected_at_1": noticed.strftime("%H:%M"),
        "care_impact": "degraded",
        "endangerment": "unknown",
        "contact_name": "Zoé Martin",
        "contact_phone": "06 12 34 56 78",
        **changed,
    }


def declare(client: Client, **changed: Any) -> Any:
    """Open the page, declare, and return the answer to the form."""
    client.get(page("declare"))
    return client.post(page("declare"), eight_answers(**changed))


def declared(client: Client, **changed: Any) -> tuple[str, str]:
    """Declare, and return the reference and the code."""
    answers = eight_answers(**changed)
    client.get(page("declare"))
    client.post(page("declare"), answers)
    return reference_of(client.get(page("receipt"))), answers["receipt_code"]


def text(response: Any) -> str:
    """Return the words of a page, without markup."""
    body = response.content.decode()
    body = re.sub(r"<(head|script|style)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", body).split()))


def reference_of(response: Any) -> str:
    """Return the reference that a page shows."""
    found = re.search(r"VIG-[2-9A-Z]{4}-[2-9A-Z]{4}", text(response))
    assert found, text(response)
    return found[0]


def errors(response: Any) -> dict[str, str]:
    """Return what a page asks to correct, by the id of the field it stands at."""
    found = re.findall(
        r'<div class="fr-messages-group" id="id_([\w-]+)_error">(.*?)</div>',
        response.content.decode(),
        flags=re.DOTALL,
    )
    return {name: unescape(re.sub(r"<[^>]+>", " ", body)).strip() for name, body in found}


def typed_in(response: Any) -> dict[str, Any]:
    """Return what the page's own form would send if it were sent as it stands."""
    reader = FormReader()
    reader.feed(response.content.decode())
    return reader.sent


class FormReader(HTMLParser):
    """Reads the form that bears an id: the header's and the footer's bear none."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        self.inside = False
        self.name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = "id" in given
        if not self.inside:
            return
        name, value = given.get("name") or "", given.get("value") or ""
        if tag in {"select", "textarea"}:
            self.name = name
            self.sent[name] = "" if tag == "textarea" else None
        elif tag == "option" and ("selected" in given or self.sent[self.name] is None):
            self.sent[self.name] = value
        elif tag == "input" and given.get("type") == "checkbox":
            self.sent.setdefault(name, []).extend([value] if "checked" in given else [])
        elif tag == "input" and (given.get("type") != "radio" or "checked" in given):
            self.sent[name] = value

    def handle_data(self, data: str) -> None:
        if self.inside and self.lasttag == "textarea" and self.name:
            self.sent[self.name] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"select", "textarea"}:
            self.name = ""
        if tag == "form":
            self.inside = False


def value_of(response: Any, name: str) -> str:
    """Return the value that the input `name` shows."""
    found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', response.content.decode())
    assert found, name
    value = re.search(r'value="([^"]*)"', found[0])
    return unescape(value[1]) if value else ""
