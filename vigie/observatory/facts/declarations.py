"""One fact for each declaration: what was declared, and what the CSIRT made of it.

A fact is *pending* until the case of its declaration is qualified: it then carries what was
declared. Once qualified, the CSIRT's reading replaces what was declared, column by column.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, NamedTuple

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from vigie.declarations.models import Declaration
from vigie.observatory.facts.columns import (
    Column,
    Kind,
    code,
    flag,
    listed,
    maker,
    number,
    pseudonym,
    seconds,
)
from vigie.observatory.facts.pulling import CHUNK, WHO, Pull, day, seconds_between, when
from vigie.observatory.facts.shared import (
    CareImpact,
    Closed,
    Endangerment,
    IncidentKind,
    InScope,
    Month,
    Origin,
    Qualified,
    Realm,
    Region,
    Severity,
    Significant,
    Structure,
    StructureKind,
    Year,
)
from vigie.observatory.facts.support_given import NO_SUPPORT, support_by_declaration
from vigie.taxonomy.codes import UNKNOWN, DatePrecision, HelpWanted
from vigie.taxonomy.terms import scheme


class DeclarationFact(NamedTuple):
    """What the observatory keeps of one declaration. Never a name, a contact or free text."""

    realm: Realm
    year: Year
    month: Month
    structure: Structure
    incident: Annotated[
        str | None,
        pseudonym(_("The case that gathers the declaration. Missing while it waits to be taken.")),
    ]
    structure_kind: StructureKind
    structure_status: Annotated[
        str, code(_("Who owns the structure, as it was at reception."), "legal_status")
    ]
    region: Region
    nature: Annotated[
        str, code(_("Whether the law asked for the declaration."), "declaration_nature")
    ]
    origin: Origin
    kind: IncidentKind
    care_impact: CareImpact
    endangerment: Endangerment
    data_availability: Annotated[
        str,
        code(
            _(
                "Whether data could no longer be reached: as the CSIRT qualified it; until then, "
                "as declared."
            ),
            "touched",
        ),
    ]
    data_integrity: Annotated[
        str,
        code(
            _("Whether data were altered: as the CSIRT qualified it; until then, as declared."),
            "touched",
        ),
    ]
    data_confidentiality: Annotated[
        str,
        code(
            _("Whether data were disclosed: as the CSIRT qualified it; until then, as declared."),
            "touched",
        ),
    ]
    help_wanted: Annotated[bool, flag(_("Whether the declarant asked for any help."))]
    delay_seconds: Annotated[
        int | None,
        seconds(
            _(
                "From detection to reception; less than 0 where detection is said to come after. "
                "Missing where the minute of detection is not known."
            )
        ),
    ]
    delay_days: Annotated[
        int | None,
        Column(
            Kind.DAYS,
            _(
                "Calendar days from detection to reception, in Paris time. "
                "Missing where the day of detection is not known."
            ),
        ),
    ]
    detection_precision: Annotated[
        str,
        listed(_("How precisely the moment of detection is known."), *DatePrecision),
    ]
    qualified: Qualified
    closed: Closed
    in_scope: InScope
    significant: Significant
    severity: Severity
    support_given: Annotated[
        str | None,
        code(
            _("The support that the CSIRT says it gave. Missing until the case is qualified."),
            "support_given",
        ),
    ]
    support_outcome: Annotated[
        str | None,
        code(
            _(
                "How far the requests for support went: the one that went furthest speaks. "
                "Missing where there is none."
            ),
            "support_outcome",
        ),
    ]
    support_minutes: Annotated[
        int, Column(Kind.MINUTES, _("Time that the CSIRT spent on support for the declaration."))
    ]
    answer_seconds: Annotated[
        int | None,
        seconds(
            _(
                "From the structure’s first request for support to the first answer. "
                "Missing where it asked for none, or waits for an answer."
            )
        ),
    ]
    channel: Annotated[str, code(_("How the declaration reached the CSIRT."), "channel")]
    others_touched: Annotated[
        str, code(_("Whether other structures are touched, as declared."), "touched")
    ]
    cross_border: Annotated[
        str,
        code(
            _("Whether another country is touched, or could be, as declared."),
            "touched",
        ),
    ]
    provider_named: Annotated[
        bool,
        flag(
            _(
                "Whether a provider is named as the cause: by the CSIRT for the case, "
                "else by the declarant."
            )
        ),
    ]
    systems_touched: Annotated[
        int | None,
        number(
            _("How many kinds of systems are touched, as declared. Missing where none was told.")
        ),
    ]
    degraded_seconds: Annotated[
        int | None,
        seconds(
            _(
                "How long care went on in degraded mode. "
                "Missing where it did not, where it still does, or where its start or its end "
                "was not told."
            )
        ),
    ]
    degraded_ongoing: Annotated[
        bool, flag(_("Whether degraded mode was told to have begun, and not to have ended."))
    ]
    persons_affected: Annotated[
        int | None,
        number(
            _("How many people’s data are affected, as declared. Missing where it was not told.")
        ),
    ]
    taken_seconds: Annotated[
        int | None,
        seconds(_("From reception until the CSIRT took it in hand. Missing while it waits.")),
    ]
    closed_seconds: Annotated[
        int | None,
        seconds(_("From reception until its case was closed. Missing while it is not.")),
    ]


# Columns that a qualification replaces; of the same name in both tables.
REPLACED = (
    "origin",
    "kind",
    "care_impact",
    "endangerment",
    "data_availability",
    "data_integrity",
    "data_confidentiality",
)
ADDED = ("in_scope", "significant", "severity", "support_given")
AS_DECLARED = ("structure_status", "nature", "channel", "others_touched", "cross_border")
ALSO_READ = (
    "received_at",
    "taken_at",
    "help_wanted",
    "detected_at",
    "detected_precision",
    "degraded_since",
    "degraded_until",
    "systems",
    "persons_affected",
    "provider_key",
)
CASE = "incident_link__incident"
OF_CASE = {
    "case_id": F(f"{CASE}_id"),
    "case_closed_at": F(f"{CASE}__closed_at"),
    "case_provider": F(f"{CASE}__provider_key"),
    "case_qualified": F(f"{CASE}__qualification__incident_id"),
    **{f"case_{name}": F(f"{CASE}__qualification__{name}") for name in (*REPLACED, *ADDED)},
}


def pull_declarations(pull: Pull) -> Iterator[DeclarationFact]:
    """Yield the declarations of a realm, streamed: one query, and one for the support given."""
    make = maker(DeclarationFact)
    support = support_by_declaration(pull.realm)
    rows = Declaration.objects.filter(realm=pull.realm).values(
        "pk", *WHO, *REPLACED, *AS_DECLARED, *ALSO_READ, **OF_CASE
    )
    for row in rows.iterator(chunk_size=CHUNK):
        given = support.get(row["pk"], NO_SUPPORT)
        yield make(
            realm=pull.realm,
            **when(row["received_at"]),
            **pull.who(row),
            **{name: row[name] for name in AS_DECLARED},
            **_reading(row),
            **_delay(row["received_at"], row["detected_at"], row["detected_precision"]),
            **_course(pull, row),
            **_extent(row),
            help_wanted=row["help_wanted"] != HelpWanted.NONE,
            support_outcome=given.outcome,
            support_minutes=given.minutes,
            answer_seconds=given.answer_seconds,
        )


def _reading(row: Mapping[str, Any]) -> dict[str, Any]:
    qualified = row["case_qualified"] is not None
    source = "case_" if qualified else ""
    return {
        "qualified": qualified,
        **{name: row[source + name] for name in REPLACED},
        **{name: row[f"case_{name}"] for name in ADDED},
    }


def _course(pull: Pull, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "incident": pull.pseudonyms.incident(row["case_id"]) if row["case_id"] else None,
        "closed": row["case_closed_at"] is not None,
        "taken_seconds": seconds_between(row["received_at"], row["taken_at"]),
        "closed_seconds": seconds_between(row["received_at"], row["case_closed_at"]),
    }


def _extent(row: Mapping[str, Any]) -> dict[str, Any]:
    since, until = row["degraded_since"], row["degraded_until"]
    return {
        "provider_named": bool(row["case_provider"] or row["provider_key"]),
        "systems_touched": sum(each in row["systems"] for each in scheme("system").codes) or None,
        "degraded_seconds": seconds_between(since, until),
        "degraded_ongoing": since is not None and until is None,
        "persons_affected": row["persons_affected"],
    }


def _delay(received_at: datetime, detected_at: datetime | None, precision: str) -> dict[str, Any]:
    if detected_at is None or precision == DatePrecision.UNKNOWN:
        return {"delay_seconds": None, "delay_days": None, "detection_precision": UNKNOWN}
    exact = precision == DatePrecision.MINUTE
    return {
        "delay_seconds": int((received_at - detected_at).total_seconds()) if exact else None,
        "delay_days": (day(received_at) - day(detected_at)).days,
        "detection_precision": precision,
    }
