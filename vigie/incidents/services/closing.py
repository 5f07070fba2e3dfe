"""A case ends, and may begin again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.incidents.models import Incident, Qualification
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.notices import consider_telling
from vigie.incidents.services.operations import hold, refuse_unless_open
from vigie.incidents.services.public_state import tell_declarants
from vigie.incidents.services.refusals import CaseMerged, CaseOpen, NotQualified
from vigie.taxonomy.codes import PublicState


@transaction.atomic
def close(incident: Incident, *, actor: User | None, at: datetime | None = None) -> None:
    """Close a qualified case.

    Raises CaseMerged or CaseClosed when it is closed already, or NotQualified.
    """
    (current,) = hold(incident)
    refuse_unless_open(current)
    if not Qualification.objects.filter(incident=incident).exists():
        raise NotQualified(f"{incident.reference} is not qualified")
    incident.closed_at = at or timezone.now()
    incident.save(update_fields=["closed_at"])
    journal.record("incident.closed", actor=journal_name(actor), incident=str(incident.pk))
    tell_declarants(incident, PublicState.CLOSED)
    consider_telling(incident)


@transaction.atomic
def reopen(incident: Incident, *, actor: User | None) -> None:
    """Open a closed case again, qualified as it was. Raises CaseOpen, or CaseMerged."""
    closed = Incident.objects.filter(pk=incident.pk, closed_at__isnull=False, merged_into=None)
    if not closed.update(closed_at=None):
        if merged := Incident.objects.filter(pk=incident.pk, closed_at__isnull=False).first():
            raise CaseMerged(merged)
        raise CaseOpen(f"{incident.reference} is open")
    incident.closed_at = None
    journal.record("incident.reopened", actor=journal_name(actor), incident=str(incident.pk))
    tell_declarants(incident, PublicState.QUALIFIED)
