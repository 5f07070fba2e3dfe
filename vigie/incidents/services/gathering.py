"""Many declarations of one event, taken in one go."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.incidents.models import Incident, IncidentDeclaration
from vigie.incidents.services.operations import hold, refuse_unless_open
from vigie.incidents.services.triage import enter, link_of, settle


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
    (current,) = hold(incident)
    refuse_unless_open(current)
    taken: list[uuid.UUID] = []
    already: list[IncidentDeclaration] = []
    for each in declarations:
        try:
            with transaction.atomic():
                enter(current, each, actor=actor, at=at)
            taken.append(each)
        except IntegrityError:
            link = link_of(each)
            if link is None:
                raise
            already.append(link)
    if taken:
        settle(current, taken)
    return Gathered(len(taken), tuple(already))
