"""Many declarations of one event, taken in one go."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.incidents.models import Incident, IncidentDeclaration
from vigie.incidents.services.refusals import AlreadyTaken
from vigie.incidents.services.triage import take_into


@dataclass(frozen=True)
class Gathered:
    """What became of the declarations chosen."""

    taken: int
    # Those that somebody took meanwhile: left where they are.
    already: tuple[IncidentDeclaration, ...]


@transaction.atomic
def gather(
    incident: Incident,
    declarations: Iterable[uuid.UUID],
    *,
    actor: User | None,
    at: datetime | None = None,
) -> Gathered:
    """Take waiting declarations into an open case of their realm, all that still wait.

    Raises CaseClosed, CaseMerged or OtherRealm, and takes none then.
    """
    at = at or timezone.now()
    taken, already = 0, []
    for each in declarations:
        try:
            take_into(incident, each, actor=actor, at=at)
            taken += 1
        except AlreadyTaken as refusal:
            already.append(refusal.link)
    return Gathered(taken, tuple(already))
