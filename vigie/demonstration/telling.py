"""Whom the CSIRT tells of a synthetic case."""

from datetime import datetime

from vigie.accounts.models import User
from vigie.incidents.models import Incident
from vigie.incidents.selectors import proposals
from vigie.incidents.services import send_notice


def tell_authorities(incident: Incident, *, actor: User, at: datetime) -> None:
    """Tell whomever the rules name for sure; the others are left for the visitor to tell."""
    fresh = Incident.objects.select_related("qualification").get(pk=incident.pk)
    for proposal in proposals(fresh, at=at):
        if proposal.certain and not proposal.lacks_region:
            send_notice(fresh, proposal, actor=actor, at=at)
