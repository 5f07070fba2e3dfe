"""The receipt as a document to print or keep: PDF/UA-1, readable by everybody's tools."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.core.documents import pdf
from vigie.surfaces.portal.deadlines import DeadlineGroup
from vigie.surfaces.portal.reading import Reading
from vigie.surfaces.portal.receipt_cookie import HeldReceipt

TEMPLATE = Path(__file__).parent / "typst" / "receipt.typ"


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
    return pdf(TEMPLATE, content)


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
