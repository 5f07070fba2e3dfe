"""Plain facts of a declaration, in words."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vigie.declarations.models import Declaration, Report
from vigie.declarations.services import PlainFacts
from vigie.directory.models import Structure
from vigie.taxonomy import terms
from vigie.taxonomy.codes import DatePrecision

# Words of an answer's question, and the scheme of its codes; None where it is not a code.
QUESTIONS = {
    "kind": (_("What happened"), "incident_kind"),
    "nature": (_("Nature of the declaration"), "declaration_nature"),
    "origin": (_("Origin"), "origin"),
    "detected_at": (_("Detected"), None),
    "started_at": (_("Started"), None),
    "ended_at": (_("Ended"), None),
    "care_impact": (_("Effect on care"), "care_impact"),
    "endangerment": (_("Danger to patients"), "endangerment"),
    "degraded_since": (_("Degraded mode since"), None),
    "degraded_until": (_("Degraded mode until"), None),
    "data_availability": (_("Health data unavailable"), "touched"),
    "data_integrity": (_("Health data altered"), "touched"),
    "data_confidentiality": (_("Health data disclosed"), "touched"),
    "persons_affected": (_("Persons affected"), None),
    "systems": (_("Systems touched"), "system"),
    "others_touched": (_("Other structures touched"), "touched"),
    "provider": (_("Provider at the origin"), None),
    "cross_border": (_("Another country touched"), "touched"),
    "help_wanted": (_("Help wanted"), "help_wanted"),
    "help_urgency": (_("How soon"), "urgency"),
}

Row = tuple[str | Promise, str | Promise]


@dataclass(frozen=True)
class Stage:
    """One report: when, and what it said that the one before had not."""

    key: uuid.UUID
    stage: str
    submitted_at: datetime
    news: list[Row]


def moment(value: datetime, precision: str = DatePrecision.MINUTE) -> str:
    """Return a moment in words, with its zone; its day alone when no more is known."""
    local = timezone.localtime(value)
    day = _day_in_words(local.date(), get_language())
    if precision != DatePrecision.MINUTE:
        return day
    return f"{day}, {local:%H:%M} {local.tzname()}"


@lru_cache(maxsize=2_000)
def _day_in_words(day: date, _language: str | None) -> str:
    """Return it from memory: a list of hundreds of rows is of a few days."""
    return formats.date_format(day, "DATE_FORMAT")


def day(value: datetime) -> str:
    """Return the day of a moment."""
    return moment(value, DatePrecision.DAY)


def current(declaration: Declaration) -> PlainFacts:
    """Return the plain facts that the declaration holds today."""
    columns = {field.name: getattr(declaration, field.name) for field in fields(PlainFacts)}
    return PlainFacts(**{**columns, "systems": tuple(declaration.systems)})


def structure_rows(declaration: Declaration) -> list[Row]:
    """Return who declares, as the directory knew it or as it was typed."""
    verified = declaration.structure_id is not None
    kept = _("Found in the directory") if verified else _("Typed by hand, not verified")
    region = declaration.region and terms.label("region", declaration.region)
    return [
        (_("Name"), declaration.structure_name),
        (_("Town"), declaration.structure_town),
        (_("Region"), region),
        (_("Kind of structure"), terms.label("structure_kind", declaration.structure_kind)),
        (_("Legal status"), terms.label("legal_status", declaration.structure_status)),
        (_("Identity"), kept),
        (_("Received through"), terms.label("channel", declaration.channel)),
        *([(_("Typed by"), declaration.typed_by.name)] if declaration.typed_by else []),
    ]


def directory_rows(structure: Structure) -> list[Row]:
    """Return what the directory says of a structure."""
    place = " ".join(filter(None, (structure.postal_code, structure.town)))
    return [
        (_("Telephone"), structure.phone),
        (_("Other names"), structure.other_names),
        (_("Kind of structure"), terms.label("structure_kind", structure.kind)),
        (_("Legal status"), terms.label("legal_status", structure.legal_status)),
        (_("Address"), "\n".join(filter(None, (structure.address, place)))),
        (_("Region"), structure.region and terms.label("region", structure.region)),
        (_("FINESS number"), structure.finess),
        (_("Legal entity"), structure.legal_entity_finess),
        (_("SIRET"), structure.siret),
        (_("Brought up to date on"), day(structure.updated_at)),
    ]


def rows(facts: PlainFacts) -> list[Row]:
    """Return every question with its answer in words; an empty answer was not given."""
    return [
        (str(question), answer(facts, name, scheme))
        for name, (question, scheme) in QUESTIONS.items()
    ]


def answer(facts: PlainFacts, name: str, scheme: str | None) -> str:
    """Return one answer in words."""
    value: Any = getattr(facts, name)
    if value is None or value == ():
        return ""
    if isinstance(value, datetime):
        precision = facts.detected_precision if name == "detected_at" else DatePrecision.MINUTE
        return moment(value, precision)
    if scheme is None:
        return str(formats.localize(value))
    codes = value if isinstance(value, tuple) else (value,)
    return " · ".join(terms.label(scheme, code) for code in codes)


def stages(reports: Iterable[Report]) -> Iterator[Stage]:
    """Yield the reports, oldest first, each with the answers that it changed."""
    known: list[Row] = []
    for report in reports:
        said = rows(PlainFacts.from_json(report.facts))
        yield Stage(
            key=report.pk,
            stage=report.stage,
            submitted_at=report.submitted_at,
            news=[row for row in said if row not in known and (row[1] or known)],
        )
        known = said
