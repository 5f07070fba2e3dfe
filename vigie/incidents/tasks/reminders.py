"""The duty is reminded of what declarants owe: whom that is, the floor below cannot know."""

import uuid

from vigie.core import outbox
from vigie.declarations import notifications
from vigie.declarations.models import Declaration
from vigie.declarations.services import remind
from vigie.incidents.services import duty
from vigie.taxonomy.reminders import DUTY


@outbox.handler("clock.remind_duty")
def mail_reminder(*, declaration: str) -> None:
    """E-mail the duty what is due soon or late; what was done meanwhile is left out."""
    row = Declaration.objects.get(pk=uuid.UUID(declaration))
    remind(
        row.pk,
        DUTY,
        lambda coming, passed: duty.mail_desk(
            lambda to: notifications.remind_duty(row, to=to, coming=coming, passed=passed)
        ),
    )
