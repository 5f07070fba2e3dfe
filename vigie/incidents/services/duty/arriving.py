"""A declaration has come: the duty is told, and woken when it is grave."""

import uuid

from django.db import transaction
from django.utils import timezone

from vigie.core import outbox
from vigie.core.realm import notifies
from vigie.declarations.models import Declaration
from vigie.incidents.models import DutyPage, IncidentDeclaration
from vigie.incidents.services.duty.climbing import next_step
from vigie.incidents.services.duty.gravity import grave_reasons, taken_as_grave
from vigie.incidents.services.duty.whom import first_called, whom


@transaction.atomic
def declaration_arrived(declaration_id: uuid.UUID, *, plain: bool = True) -> None:
    """Wake the duty for a declaration that says it is grave; mail those on duty for another.

    One that was taken into a case wakes too, when it became grave after it was taken. One page a
    declaration, however often this runs. `plain`: whether to mail for one that is
    not grave.
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
    page, made = DutyPage.objects.get_or_create(
        declaration=declaration,
        defaults={
            "reference": declaration.reference,
            "realm": declaration.realm,
            "reasons": list(reasons),
            "started_at": now,
        },
    )
    if made:
        next_step(page, now)
