"""Sealed sections once opened, as rows to read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.declarations.services.told import times_told
from vigie.declarations.services.unsealing import OpenedSection
from vigie.surfaces.desk.facts import Row
from vigie.taxonomy import terms
from vigie.taxonomy.regimes import Start

TITLES: Mapping[str, str | Promise] = {
    "contact": _("Who declares"),
    "narrative": _("What happened"),
    "measures": _("Causes and measures"),
    "authorities": _("Other authorities told"),
}
QUESTIONS: Mapping[str, str | Promise] = {
    "name": _("Name"),
    "function": _("Function"),
    "email": _("E-mail"),
    "phone": _("Phone outside the stricken systems"),
    "narrative": _("Account"),
    "others_detail": _("Others touched"),
    "causes": _("Causes"),
    "measures": _("Measures"),
}
NOT_DIALLED = re.compile(r"[^0-9+]")


@dataclass(frozen=True)
class ReadableSection:
    """One opened section: its words, and when they were sent."""

    title: str
    stage: str
    submitted_at: datetime
    rows: list[Row]
    # What a telephone dials to reach the declarant; empty elsewhere.
    dials: str


def readable(opened: list[OpenedSection]) -> list[ReadableSection]:
    """Return opened sections in words."""
    return [
        ReadableSection(
            title=str(TITLES.get(section.section, section.section)),
            stage=section.stage,
            submitted_at=section.submitted_at,
            rows=list(_rows(section)),
            dials=NOT_DIALLED.sub("", section.content.get("phone", "")),
        )
        for section in opened
    ]


def told_authorities(opened: list[OpenedSection]) -> dict[str, list[Start]]:
    """Return when each authority was told, as the declarant says."""
    return times_told(
        (section.submitted_at, section.content)
        for section in opened
        if section.section == "authorities"
    )


def _rows(section: OpenedSection) -> Iterator[Row]:
    if section.section == "authorities":
        for told in section.content["told"]:
            yield terms.label("authority", told["authority"]), _when_and_under_what(told)
        return
    for name, value in section.content.items():
        yield str(QUESTIONS.get(name, name)), str(value)


def _when_and_under_what(told: Mapping[str, Any]) -> str:
    day = told.get("told_on")
    written = formats.date_format(date.fromisoformat(day), "DATE_FORMAT") if day else ""
    return ", ".join(part for part in (written, told.get("reference", "")) if part)
