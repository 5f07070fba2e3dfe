"""What an SMS or voice gateway is to be sent: a data file says it, so that any vendor fits."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from vigie.taxonomy.datafile import DATA, Table, read

PLACEHOLDER = re.compile(r"\{(\w+)\}")
IN_BODY = frozenset({"phone", "text", "delivery", "token"})
# What a person typed stays out of headers.
IN_HEADERS = frozenset({"token", "delivery"})
ENCODINGS = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
}


@dataclass(frozen=True)
class GatewayTemplate:
    """The headers and body of one message, with places to fill."""

    encoding: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Gateway:
    """Where messages to telephones are posted, under which token, in which form."""

    url: str
    token: str = field(repr=False)
    template: GatewayTemplate

    def request(self, *, phone: str, text: str, delivery: str) -> tuple[bytes, dict[str, str]]:
        """Return the body and the headers of one message."""
        values = {"phone": phone, "text": text, "delivery": delivery, "token": self.token}
        filled = _each_text(self.template.body, lambda template: _fill(template, values))
        encoding = self.template.encoding
        body = json.dumps(filled) if encoding == "json" else urlencode(filled)
        headers = {name: _fill(value, values) for name, value in self.template.headers.items()}
        return body.encode(), {**headers, "Content-Type": ENCODINGS[encoding]}


def read_template(path: Path) -> GatewayTemplate:
    """Read a template; raises MalformedDataError."""
    head = read(path)
    head.only(("name", "version", "date", "source", "note", "encoding", "headers", "body"))
    encoding = head.text("encoding")
    if encoding not in ENCODINGS:
        raise head.fault(f"“encoding” must be {' or '.join(ENCODINGS)}")
    headers, body = head.table("headers"), head.table("body")
    if encoding == "form" and any(isinstance(value, dict | list) for value in body.values.values()):
        raise body.fault("a form has no tables inside it")
    _hold_to(headers, IN_HEADERS)
    _hold_to(body, IN_BODY)
    return GatewayTemplate(
        encoding, {name: headers.text(name) for name in headers.values}, body.values
    )


def default_template(name: str) -> Path:
    """Return the template that ships for `sms` or `voice`."""
    return DATA / "gateways" / f"{name}.toml"


def _hold_to(table: Table, allowed: frozenset[str]) -> None:
    def check(text: str) -> str:
        if unknown := sorted(set(PLACEHOLDER.findall(text)) - allowed):
            known = ", ".join(sorted(allowed))
            raise table.fault(f"there is no {{{unknown[0]}}}; there are {known}")
        return text

    _each_text(table.values, check)


def _fill(template: str, values: Mapping[str, str]) -> str:
    # In one pass: what a value holds is never filled again.
    return PLACEHOLDER.sub(lambda found: values[found[1]], template)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _each_text(part, change) for key, part in value.items()}
    if isinstance(value, list):
        return [_each_text(part, change) for part in value]
    return change(value) if isinstance(value, str) else value
