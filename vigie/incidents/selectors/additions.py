"""What declarants added and nobody of the desk has opened, told without opening it."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from vigie.core.realm import LIVE
from vigie.core.row_by_row import holds_one
from vigie.incidents.models import Addition


@dataclass(frozen=True)
class Unopened:
    """Keys of the reports and files that nobody of the desk has opened."""

    reports: frozenset[uuid.UUID]
    files: frozenset[uuid.UUID]


def unopened(declaration_ids: Iterable[uuid.UUID]) -> Unopened:
    """Return what nobody has opened of these declarations, in one query."""
    found = list(_new().filter(declaration__in=declaration_ids))
    return Unopened(
        reports=frozenset(each.report_id for each in found if each.report_id),
        files=frozenset(each.attachment_id for each in found if each.attachment_id),
    )


def additions_to_declaration() -> Mapping[str, Coalesce]:
    """Return what says of a declaration whether it holds a new report, and a new file."""
    return _marks(Q(declaration=OuterRef("pk")))


def additions_to_case() -> Mapping[str, Coalesce]:
    """Return what says of a case whether it holds a new report, and a new file."""
    return _marks(Q(declaration__incident_link__incident=OuterRef("pk")))


def additions_to_tell(claimed_before: datetime) -> QuerySet[Addition]:
    """Return what came to a case that somebody has in hand, of which nobody was told.

    `claimed_before`: a worker that began to tell it before then has died.
    """
    return _new().filter(
        Q(claimed_at=None) | Q(claimed_at__lte=claimed_before),
        told_at=None,
        declaration__realm=LIVE,
        # What was there when it was taken was there to be read.
        came_at__gte=F("declaration__incident_link__taken_at"),
    )


def _marks(of: Q) -> Mapping[str, Coalesce]:
    return {
        "has_new_report": holds_one(_new().filter(of, report__isnull=False)),
        "has_new_file": holds_one(_new().filter(of, attachment__isnull=False)),
    }


def _new() -> QuerySet[Addition]:
    return Addition.objects.filter(opened_at=None)
