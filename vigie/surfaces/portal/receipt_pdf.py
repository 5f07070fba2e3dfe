"""The receipt as a document to print or keep: PDF/UA-1, readable by everybody's tools."""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.surfaces.portal.deadlines import DeadlineGroup
from vigie.surfaces.portal.reading import Reading
from vigie.surfaces.portal.receipt_cookie import HeldReceipt

TEMPLATE = Path(__file__).parent / "typst" / "receipt.typ"
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
)
UNDRAWABLE = "?"


@dataclass(frozen=True)
class Identity:
    """One thing by which the declaration is found again."""

    label: str
    value: str
    hint: str = ""
    secret: bool = False


def receipt_pdf(held: HeldReceipt, reading: Reading) -> bytes:
    """Return the receipt, in the active language.

    It holds neither the narrative nor the contact: paper lies about.
    """
    content = {
        "lang": get_language(),
        "title": _("Receipt of a declaration"),
        "footer": _("Times are given in %(zone)s.") % {"zone": reading.zone_name},
        "identity": [identity.__dict__ for identity in _identities(held, reading)],
        "parts": [_steps(reading), _numbers(), *map(_deadlines, reading.deadlines)],
    }
    document = typst.compile(
        TEMPLATE,
        sys_inputs={"data": json.dumps(drawable(content))},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
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


def _identities(held: HeldReceipt, reading: Reading) -> list[Identity]:
    structure = reading.opened.structure
    code = Identity(
        _("Receipt code"),
        held.code,
        _("Secret: with the reference it opens the declaration. Nobody can send it again."),
        secret=True,
    )
    return [
        Identity(_("Reference"), held.reference, _("May be said on the phone."), secret=True),
        *([code] if held.just_declared else []),
        Identity(
            _("Structure"),
            ", ".join(part for part in (structure["name"], structure["town"]) if part),
        ),
        Identity(_("Received"), reading.received_at),
    ]


def _deadlines(group: DeadlineGroup) -> dict[str, Any]:
    items = [
        {
            "title": line.title,
            "when": " — ".join(filter(None, (line.when, line.standing, line.to))),
            "reasons": [each for each in (line.because, *line.reasons) if each],
        }
        for line in group.lines
    ]
    return {"title": f"{group.title}", "text": str(group.intro), "items": items, "steps": []}


def _steps(reading: Reading) -> dict[str, Any]:
    steps = [str(step) for step in reading.next_steps]
    return {"title": _("What happens now"), "text": "", "items": [], "steps": steps}


def _numbers() -> dict[str, Any]:
    numbers = [
        f"{each.name} — {each.number} — {each.what}" for each in settings.VIGIE_EMERGENCY_NUMBERS
    ]
    return {"title": _("Need to talk to somebody now?"), "text": "", "items": [], "steps": numbers}
