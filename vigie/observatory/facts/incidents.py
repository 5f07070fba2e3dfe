"""One fact for each case that gathers a declaration at least.

A merged case has no declaration any more, hence no fact: it counts as its survivor.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Annotated, Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from vigie.incidents.models import IncidentDeclaration
from vigie.observatory.facts.columns import flag, maker, number, pseudonym, seconds
from vigie.observatory.facts.pulling import CHUNK, WHO, Pull, seconds_between, when
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


class IncidentFact(NamedTuple):
    """What the observatory keeps of one case. Never a name, a contact or free text."""

    realm: Realm
    year: Year
    month: Month
    incident: Annotated[
        str, pseudonym(_("The case. The same pseudonym stands in its declarations."))
    ]
    structure: Structure
    structure_kind: StructureKind
    region: Region
    declarations: Annotated[int, number(_("How many declarations the case gathers."))]
    structures: Annotated[
        int, number(_("How many different structures declared it; those without a name left out."))
    ]
    origin: Origin
    kind: IncidentKind
    care_impact: CareImpact
    endangerment: Endangerment
    severity: Severity
    significant: Significant
    in_scope: InScope
    qualified: Qualified
    closed: Closed
    provider_named: Annotated[
        bool,
        flag(
            _(
                "Whether a provider is named as the cause: by the CSIRT for the case, "
                "else by one of its declarants."
            )
        ),
    ]
    opened_seconds: Annotated[
        int,
        seconds(
            _("From the first reception to the opening of the case; 0 where it was open before.")
        ),
    ]
    qualified_seconds: Annotated[
        int | None,
        seconds(
            _(
                "From the first reception to the qualification that stands. "
                "Missing until the case is qualified."
            )
        ),
    ]
    closed_seconds: Annotated[
        int | None,
        seconds(_("From the first reception to the closing. Missing while the case is open.")),
    ]


READ = ("origin", "kind", "care_impact", "endangerment")
OF_DECLARATION = {
    f"declared_{name}": F(f"declaration__{name}")
    for name in ("received_at", "provider_key", *WHO, *READ)
}
QUALIFICATION = "incident__qualification"
OF_CASE = {
    "opened_at": F("incident__opened_at"),
    "closed_at": F("incident__closed_at"),
    "provider": F("incident__provider_key"),
    **{
        f"read_{name}": F(f"{QUALIFICATION}__{name}")
        for name in ("qualified_at", *READ, "severity", "significant", "in_scope")
    },
}


def pull_incidents(pull: Pull) -> Iterator[IncidentFact]:
    """Yield the cases of a realm, streamed: one query."""
    make = maker(IncidentFact)
    links: QuerySet[Any] = IncidentDeclaration.objects.filter(incident__realm=pull.realm)
    rows = links.order_by("incident_id", "declaration__received_at", "declaration_id").values(
        "incident_id", **OF_DECLARATION, **OF_CASE
    )
    found = rows.iterator(chunk_size=CHUNK)
    for incident_id, of_case in groupby(found, key=itemgetter("incident_id")):
        declared = list(of_case)
        first = declared[0]
        yield make(
            realm=pull.realm,
            incident=pull.pseudonyms.incident(incident_id),
            **when(first["declared_received_at"]),
            **pull.who(first, "declared_"),
            **_gathered(pull, declared),
            **_reading(first),
            **_course(first),
        )


def _gathered(pull: Pull, declared: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    structures = {pull.who(each, "declared_")["structure"] for each in declared}
    named = declared[0]["provider"] or any(each["declared_provider_key"] for each in declared)
    return {
        "declarations": len(declared),
        "structures": len(structures - {None}),
        "provider_named": bool(named),
    }


def _reading(row: Mapping[str, Any]) -> dict[str, Any]:
    qualified = row["read_qualified_at"] is not None
    source = "read_" if qualified else "declared_"
    return {
        "qualified": qualified,
        **{name: row[source + name] for name in READ},
        **{name: row[f"read_{name}"] for name in ("severity", "significant", "in_scope")},
    }


def _course(row: Mapping[str, Any]) -> dict[str, Any]:
    received_at = row["declared_received_at"]
    return {
        "closed": row["closed_at"] is not None,
        "opened_seconds": seconds_between(received_at, row["opened_at"]),
        "qualified_seconds": seconds_between(received_at, row["read_qualified_at"]),
        "closed_seconds": seconds_between(received_at, row["closed_at"]),
    }
