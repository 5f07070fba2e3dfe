"""A case begins."""

from datetime import datetime

from django.db import IntegrityError, transaction

from vigie.accounts.models import User
from vigie.core import journal, references
from vigie.incidents.models import Incident
from vigie.incidents.services.actors import journal_name

# Two random references of 31**7 values meet so rarely that a fifth try is a broken generator.
REFERENCE_TRIES = 5


def open_case(realm: str, *, actor: User | None, at: datetime) -> Incident:
    """Open a case that gathers nothing yet, led by `actor`; fill it in this transaction."""
    for _ in range(REFERENCE_TRIES):
        incident = Incident(
            reference=references.new_reference(prefix="INC"), realm=realm, opened_at=at, lead=actor
        )
        try:
            with transaction.atomic():
                incident.save(force_insert=True)
        except IntegrityError:
            continue
        journal.record("incident.opened", actor=journal_name(actor), incident=str(incident.pk))
        return incident
    raise RuntimeError("No free reference was found for a case.")
