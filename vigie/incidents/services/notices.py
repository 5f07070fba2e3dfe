"""Authorities are told of a case, or not: each decision once, frozen, journaled."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal, outbox, references
from vigie.core.realm import notifies
from vigie.declarations import services as declarations
from vigie.incidents.models import Incident, Notice, NoticedDeclaration, NoticeState, Qualification
from vigie.incidents.models.notice import TOLD
from vigie.incidents.selectors.notices import addresses_of
from vigie.incidents.selectors.proposals import Grant, Proposal, proposals
from vigie.incidents.selectors.told import Recipient
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.refusals import Refusal
from vigie.taxonomy.routing import granted_fields

PREFIX = "NOT"
REFERENCE_TRIES = 5
FROZEN = (
    "revision",
    "in_scope",
    "origin",
    "kind",
    "care_impact",
    "endangerment",
    "data_availability",
    "data_integrity",
    "data_confidentiality",
    "severity",
    "significant",
)


class AlreadyDecided(Refusal):
    """Somebody sent or set aside the very same notice a moment ago: `notice`."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        super().__init__(f"{notice.reference} says the same")


class RegionNotKnown(Refusal):
    """Nobody has said which region's authority is meant."""


class NotTold(Refusal):
    """The notice is withdrawn, or was never sent."""


class _Decision(NamedTuple):
    """What was decided on whom, by whom, when."""

    recipient: Recipient
    state: NoticeState
    actor: User | None
    at: datetime


def consider_telling(incident: Incident) -> None:
    """Have Vigie look, after COMMIT, whether the rules tell anybody of what changed in a case.

    To be called wherever what the rules look at has changed.
    """
    if notifies(incident.realm):
        outbox.enqueue("notice.consider", incident=str(incident.pk))


def tell_by_the_rules(incident: Incident) -> None:
    """Send the notices of a case that the rules send by themselves. Idempotent."""
    for proposal in proposals(incident, automatic=True):
        with suppress(AlreadyDecided):
            send_notice(incident, proposal, actor=None)


def send_notice(
    incident: Incident,
    proposal: Proposal,
    *,
    actor: User | None,
    region: str = "",
    at: datetime | None = None,
) -> Notice:
    """Tell an authority: what it may see is frozen, it is told by e-mail, the declarants see it.

    `region`: of the authority, where the declaration does not say it. `actor` is None when
    Vigie itself sends. Raises AlreadyDecided, RegionNotKnown.
    """
    if proposal.lacks_region and not region:
        raise RegionNotKnown(proposal.recipient.authority)
    recipient = Recipient(proposal.recipient.authority, proposal.recipient.region or region)
    decision = _Decision(recipient, NoticeState.SENT, actor, at or timezone.now())
    return _decide(incident, proposal, decision)


def set_aside_notice(
    incident: Incident, proposal: Proposal, *, actor: User, at: datetime | None = None
) -> Notice:
    """Decide that an authority is not to be told this. Raises AlreadyDecided."""
    decision = _Decision(proposal.recipient, NoticeState.SET_ASIDE, actor, at or timezone.now())
    return _decide(incident, proposal, decision)


@transaction.atomic
def withdraw_notice(notice: Notice, *, actor: User, at: datetime | None = None) -> None:
    """Take a notice back: the authority sees it no more. Raises NotTold."""
    at = at or timezone.now()
    told = Notice.objects.filter(pk=notice.pk, state__in=TOLD)
    if not told.update(state=NoticeState.WITHDRAWN, withdrawn_at=at):
        raise NotTold(notice.reference)
    declarations.show_withdrawn(notice.pk, at=at)
    _record("notice.withdrawn", notice, actor)


def _decide(incident: Incident, proposal: Proposal, decision: _Decision) -> Notice:
    for _ in range(REFERENCE_TRIES):
        try:
            with transaction.atomic():
                return _write(incident, proposal, decision)
        except IntegrityError:
            if same := Notice.objects.filter(once=proposal.once).first():
                raise AlreadyDecided(same) from None
    raise RuntimeError("No free reference was found for a notice.")


def _write(incident: Incident, proposal: Proposal, decision: _Decision) -> Notice:
    recipient, state, actor, at = decision
    notice = Notice(
        reference=references.new_reference(prefix=PREFIX),
        incident=incident,
        realm=incident.realm,
        authority=recipient.authority,
        region=recipient.region,
        follows=proposal.follows,
        state=state,
        how=proposal.how,
        rules=list(proposal.rules),
        certain=proposal.certain,
        qualification=_frozen(proposal.qualification),
        case_closed=proposal.case_closed,
        once=proposal.once,
        decided_at=at,
        decided_by=actor,
    )
    notice.save(force_insert=True)
    NoticedDeclaration.objects.bulk_create(_lines(notice, proposal.grants))
    if state == NoticeState.SENT:
        _tell(notice, proposal.grants)
    _record(f"notice.{state}", notice, actor)
    return notice


def _lines(notice: Notice, grants: Iterable[Grant]) -> list[NoticedDeclaration]:
    return [
        NoticedDeclaration(
            notice=notice,
            declaration=grant.declaration,
            report=grant.report,
            sections=sorted(grant.sections),
            groups=sorted(grant.groups),
            fields=sorted(granted_fields(grant.groups)),
        )
        for grant in grants
    ]


def _tell(notice: Notice, grants: Iterable[Grant]) -> None:
    """Show the declarants whom the case was told to; have the authority told that it waits."""
    declarations.show_shared(
        {grant.declaration.pk: grant.sections for grant in grants},
        notice_id=notice.pk,
        authority=notice.authority,
        region=notice.region,
        at=notice.decided_at,
    )
    if notifies(notice.realm):
        for address in addresses_of(Recipient(notice.authority, notice.region)):
            outbox.enqueue("notice.mail", notice=str(notice.pk), address=str(address.pk))


def _frozen(qualification: Qualification | None) -> dict[str, Any]:
    """Return a qualification as it stands, by its codes."""
    if qualification is None:
        return {}
    at = qualification.qualified_at.isoformat()
    return {**{name: getattr(qualification, name) for name in FROZEN}, "qualified_at": at}


def _record(action: str, notice: Notice, actor: User | None) -> None:
    journal.record(
        action,
        actor=journal_name(actor),
        incident=str(notice.incident_id),
        notice=str(notice.pk),
        authority=notice.authority,
    )
