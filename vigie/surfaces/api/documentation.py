"""The OpenAPI document as a page that people read: made here, without script or foreign host."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vigie.core.audience import Audience, audience
from vigie.surfaces.api.service import VigieAPI

Schema = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One value that is sent or answered."""

    name: str
    required: bool
    kind: str
    about: str


@dataclass(frozen=True)
class Shape:
    """One object of the document, by its name."""

    name: str
    about: str
    fields: list[Field]


@dataclass(frozen=True)
class Operation:
    """One thing that may be asked."""

    method: str
    path: str
    summary: str
    about: str
    scope: str
    parameters: list[Field]
    body: str
    answers: list[tuple[str, str]]


def page_of(api: VigieAPI, *, document: str) -> Callable[[HttpRequest], HttpResponse]:
    """Return the view that shows an API; `document` names the address of its document."""

    @audience(Audience.ANYONE)
    @require_safe
    def documentation(request: HttpRequest) -> HttpResponse:
        described = api.document()
        shown = {
            "info": described["info"],
            "operations": list(operations(described)),
            "shapes": list(shapes(described)),
            "document": document,
        }
        return render(request, "api/documentation.html", shown)

    return documentation


def operations(document: Schema) -> Iterator[Operation]:
    """Go through what may be asked."""
    for path, methods in document["paths"].items():
        for method, found in methods.items():
            body = found.get("requestBody", {}).get("content", {}).get("application/json", {})
            yield Operation(
                method=method.upper(),
                path=path,
                summary=found["summary"],
                about=found.get("description", ""),
                scope=found.get("x-scope", ""),
                parameters=[parameter(each) for each in found["parameters"]],
                body=kind(body["schema"]) if body else "",
                answers=[
                    (str(status), answer["description"])
                    for status, answer in sorted(found["responses"].items(), key=str)
                ],
            )


def shapes(document: Schema) -> Iterator[Shape]:
    """Go through the objects that are sent and answered."""
    for name, schema in document["components"]["schemas"].items():
        required = set(schema.get("required", ()))
        fields = [
            Field(key, key in required, kind(value), value.get("description", ""))
            for key, value in schema.get("properties", {}).items()
        ]
        yield Shape(name, schema.get("description", ""), fields)


def parameter(described: Schema) -> Field:
    """Return a parameter, with where it stands."""
    name = f"{described['name']} ({described['in']})"
    about = described.get("description", "")
    return Field(name, described["required"], kind(described["schema"]), about)


def kind(schema: Schema) -> str:
    """Return what a value is, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " · ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"[{kind(schema['items'])}]"
    words = [str(schema.get("format") or schema.get("type", "object"))]
    if "maxLength" in schema:
        words.append(f"≤ {schema['maxLength']}")
    return " ".join(words)
