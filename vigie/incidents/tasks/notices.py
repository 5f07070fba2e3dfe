"""Authorities are told: by the rules alone, and by e-mail that something waits."""

import uuid
from contextlib import suppress
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from vigie.core import outbox
from vigie.core.periodic import periodic
from vigie.core.realm import LIVE
from vigie.incidents import notifications, selectors, services
from vigie.incidents.models import AuthorityAddress, Incident, Notice

# A case that was closed while the worker stood still is told all the same.
CLOSED_LATELY = timedelta(days=7)


@outbox.handler("notice.mail")
def mail_notice(*, notice: str, address: str) -> None:
    """E-mail an authority that a notice waits, unless it was withdrawn or the address removed."""
    told = Notice.objects.get(pk=uuid.UUID(notice))
    found = AuthorityAddress.objects.filter(pk=uuid.UUID(address)).first()
    if found is not None and told.told:
        notifications.tell_authority(told, to=found.email)


@periodic(minute="*/1")
def tell_authorities() -> None:
    """Send the notices that the rules send by themselves."""
    lately = timezone.now() - CLOSED_LATELY
    known = Incident.objects.filter(realm=LIVE).select_related("qualification")
    for incident in known.filter(Q(closed_at=None) | Q(closed_at__gte=lately)).iterator():
        for proposal in selectors.proposals(incident, automatic=True):
            with suppress(services.AlreadyDecided):
                services.send_notice(incident, proposal, actor=None)
