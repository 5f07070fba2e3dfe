"""One fact for each notice by which an authority was told of a case."""

import uuid
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from vigie.incidents.models import IncidentDeclaration, Notice
from vigie.incidents.models.notice import TOLD
from vigie.observatory.facts.columns import code, flag, maker, seconds
from vigie.observatory.facts.pulling import CHUNK, WHO, Pull, seconds_between, when
from vigie.observatory.facts.shared import Month, Realm, Region, Structure, StructureKind, Year


class NoticeFact(NamedTuple):
    """What the observatory keeps of one telling of one case to one authority."""

    realm: Realm
    year: Year
    month: Month
    structure: Structure
    structure_kind: StructureKind
    region: Region
    authority: Annotated[str, code(_("Which authority was told."), "authority")]
    certain: Annotated[
        bool, flag(_("Whether all that the rule for telling it looks at was known."))
    ]
    follows: Annotated[bool, flag(_("Whether it had been told of the case before."))]
    acknowledged: Annotated[bool, flag(_("Whether it has acknowledged."))]
    told_seconds: Annotated[
        int,
        seconds(
            _("From the opening of the case to the notice; 0 where the case was opened later.")
        ),
    ]


WHOSE = {f"declared_{name}": F(f"declaration__{name}") for name in WHO}

# Of a case whose declarations have all gone elsewhere.
NOBODY = dict.fromkeys(WHOSE, "")


def pull_notices(pull: Pull) -> Iterator[NoticeFact]:
    """Yield what authorities were told in a realm: one query, and one for who declared first."""
    make = maker(NoticeFact)
    first = _first_declarants(pull.realm)
    told = Notice.objects.filter(realm=pull.realm, state__in=TOLD)
    rows = told.values(
        "authority",
        "certain",
        "follows_id",
        "acknowledged_at",
        "decided_at",
        "incident_id",
        opened_at=F("incident__opened_at"),
    )
    for row in rows.iterator(chunk_size=CHUNK):
        yield make(
            realm=pull.realm,
            **when(row["decided_at"]),
            **pull.who(first.get(row["incident_id"], NOBODY), "declared_"),
            authority=row["authority"],
            certain=row["certain"],
            follows=row["follows_id"] is not None,
            acknowledged=row["acknowledged_at"] is not None,
            told_seconds=seconds_between(row["opened_at"], row["decided_at"]),
        )


def _first_declarants(realm: str) -> dict[uuid.UUID, dict[str, Any]]:
    """Return who declared first, of each case of which an authority was told."""
    links: QuerySet[Any] = IncidentDeclaration.objects.filter(
        incident__in=Notice.objects.filter(realm=realm, state__in=TOLD).values("incident")
    )
    # The first declared comes last, and stays.
    rows = links.order_by("-declaration__received_at", "-declaration_id").values(
        "incident_id", **WHOSE
    )
    return {row["incident_id"]: row for row in rows.iterator(chunk_size=CHUNK)}
