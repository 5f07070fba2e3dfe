"""A declaration as its declarant reads it: reports in plain words, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.declarations.selectors import (
    OpenedDocument,
    OpenedReceipt,
    deadlines,
    shared_with,
    unopened_messages,
)
from vigie.declarations.services import PlainFacts
from vigie.surfaces.intake import zones
from vigie.surfaces.portal.deadlines import DeadlineGroup, DeadlineLine, grouped
from vigie.surfaces.portal.support import SupportLine, support_lines
from vigie.taxonomy import terms

Rows = list[tuple[str | Promise, str]]

# Fact, its name, and the scheme whose term it is, if any: in the order in which they are read.
FACTS: list[tuple[str, str | Promise, str]] = [
    ("nature", gettext_lazy("Declaration"), "declaration_nature"),
    ("kind", gettext_lazy("Kind of incident"), "incident_kind"),
    ("detected_at", gettext_lazy("Noticed"), ""),
    ("started_at", gettext_lazy("Began"), ""),
    ("ended_at", gettext_lazy("Ended"), ""),
    ("care_impact", gettext_lazy("Care"), "care_impact"),
    ("endangerment", gettext_lazy("Patients and residents"), "endangerment"),
    ("degraded_since", gettext_lazy("Degraded mode since"), ""),
    ("degraded_until", gettext_lazy("Degraded mode until"), ""),
    ("data_availability", gettext_lazy("Health data out of reach"), "touched"),
    ("data_integrity", gettext_lazy("Health data possibly wrong"), "touched"),
    ("data_confidentiality", gettext_lazy("Health data seen or taken"), "touched"),
    ("persons_affected", gettext_lazy("Persons affected"), ""),
    ("systems", gettext_lazy("Systems touched"), "system"),
    ("origin", gettext_lazy("Origin"), "origin"),
    ("others_touched", gettext_lazy("Other structures or providers touched"), "touched"),
    ("provider", gettext_lazy("Provider at the origin"), ""),
    ("cross_border", gettext_lazy("Another country touched"), "touched"),
    ("help_wanted", gettext_lazy("Help wanted"), "help_wanted"),
    ("help_urgency", gettext_lazy("Urgency of the help"), "urgency"),
]
# Section, key, its name: what was told in confidence, which only the code opens.
SECTIONS: list[tuple[str, str, str | Promise]] = [
    ("contact", "name", gettext_lazy("Declared by")),
    ("contact", "function", gettext_lazy("Function")),
    ("contact", "phone", gettext_lazy("Phone")),
    ("contact", "email", gettext_lazy("E-mail address")),
    ("narrative", "narrative", gettext_lazy("What is happening")),
    ("narrative", "others_detail", gettext_lazy("Others touched")),
    ("measures", "causes", gettext_lazy("Causes")),
    ("measures", "measures", gettext_lazy("Measures taken")),
]

# Sealed sections, as a declarant is told who may read them.
SHARED: dict[str, str | Promise] = {
    "contact": gettext_lazy("who declares and how to reach them"),
    "narrative": gettext_lazy("what is happening, in your words"),
    "measures": gettext_lazy("causes and measures"),
    "authorities": gettext_lazy("other authorities that you told"),
}

NEXT_STEPS: list[str | Promise] = [
    gettext_lazy(
        "An analyst of the CSIRT reads your declaration, and calls you at the number you gave "
        "if you asked for help or if something is not clear."
    ),
    gettext_lazy(
        "Unplug what is infected from the network, but do not switch it off: the traces in its "
        "memory help."
    ),
    gettext_lazy("Note who does what and when. Complete this declaration when you know more."),
]

NOT_ANSWERED = (None, (), "")
NOT_KNOWN = "unknown"


@dataclass(frozen=True)
class ReadReport:
    """One report, ready to be read."""

    stage: str
    at: str
    rows: Rows


@dataclass(frozen=True)
class SharedLine:
    """One authority that the CSIRT has told, when, and of what."""

    who: str
    when: str
    # What of the sealed content it may read; empty: none.
    sections: list[str]
    # Since when it may read nothing any more; empty: it still may.
    withdrawn: str


class Reading:
    """What the pages and the PDF receipt say of one declaration, in the active language."""

    next_steps = NEXT_STEPS

    def __init__(self, opened: OpenedReceipt) -> None:
        """Read `opened`, its times in the zone by which the structure lives."""
        self.opened = opened
        self.receipt = opened.receipt
        region = str(opened.structure.get("region", ""))
        given = opened.documents[0].facts.detected_at
        self.zone = zones.of_region(region) if region else zones.of_moment(given)

    @property
    def zone_name(self) -> str:
        """The zone of every time shown, in plain words."""
        return zones.name_of(self.zone)

    @property
    def state(self) -> terms.Term:
        """Where the case stands."""
        return terms.term("public_state", self.receipt.state)

    @cached_property
    def structure_rows(self) -> Rows:
        """The structure, and whether the directory knows it."""
        structure = self.opened.structure
        place = [structure["name"], structure["town"]]
        known = _("Found in the directory") if structure["verified"] else _("Not verified")
        return [
            (_("Structure"), ", ".join(part for part in place if part)),
            (_("Directory"), known),
            (_("Kind of structure"), terms.label("structure_kind", structure["kind"])),
        ]

    @cached_property
    def reports(self) -> list[ReadReport]:
        """Every report: the first in full, the following ones by what they changed."""
        read = []
        before: PlainFacts | None = None
        for document in self.opened.documents:
            rows = [*self._fact_rows(document.facts, before), *self._section_rows(document)]
            stage = terms.label("report_stage", document.stage)
            read.append(ReadReport(stage, self.moment(document.submitted_at), rows))
            before = document.facts
        return read

    @cached_property
    def deadlines(self) -> list[DeadlineGroup]:
        """What is owed, what is to be checked, what is done."""
        return grouped(
            DeadlineLine(deadline, self.moment, self.day) for deadline in deadlines(self.opened)
        )

    @cached_property
    def support(self) -> list[SupportLine]:
        """The help asked for or offered, and where it stands."""
        return list(support_lines(self.receipt, self.moment))

    @cached_property
    def shared_with(self) -> list[SharedLine]:
        """The authorities that the CSIRT has told, oldest first."""
        return [
            SharedLine(
                who=self._authority(row.authority, row.region),
                when=self.moment(row.shared_at),
                sections=[str(SHARED[code]) for code in SHARED if code in row.sections],
                withdrawn=self.moment(row.withdrawn_at) if row.withdrawn_at else "",
            )
            for row in shared_with(self.opened)
        ]

    def _authority(self, code: str, region: str) -> str:
        name = terms.label("authority", code)
        return f"{name} — {terms.label('region', region)}" if region else name

    @property
    def received_at(self) -> str:
        """When the declaration was received."""
        return self.moment(self.receipt.received_at)

    @property
    def code_replaced_at(self) -> str:
        """When the receipt code was last replaced; empty where it never was."""
        replaced_at = self.receipt.code_replaced_at
        return self.moment(replaced_at) if replaced_at else ""

    @property
    def lost(self) -> int:
        """How many reports and messages the code of today does not open."""
        return self.opened.unopened + unopened_messages(self.receipt)

    def _fact_rows(self, facts: PlainFacts, before: PlainFacts | None) -> Rows:
        """Return the answers that are new, those not known together in one row."""
        new = [
            (name, getattr(facts, fact), scheme)
            for fact, name, scheme in FACTS
            if before is None or getattr(facts, fact) != getattr(before, fact)
        ]
        rows = [
            (name, self._words(value, scheme))
            for name, value, scheme in new
            if value != NOT_KNOWN and not (before is None and value in NOT_ANSWERED)
        ]
        unknown = [str(name) for name, value, _scheme in new if value == NOT_KNOWN]
        return [*rows, (_("Not known yet"), " · ".join(unknown))] if unknown else rows

    def _section_rows(self, document: OpenedDocument) -> Rows:
        told = [
            (name, str(document.sections[section][key]))
            for section, key, name in SECTIONS
            if document.sections.get(section, {}).get(key)
        ]
        return [*told, *self._authority_rows(document)]

    def _authority_rows(self, document: OpenedDocument) -> Iterator[tuple[str, str]]:
        for told in document.sections.get("authorities", {}).get("told", []):
            day = (
                formats.date_format(date.fromisoformat(told["told_on"])) if told["told_on"] else ""
            )
            said = [terms.label("authority", told["authority"]), day, told["reference"]]
            yield _("Authority already told"), ", ".join(part for part in said if part)

    def _words(self, value: Any, scheme: str) -> str:
        if value in NOT_ANSWERED:
            return _("Not known")
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, tuple | list):
            return " · ".join(terms.label(scheme, code) for code in value)
        return terms.label(scheme, value) if scheme else str(value)

    def day(self, value: datetime) -> str:
        """Return the day of a time in the structure's zone."""
        with timezone.override(self.zone):
            return formats.date_format(timezone.localtime(value), "DATE_FORMAT")

    def moment(self, value: datetime) -> str:
        """Return a time in the structure's zone."""
        with timezone.override(self.zone):
            return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
