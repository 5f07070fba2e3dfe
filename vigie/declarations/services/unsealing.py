"""The one way by which the desk reads sealed content."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from vigie.core import journal, sealing
from vigie.declarations.models import SealedSection


@dataclass(frozen=True)
class OpenedSection:
    """A section of a report, in clear: never to be stored or logged."""

    stage: str
    submitted_at: datetime
    section: str
    content: dict[str, Any]


@transaction.atomic
def open_sections(
    declaration_id: uuid.UUID,
    *,
    actor: str,
    sections: Collection[str] | None = None,
    reports: Collection[uuid.UUID] | None = None,
    **because: str,
) -> list[OpenedSection]:
    """Open sealed sections of a declaration, oldest first, and journal who did.

    `sections`, `reports`: only these; None is all of them. `because`: identifiers of what gives
    the right, kept in the journal. The caller has checked the right (`vigie.incidents.access`).
    Raises `sealing.ProcessCannotUnseal` on a front process.
    """
    identity = sealing.desk_identity()
    journal.record("declaration.opened", actor=actor, declaration=str(declaration_id), **because)
    sealed = SealedSection.objects.filter(report__declaration_id=declaration_id)
    if sections is not None:
        sealed = sealed.filter(section__in=sections)
    if reports is not None:
        sealed = sealed.filter(report__in=reports)
    sealed = sealed.select_related("report").order_by(
        "report__submitted_at", "report_id", "section"
    )
    return [
        OpenedSection(
            stage=row.report.stage,
            submitted_at=row.report.submitted_at,
            section=row.section,
            content=sealing.unseal_json(bytes(row.ciphertext), identity),
        )
        for row in sealed
    ]
