"""One fact for each request for support."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from vigie.incidents.models import SupportRequest
from vigie.observatory.facts.columns import Column, Kind, code, flag, maker, seconds
from vigie.observatory.facts.pulling import CHUNK, WHO, Pull, seconds_between, when
from vigie.observatory.facts.shared import Month, Realm, Region, Structure, StructureKind, Year
from vigie.observatory.facts.support_given import outcome_of


class SupportFact(NamedTuple):
    """What the observatory keeps of one kind of support asked for by, or offered to, one."""

    realm: Realm
    year: Year
    month: Month
    structure: Structure
    structure_kind: StructureKind
    region: Region
    kind: Annotated[str, code(_("What the support is about."), "support_kind")]
    outcome: Annotated[str, code(_("How far the request went."), "support_outcome")]
    asked_by_structure: Annotated[
        bool, flag(_("Yes where the structure asked; no where the CSIRT offered of itself."))
    ]
    minutes: Annotated[
        int, Column(Kind.MINUTES, _("Time that the CSIRT spent on it; time taken back left out."))
    ]
    answer_seconds: Annotated[
        int | None,
        seconds(_("From the request to the first answer. Missing while there is none.")),
    ]


WHOSE = {f"declared_{name}": F(f"declaration__{name}") for name in WHO}


def pull_support(pull: Pull) -> Iterator[SupportFact]:
    """Yield the requests for support of a realm, streamed: one query."""
    make = maker(SupportFact)
    asked = SupportRequest.objects.filter(incident__realm=pull.realm).order_by()
    rows = asked.values(
        "kind", "state", "asked_by_structure", "asked_at", "answered_at", "pk", **WHOSE
    ).annotate(minutes=Sum("times__minutes", filter=Q(times__voided_at=None)))
    for row in rows.iterator(chunk_size=CHUNK):
        yield make(
            realm=pull.realm,
            **when(row["asked_at"]),
            **pull.who(row, "declared_"),
            kind=row["kind"],
            outcome=outcome_of(row["state"]),
            asked_by_structure=row["asked_by_structure"],
            minutes=row["minutes"] or 0,
            answer_seconds=seconds_between(row["asked_at"], row["answered_at"]),
        )
