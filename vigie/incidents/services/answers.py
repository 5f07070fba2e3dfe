"""What an authority does with a notice: it reads, opens what it was granted, acknowledges."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.declarations.models import Report
from vigie.declarations.services import open_sections
from vigie.declarations.services.unsealing import OpenedSection
from vigie.incidents import access
from vigie.incidents.models import Notice, NoticedDeclaration, NoticeState
from vigie.incidents.selectors.notices import lines_of
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.refusals import Refusal


class AlreadyAcknowledged(Refusal):
    """Somebody acknowledged the notice before; or it was withdrawn meanwhile."""


@dataclass(frozen=True)
class OpenedLine:
    """One declaration of a notice, with what was opened of it: never to be stored or logged."""

    line: NoticedDeclaration
    opened: list[OpenedSection]


@transaction.atomic
def receive_notice(notice: Notice, *, reader: User, at: datetime | None = None) -> None:
    """Note that an officer of the authority has the notice before its eyes, the first time."""
    at = at or timezone.now()
    waiting = Notice.objects.filter(pk=notice.pk, state=NoticeState.SENT)
    if waiting.update(state=NoticeState.RECEIVED, received_at=at):
        notice.state, notice.received_at = NoticeState.RECEIVED, at
        _record("notice.received", notice, reader)


@transaction.atomic
def acknowledge_notice(
    notice: Notice, *, reference: str, day: date, actor: User, at: datetime | None = None
) -> None:
    """Keep the reference and the day that the authority gives.

    An officer does it, or an analyst to whom it was told otherwise. Raises AlreadyAcknowledged.
    """
    at = at or timezone.now()
    open_ones = Notice.objects.filter(
        pk=notice.pk, state__in=(NoticeState.SENT, NoticeState.RECEIVED)
    )
    if not open_ones.update(
        state=NoticeState.ACKNOWLEDGED,
        received_at=notice.received_at or at,
        acknowledged_at=at,
        acknowledged_by=actor,
        authority_reference=reference,
        authority_date=day,
    ):
        raise AlreadyAcknowledged(notice.reference)
    _record("notice.acknowledged", notice, actor)


@transaction.atomic
def open_notice(notice: Notice, *, reader: User) -> list[OpenedLine]:
    """Open the sections that were granted, of the reports that were told; journaled.

    Raises PermissionDenied when this person may not, or the notice is withdrawn.
    """
    if not access.can_open_notice(reader, notice):
        raise PermissionDenied
    lines = list(lines_of(reader, notice))
    return [OpenedLine(line, _open(line, notice, reader)) for line in lines]


def told_reports(line: NoticedDeclaration) -> list[Report]:
    """Return the reports of a declaration that the notice tells, oldest first."""
    last = line.report
    if last is None:
        return []
    reports = line.declaration.reports.order_by("submitted_at", "id")
    return [r for r in reports if (r.submitted_at, r.pk) <= (last.submitted_at, last.pk)]


def _open(line: NoticedDeclaration, notice: Notice, reader: User) -> list[OpenedSection]:
    if not line.sections:
        return []
    return open_sections(
        line.declaration_id,
        actor=journal_name(reader),
        sections=line.sections,
        reports=[report.pk for report in told_reports(line)],
        notice=str(notice.pk),
    )


def _record(action: str, notice: Notice, actor: User) -> None:
    journal.record(
        action,
        actor=journal_name(actor),
        incident=str(notice.incident_id),
        notice=str(notice.pk),
        authority=notice.authority,
    )
