"""A declaration has come: the duty is told, and woken when it is grave."""

import uuid

from django.db import transaction
from django.utils import timezone

from vigie.core import outbox
from vigie.core.realm import notifies
from vigie.declarations.models import Declaration
from vigie.incidents.models import DutyPage, IncidentDeclaration
from vigie.incidents.services.duty.climbing import next_step
from vigie.incidents.services.duty.gravity import (
    grave_reasons,
    grave_since,
    taken_as_grave,
)
from vigie.incidents.services.duty.whom import first_called, whom


@transaction.atomic
def declaration_arrived(declaration_id: uuid.UUID, *, plain: bool = True) -> None:
    """Wake the duty for a declaration that says it is grave; mail those on duty for another.

    One that was taken into a case wakes too, when it became grave after it was taken; and one that
    is grave again, after it was not. One page each time, however often this runs. `plain`: whether
    to mail for one that is not grave.
    """
    declaration = Declaration.objects.get(pk=declaration_id)
    if not notifies(declaration.realm):
        return
    reasons = grave_reasons(declaration)
    if reasons:
        _wake(declaration, reasons)
    elif plain:
        now = timezone.now()
        # Whoever is on duty is told, beside the team's mailbox.
        for key in sorted({*whom(now), *first_called(now)}):
            outbox.enqueue("duty.mail", declaration=str(declaration_id), whom=key)


def _wake(declaration: Declaration, reasons: tuple[str, ...]) -> None:
    now = timezone.now()
    link = IncidentDeclaration.objects.filter(declaration=declaration).first()
    if link and taken_as_grave(link, otherwise=now):
        return
    before = list(DutyPage.objects.filter(declaration=declaration).order_by("-started_at", "-id"))
    if before and not _grave_anew(declaration, before[0]):
        return
    number = f"-{len(before) + 1}" if before else ""
    # Of two workers at once, one makes it.
    page, made = DutyPage.objects.get_or_create(
        reference=f"{declaration.reference}{number}",
        defaults={
            "declaration": declaration,
            "realm": declaration.realm,
            "reasons": list(reasons),
            "started_at": now,
        },
    )
    if made:
        next_step(page, now)


def _grave_anew(declaration: Declaration, last: DutyPage) -> bool:
    """Tell whether it became grave once more since its last page, which rings no longer.

    Whoever answered that page after it had become so has read it as it is.
    """
    since = grave_since(declaration)
    if since is None or last.climbs_at is not None:
        return False
    return since > (last.acknowledged_at or last.started_at)
