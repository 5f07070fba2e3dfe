"""The blank form on paper: the questions of the page, room to write, whom to call. PDF/UA-1."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.core.codes import GROUP, LENGTH
from vigie.core.documents import pdf
from vigie.surfaces.intake.questions import Question, sections_on_paper

TEMPLATE = Path(__file__).parent / "typst" / "blank_form.typ"
# Short answers stand side by side, many stand in columns.
SHORT, FEW, SEVERAL, MANY = 24, 4, 5, 8


def blank_form_answer() -> HttpResponse:
    """Answer with the blank form, in the active language."""
    response = HttpResponse(blank_form(), content_type="application/pdf")
    name = f"declaration-{get_language()}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def blank_form() -> bytes:
    """Return the blank form, in the active language."""
    return _made(json.dumps(_content()))


@lru_cache(maxsize=8)
def _made(content: str) -> bytes:
    return pdf(TEMPLATE, json.loads(content))


def _content() -> dict[str, Any]:
    return {
        "lang": get_language(),
        "title": _("Declaration of an incident, on paper"),
        "footer": _("Demonstration: not for a real incident.") if settings.VIGIE_DEMO else "",
        "intro": _(
            "For any structure of health or social care whose computers, data or networks are in "
            "trouble, and that cannot declare online. What is marked “required” is needed at "
            "first; “Not known yet” is a good answer, and the rest can follow."
        ),
        "how": {"title": _("How to declare with this form"), "steps": _steps()},
        "numbers": {"title": _("Whom to call"), "lines": _numbers()},
        "sections": [
            {
                "title": str(section.title),
                "intro": str(section.intro),
                "questions": [_question(each) for each in asked],
            }
            for section, asked in sections_on_paper()
        ],
        "words": {
            "required": _("(required)"),
            "date": _("Date"),
            "time": _("Time"),
        },
        "kept": _kept(),
    }


def _steps() -> list[str]:
    sent = _("Or send it, or have it brought, to: %(address)s.") % {
        "address": settings.VIGIE_PAPER_ADDRESS
    }
    return [
        _("Fill it in with what you know, or keep it at hand to answer."),
        _("Call the CSIRT, by a telephone that works, and read your answers out: they are typed."),
        *([sent] if settings.VIGIE_PAPER_ADDRESS else []),
        _(
            "You are read a reference and a receipt code, at once or when you are called back at "
            "the number of part 4. Note them on the last page, and keep that page to yourself."
        ),
    ]


def _numbers() -> list[dict[str, str]]:
    return [
        {"name": each.name, "number": each.number, "what": str(each.what)}
        for each in settings.VIGIE_EMERGENCY_NUMBERS
    ]


def _question(question: Question) -> dict[str, Any]:
    return {
        "label": str(question.label),
        "hint": str(question.hint),
        "required": question.required,
        "answers": [{"label": each.label, "meaning": each.meaning} for each in question.answers],
        "columns": _columns(question),
        "written": question.written,
    }


def _columns(question: Question) -> int:
    labels = [each.label for each in question.answers]
    if len(labels) <= FEW and max(map(len, labels), default=0) <= SHORT:
        return 1 if any(each.meaning for each in question.answers) else max(len(labels), 1)
    if len(labels) < SEVERAL:
        return 1
    return 3 if len(labels) > MANY else 2


def _kept() -> dict[str, Any]:
    return {
        "title": _("Your receipt: keep this page"),
        "text": _(
            "Do not send this page. The receipt code is secret: with the reference it opens your "
            "declaration. Nobody keeps it for you. Once you have read it back, nobody of the "
            "CSIRT will ever ask you for it."
        ),
        "reference": _("Reference"),
        "code": _("Receipt code"),
        "groups": LENGTH // GROUP,
        "size": GROUP,
        "owed": _("What you owe, to whom, by when"),
        "received": _("Received on"),
    }
