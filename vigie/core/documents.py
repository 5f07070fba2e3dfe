"""Documents made on the fly: PDF/UA-1, readable by everybody's tools, whatever was typed."""

import json
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst

# What the fonts inside the typst wheel can draw, ends included. A character that no font has
# stops a PDF/UA from being made, and some scripts and emoji crash the shaper.
DRAWABLE = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x370, 0x3FF),
    (0x400, 0x4FF),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20AC, 0x20AC),
    (0x2212, 0x2212),
)
UNDRAWABLE = "?"


Standard = Literal["ua-1", "a-2a"]
READABLE: tuple[Standard, ...] = ("ua-1",)
# Readable by everybody's tools, and in twenty years.
ARCHIVAL: tuple[Standard, ...] = ("ua-1", "a-2a")


def pdf(
    template: Path,
    content: dict[str, Any],
    *,
    standards: Sequence[Standard] = READABLE,
    at: datetime | None = None,
) -> bytes:
    """Return the document that a typst template makes of `content`, which it reads as data.

    Nothing of it is read as markup, nothing is written to disk. The same content dated by the
    same moment, `at`, gives the same bytes.
    """
    document = typst.compile(
        template,
        sys_inputs={"data": json.dumps(drawable(content))},
        pdf_standards=list(standards),
        ignore_system_fonts=True,
        timestamp=at.replace(microsecond=0) if at else None,
    )
    if not isinstance(document, bytes):
        raise TypeError("one PDF is one file")
    return document


def drawable(content: Any) -> Any:
    """Return `content` with every character that cannot be drawn replaced."""
    if isinstance(content, dict):
        return {name: drawable(value) for name, value in content.items()}
    if isinstance(content, list):
        return [drawable(value) for value in content]
    if isinstance(content, str):
        return "".join(map(_drawable_character, unicodedata.normalize("NFC", content)))
    return content


def _drawable_character(character: str) -> str:
    if character.isspace():
        return "\u00a0" if character in "\u00a0\u202f" else " "
    known = any(first <= ord(character) <= last for first, last in DRAWABLE)
    return character if known and character.isprintable() else UNDRAWABLE
