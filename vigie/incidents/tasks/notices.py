"""Authorities are told: by the rules alone, and by e-mail that something waits."""

import logging
import uuid
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from vigie.core import outbox
from vigie.core.periodic import periodic
from vigie.core.realm import LIVE
from vigie.incidents import notifications, services
from vigie.incidents.models import AuthorityAddress, Incident, Notice

# A case that was closed while the worker stood still is told all the same.
CLOSED_LATELY = timedelta(days=7)
CHUNK = 500

logger = logging.getLogger(__name__)


@outbox.handler("notice.mail")
def mail_notice(*, notice: str, address: str) -> None:
    """E-mail an authority that a notice waits, unless it was withdrawn or the address removed."""
    told = Notice.objects.get(pk=uuid.UUID(notice))
    found = AuthorityAddress.objects.filter(pk=uuid.UUID(address)).first()
    if found is not None and told.told:
        notifications.tell_authority(told, to=found.email)


@outbox.handler("notice.consider", lane=outbox.Lane.URGENT)
def tell_of_case(*, incident: str) -> None:
    """Send what the rules send by themselves of a case that changed, unless it was closed long."""
    for known in _told_of().filter(pk=uuid.UUID(incident)):
        services.tell_by_the_rules(known)


@periodic(minute="37", hour="1")
def tell_authorities() -> None:
    """Go through all cases once a night: a rule begins on its day, or came with a new version."""
    for incident in _told_of().iterator(chunk_size=CHUNK):
        try:
            services.tell_by_the_rules(incident)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other cases must be told
            name = type(error).__name__
            logger.error("The notices of case %s could not be sent: %s", incident.pk, name)  # noqa: TRY400 - its words could repeat what was sealed


def _told_of() -> QuerySet[Incident]:
    lately = timezone.now() - CLOSED_LATELY
    known = Incident.objects.filter(realm=LIVE).select_related("qualification")
    return known.filter(Q(closed_at=None) | Q(closed_at__gte=lately))
