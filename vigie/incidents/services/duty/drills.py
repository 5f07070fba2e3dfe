"""Drills: the duty is really woken, and how long it took is kept."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal, references
from vigie.incidents.models import DutyPage
from vigie.incidents.selectors.duty import on_duty, unanswered
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.duty.acknowledging import AlreadyAcknowledged, PageOver
from vigie.incidents.services.duty.climbing import next_step
from vigie.incidents.services.refusals import Refusal

PREFIX = "DRL"
REFERENCE_TRIES = 5


class NobodyOnDuty(Refusal):
    """A drill would wake nobody: the roster is empty at this time."""


class DrillUnderWay(Refusal):
    """A drill has begun already and waits for an answer."""


def start_drill(
    *, actor: User | None, at: datetime | None = None, realm: str | None = None
) -> DutyPage:
    """Wake those on duty in earnest, every message saying that it is a drill.

    It climbs the lines of the roster and wakes nobody else. In another realm than the live one
    nobody is told; `realm` is this instance's own by default. Raises NobodyOnDuty, DrillUnderWay.
    """
    at = at or timezone.now()
    realm = realm or settings.VIGIE_INTAKE_REALM
    if not on_duty(at).exists():
        raise NobodyOnDuty
    for _ in range(REFERENCE_TRIES):
        try:
            with transaction.atomic():
                return _start(actor, at, realm)
        except IntegrityError:
            if unanswered(realm).filter(declaration=None).exists():
                raise DrillUnderWay from None
    raise RuntimeError("No free reference was found for a drill.")


@transaction.atomic
def call_off(page: DutyPage, *, actor: User, at: datetime | None = None) -> None:
    """Stop a drill that nobody has answered. Raises AlreadyAcknowledged, PageOver."""
    running = DutyPage.objects.filter(
        pk=page.pk, declaration=None, acknowledged_at=None, ended_at=None
    )
    if not running.update(ended_at=at or timezone.now(), climbs_at=None, called_off=True):
        current = DutyPage.objects.select_related("acknowledged_by").get(pk=page.pk)
        if current.acknowledged_at is None:
            raise PageOver(f"{page.reference} is no drill under way")
        raise AlreadyAcknowledged(current)
    journal.record("duty.drill_called_off", actor=journal_name(actor), page=str(page.pk))


def _start(actor: User | None, at: datetime, realm: str) -> DutyPage:
    page = DutyPage(
        reference=references.new_reference(prefix=PREFIX),
        realm=realm,
        started_at=at,
        started_by=actor,
    )
    page.save(force_insert=True)
    journal.record("duty.drill_started", actor=journal_name(actor), page=str(page.pk))
    next_step(page, at)
    return page
