"""What the worker does for the duty. Each may run twice without harm."""

import uuid

from django.utils import timezone

from vigie.core import outbox
from vigie.core.outbox import Lane
from vigie.core.periodic import periodic
from vigie.declarations.models import Declaration
from vigie.declarations.services import refresh_current_facts
from vigie.incidents import notifications
from vigie.incidents.models import DutyPage
from vigie.incidents.services import duty


@outbox.handler("declaration.arrived", lane=Lane.CALL)
def declaration_arrived(*, declaration: str) -> None:
    """Tell the duty of a declaration, and wake it when that is grave."""
    duty.declaration_arrived(uuid.UUID(declaration))


# What a front that is not upgraded yet asks for.
outbox.handler("declaration.duty_mail", lane=Lane.CALL)(declaration_arrived)


@outbox.handler("declaration.worsened", lane=Lane.CALL)
def declaration_completed(*, declaration: str) -> None:
    """Wake the duty when a further report makes a declaration grave."""
    refresh_current_facts(uuid.UUID(declaration))
    duty.declaration_arrived(uuid.UUID(declaration), plain=False)


@outbox.handler("duty.mail")
def mail_duty(*, declaration: str, whom: str) -> None:
    """Mail one of the duty, or its team's mailbox, that a declaration waits."""
    row = Declaration.objects.get(pk=uuid.UUID(declaration))
    notifications.tell_duty(row, to=duty.mailbox(whom))


@outbox.handler("duty.send", lane=Lane.URGENT)
def send(*, attempt: str) -> None:
    """Send one message of a page."""
    duty.send(uuid.UUID(attempt))


# The same, where it rings: a relay that hangs holds the mails of a page back, and no call.
outbox.handler("duty.call", lane=Lane.CALL)(send)


@outbox.handler("duty.climb", lane=Lane.CALL)
def climb(*, page: str) -> None:
    """Take a page one step up the roster, if that is due."""
    duty.climb(uuid.UUID(page))


@periodic(minute="*/1")
def climb_what_is_due() -> None:
    """Take up the pages whose worker died before they could climb."""
    late = DutyPage.objects.filter(climbs_at__lte=timezone.now())
    for pk in late.values_list("pk", flat=True):
        duty.climb(pk)
