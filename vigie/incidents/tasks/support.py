"""Support: answered by a declarant, unanswered by us."""

import uuid

from django.db import transaction
from django.utils import timezone

from vigie.core import outbox
from vigie.core.periodic import periodic
from vigie.core.realm import notifies
from vigie.declarations.models import SupportReply
from vigie.incidents import notifications, selectors, services
from vigie.incidents.models import SupportRequest
from vigie.incidents.services import duty

BATCH = 200


@outbox.handler("support.replied")
def take_reply(*, reply: str) -> None:
    """Move a request for support as its declarant answered."""
    row = SupportReply.objects.get(pk=uuid.UUID(reply))
    request = SupportRequest.objects.get(pk=row.shown_id)
    services.take_reply(request, accepts=row.accepts, offer=row.offer, at=row.replied_at)


@outbox.handler("support.unanswered_mail")
def mail_unanswered(*, support: str, whom: str) -> None:
    """E-mail one of the duty, or its team's mailbox, unless the answer came meanwhile."""
    request = SupportRequest.objects.select_related("incident", "declaration").get(
        pk=uuid.UUID(support)
    )
    if request.answered_at is None:
        notifications.tell_duty_of_unanswered_support(request, to=duty.mailbox(whom))


@periodic(minute="*/5")
def watch_first_answers() -> None:
    """Have the duty told, once, of each request whose first answer is late."""
    told = duty.whom()
    if not told:
        # Nobody handles cases yet: whoever comes first shall know.
        return
    for request in selectors.unanswered_support()[:BATCH]:
        with transaction.atomic():
            mine = SupportRequest.objects.filter(pk=request.pk, reminded_at=None)
            if mine.update(reminded_at=timezone.now()) and notifies(request.incident.realm):
                for key in told:
                    outbox.enqueue("support.unanswered_mail", support=str(request.pk), whom=key)
