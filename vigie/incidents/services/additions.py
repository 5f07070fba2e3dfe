"""What a declarant adds: marked new until somebody opens it, and told to who leads its case."""

import logging
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import outbox
from vigie.declarations.models import Attachment, Report
from vigie.declarations.services import (
    FileToSend,
    OpenedName,
    open_names,
    open_sections,
    send_to_desk,
)
from vigie.declarations.services.unsealing import OpenedSection
from vigie.incidents.models import Addition
from vigie.incidents.selectors.additions import additions_to_tell
from vigie.incidents.services.actors import journal_name

# What follows within a short while is told in one e-mail more: files come by the dozen.
QUIET = timedelta(minutes=10)
# Declarations taken up at one time by the clock.
MOST_AT_ONCE = 100

logger = logging.getLogger(__name__)


def note_report(report_id: uuid.UUID) -> None:
    """Mark a further report as new, and have whoever leads its case told. Idempotent."""
    report = Report.objects.get(pk=report_id)
    _note(
        Addition(declaration_id=report.declaration_id, report=report, came_at=report.submitted_at)
    )


def note_file(attachment_id: uuid.UUID) -> None:
    """Mark a file as new, and have whoever leads its case told. Idempotent."""
    file = Attachment.objects.get(pk=attachment_id)
    _note(Addition(declaration_id=file.declaration_id, attachment=file, came_at=file.received_at))


def open_reports(declaration_id: uuid.UUID, *, actor: User) -> list[OpenedSection]:
    """Open what was sealed, for somebody whose right was checked: its reports are new no more."""
    new = Addition.objects.filter(declaration=declaration_id, report__isnull=False)
    with _opening(new, actor):
        return open_sections(declaration_id, actor=journal_name(actor))


def open_file_names(
    attachments: Collection[Attachment], *, actor: User
) -> dict[uuid.UUID, OpenedName]:
    """Open the names of files, for somebody whose right was checked: they are new no more."""
    new = Addition.objects.filter(attachment__in=[each.pk for each in attachments])
    with _opening(new, actor):
        return open_names(attachments, actor=journal_name(actor))


def send_file(attachment: Attachment, *, actor: User) -> FileToSend:
    """Open a file, for somebody whose right was checked: it is new no more. Raises Damaged."""
    new = Addition.objects.filter(attachment=attachment)
    with _opening(new, actor):
        return send_to_desk(attachment, actor=journal_name(actor))


def tell_of_additions(declaration_id: uuid.UUID, tell: Callable[[], bool]) -> None:
    """Tell, by `tell`, what came to a case since it was told, unless that was a moment ago.

    Claimed before it is told, so that two workers tell once; given back when `tell` raises or
    says that there was nobody to tell. `tell_what_waited` comes back to what was held back.
    """
    now = timezone.now()
    of_it = Addition.objects.filter(declaration=declaration_id)
    if of_it.filter(claimed_at__gt=now - QUIET).exists():
        return
    waiting = additions_to_tell(now - QUIET).filter(declaration=declaration_id)
    keys = list(waiting.values_list("pk", flat=True))
    # Conditional: another worker may be at it.
    free = Q(claimed_at=None) | Q(claimed_at__lte=now - QUIET)
    if not Addition.objects.filter(free, pk__in=keys).update(claimed_at=now):
        return
    claimed = Addition.objects.filter(pk__in=keys, claimed_at=now)
    try:
        told = tell()
    except BaseException:
        claimed.update(claimed_at=None)
        raise
    claimed.update(**({"told_at": timezone.now()} if told else {"claimed_at": None}))


def tell_what_waited(tell: Callable[[uuid.UUID], bool]) -> None:
    """Tell of what the short while held back.

    Stops at a mail server that cannot be reached: the next minute tries again.
    """
    waiting = additions_to_tell(timezone.now() - QUIET).order_by()
    keys = waiting.values_list("declaration_id", flat=True).distinct()
    for key in list(keys[:MOST_AT_ONCE]):
        try:
            tell_of_additions(key, lambda key=key: tell(key))  # type: ignore[misc]
        except OSError as error:
            logger.warning("E-mails of additions wait: %s", type(error).__name__)
            return


@transaction.atomic
def _note(addition: Addition) -> None:
    # Once for each report and file, however often the worker runs.
    Addition.objects.bulk_create([addition], ignore_conflicts=True)
    outbox.enqueue("addition.mail", declaration=str(addition.declaration_id))


@contextmanager
def _opening(additions: QuerySet[Addition], actor: User) -> Iterator[None]:
    """Mark as opened what had been noted before it was opened, and nothing that came since."""
    with transaction.atomic():
        keys = list(additions.values_list("pk", flat=True))
        yield
        Addition.objects.filter(pk__in=keys, opened_at=None).update(
            opened_at=timezone.now(), opened_by=actor
        )
