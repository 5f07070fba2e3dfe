"""People on duty, and what has come that wakes them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.factories import cases
from tests.factories.declarations import facts, submission
from vigie.accounts.models import User
from vigie.core import codes, outbox
from vigie.declarations.models import Declaration, Receipt
from vigie.declarations.services import receive
from vigie.incidents.models import DutyPage, Shift
from vigie.incidents.services import duty

PHONE = "+33639980042"
QUIET: dict[str, Any] = {
    "care_impact": "degraded",
    "endangerment": "none",
    "help_wanted": "none",
    "help_urgency": "none",
}


def on_duty(
    person: User | None = None, *, line: int = 1, since: datetime | None = None, hours: float = 12
) -> Shift:
    """Put somebody on duty, from a moment ago by default."""
    starts_at = since or timezone.now() - timedelta(hours=1)
    return duty.add_shift(
        person or cases.person(),
        line=line,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        actor=None,
    )


def declared(realm: str = "live", **answers: Any) -> Declaration:
    """Receive a declaration, grave unless the answers say otherwise; its worker has not run."""
    return Declaration.objects.get(pk=submitted(realm, **answers).declaration_id)


def submitted(realm: str = "live", **answers: Any) -> Receipt:
    """Receive a declaration as the front does: the receipt is all that it may read."""
    grave = {**QUIET, "endangerment": "proven", **answers}
    return receive(submission(facts=facts(**grave)), code=codes.new_code(), realm=realm)


def woken(**answers: Any) -> DutyPage:
    """Receive a grave declaration and let the worker run: the page that it made."""
    declaration = declared(**answers)
    outbox.drain()
    return DutyPage.objects.get(declaration=declaration)
