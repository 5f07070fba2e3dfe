"""From the queue into a case: taken once, whoever clicks first."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.declarations import services as declarations
from vigie.declarations.models import Declaration
from vigie.incidents import access
from vigie.incidents.models import Incident, IncidentDeclaration, Qualification
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.duty.acknowledging import acknowledge_by_taking
from vigie.incidents.services.legal_reading import tell_clocks
from vigie.incidents.services.opening import open_case
from vigie.incidents.services.operations import hold, refuse_unless_open
from vigie.incidents.services.refusals import (
    AlreadyTaken,
    CannotLead,
    CaseMerged,
    OtherRealm,
)
from vigie.incidents.services.standing import refresh_standing
from vigie.incidents.services.support import open_what_was_asked
from vigie.taxonomy.codes import PublicState


def take(declaration_id: uuid.UUID, *, actor: User | None, at: datetime | None = None) -> Incident:
    """Open a case for a declaration, led by whoever takes it.

    Raises AlreadyTaken when somebody has been faster. `actor` is None when Vigie itself
    writes, for a history or the demonstration.
    """
    at = at or timezone.now()
    try:
        with transaction.atomic():
            return _open_case(declaration_id, actor=actor, at=at)
    except IntegrityError:
        _refuse_if_taken(declaration_id)
        raise


def take_into(
    incident: Incident,
    declaration_id: uuid.UUID,
    *,
    actor: User | None,
    at: datetime | None = None,
) -> None:
    """Add a declaration to an open case of its realm: the same event, told by another.

    Raises AlreadyTaken, CaseClosed (CaseMerged where it was merged) or OtherRealm.
    """
    try:
        with transaction.atomic():
            _join_case(incident, declaration_id, actor=actor, at=at or timezone.now())
    except IntegrityError:
        _refuse_if_taken(declaration_id)
        raise


@transaction.atomic
def assign_lead(incident: Incident, lead: User, *, actor: User | None) -> None:
    """Name the analyst who leads the case. Raises CannotLead, or CaseMerged."""
    if not access.can_handle(lead):
        raise CannotLead(f"{lead.pk} does not handle cases")
    if not Incident.objects.filter(pk=incident.pk, merged_into=None).update(lead=lead):
        raise CaseMerged(incident)
    incident.lead = lead
    journal.record(
        "incident.lead_assigned",
        actor=journal_name(actor),
        incident=str(incident.pk),
        lead=str(lead.pk),
    )


def _open_case(declaration_id: uuid.UUID, *, actor: User | None, at: datetime) -> Incident:
    declaration = Declaration.objects.only("realm").get(pk=declaration_id)
    incident = open_case(declaration.realm, actor=actor, at=at)
    _link(incident, declaration_id, actor=actor, at=at)
    refresh_standing(incident)
    declarations.set_public_state([declaration_id], PublicState.IN_PROGRESS)
    return incident


def _join_case(
    incident: Incident, declaration_id: uuid.UUID, *, actor: User | None, at: datetime
) -> None:
    # Held until COMMIT, so that nobody closes the case while it takes one more declaration.
    (current,) = hold(incident)
    refuse_unless_open(current)
    enter(current, declaration_id, actor=actor, at=at)
    settle(current, [declaration_id])


def enter(
    incident: Incident, declaration_id: uuid.UUID, *, actor: User | None, at: datetime
) -> None:
    """Put a declaration into a case that is held. Raises OtherRealm, or IntegrityError.

    To be followed by `settle`, once for all that entered.
    """
    if Declaration.objects.only("realm").get(pk=declaration_id).realm != incident.realm:
        raise OtherRealm(f"{declaration_id} is not of the realm {incident.realm}")
    _link(incident, declaration_id, actor=actor, at=at)


def settle(incident: Incident, entered: Sequence[uuid.UUID]) -> None:
    """Have all that follows from declarations that entered a case follow."""
    refresh_standing(incident)
    qualification = Qualification.objects.filter(incident=incident).first()
    declarations.set_public_state(
        entered, PublicState.QUALIFIED if qualification else PublicState.IN_PROGRESS
    )
    if qualification:
        tell_clocks(qualification)


def _link(
    incident: Incident, declaration_id: uuid.UUID, *, actor: User | None, at: datetime
) -> None:
    IncidentDeclaration(
        incident=incident, declaration_id=declaration_id, taken_at=at, taken_by=actor
    ).save(force_insert=True)
    declarations.mark_taken(declaration_id, at)
    journal.record(
        "declaration.taken",
        actor=journal_name(actor),
        declaration=str(declaration_id),
        incident=str(incident.pk),
    )
    declaration = Declaration.objects.get(pk=declaration_id)
    open_what_was_asked(incident, declaration, asked_at=declaration.received_at)
    acknowledge_by_taking(declaration_id, actor=actor, at=at)


def link_of(declaration_id: uuid.UUID) -> IncidentDeclaration | None:
    """Return the place of a declaration in a case, None while it waits."""
    links = IncidentDeclaration.objects.select_related("incident", "taken_by", "declaration")
    return links.filter(declaration_id=declaration_id).first()


def _refuse_if_taken(declaration_id: uuid.UUID) -> None:
    if (link := link_of(declaration_id)) is not None:
        raise AlreadyTaken(link) from None
