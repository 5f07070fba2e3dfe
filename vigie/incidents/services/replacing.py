"""A receipt code was lost: one person calls back, another approves, the first issues a new one.

So that neither who calls nor one person of the desk alone takes a declarant's place.
"""

import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import codes, journal, outbox
from vigie.core.realm import notifies
from vigie.declarations.models import CodeReplacement, Declaration, Receipt
from vigie.declarations.services.resealing import reseal_small
from vigie.incidents import access

# Who was called back is not kept waiting longer; later, one calls back anew.
DECIDED_WITHIN = timedelta(hours=2)
ISSUED_WITHIN = timedelta(minutes=30)
# Of the scheme number_called: the number that the directory has.
DIRECTORY = "directory"


class CannotReplace(Exception):  # noqa: N818 - nothing failed: somebody was told no
    """Not by this person, or not any more: it was decided, issued, or is too old."""


class ReplacementWaits(Exception):  # noqa: N818 - reads as the answer it is
    """A new code is asked for already, and waits."""


class NoNumber(Exception):  # noqa: N818 - reads as the answer it is
    """The directory has no number of this structure that could have been called."""


class CannotReseal(Exception):  # noqa: N818 - reads as the answer it is
    """The desk cannot open the first report: a new code would open nothing. Nothing is changed."""


def under_way(receipt: Receipt) -> CodeReplacement | None:
    """Return what is asked for and neither issued, refused nor too old."""
    people = ("asked_by", "decided_by")
    return _alive().filter(receipt=receipt).select_related(*people).first()


def waiting_for(person: User, realm: str) -> QuerySet[CodeReplacement]:
    """Return what concerns this person of what is asked for in a realm, oldest first.

    What nobody has decided; once approved, what this person is to read out.
    """
    concerns = Q(decided_at=None) | Q(asked_by=person)
    rows = _alive().filter(concerns, receipt__realm=realm)
    return rows.select_related("receipt", "asked_by").order_by("asked_at", "id")


def to_act_on(person: User, realm: str) -> QuerySet[CodeReplacement]:
    """Return what this person may decide, or is to read out now, of what is asked for."""
    acts = Q(decided_at=None) & ~Q(asked_by=person) | Q(approved=True, asked_by=person)
    return _alive().filter(acts, receipt__realm=realm)


def still_undecided(key: uuid.UUID) -> CodeReplacement | None:
    """Return what was asked for, while it may still be approved."""
    rows = _alive().filter(pk=key, decided_at=None)
    return rows.select_related("receipt", "asked_by").first()


def ask_replacement(
    declaration: Declaration, receipt: Receipt, *, reason: str, called: str, actor: User
) -> CodeReplacement:
    """Ask for a new code, having called back a number that does not come from who called.

    `reason`, `called`: codes of the schemes code_loss and number_called. Raises CannotReplace,
    ReplacementWaits or NoNumber.
    """
    if not access.can_handle(actor):
        raise CannotReplace
    number = declaration.structure.phone if declaration.structure else ""
    if called == DIRECTORY and not number:
        raise NoNumber
    replacement = CodeReplacement(
        receipt=receipt,
        reason=reason,
        called=called,
        number=number if called == DIRECTORY else "",
        asked_by=actor,
        asked_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            _close_what_is_too_old(receipt)
            replacement.save(force_insert=True)
            _record(replacement, "replacement_asked", actor, reason=reason, called=called)
            _tell_who_may_approve(replacement)
    except IntegrityError:
        raise ReplacementWaits from None
    return replacement


@transaction.atomic
def decide_replacement(replacement: CodeReplacement, *, approves: bool, actor: User) -> None:
    """Approve or refuse what somebody else asked for. Raises CannotReplace."""
    if not access.can_approve_code(actor, replacement):
        raise CannotReplace
    now = timezone.now()
    undecided = _alive().filter(pk=replacement.pk, decided_at=None)
    closed_at = None if approves else now
    if not undecided.update(
        decided_by=actor, decided_at=now, approved=approves, closed_at=closed_at
    ):
        raise CannotReplace
    _record(replacement, f"replacement_{'approved' if approves else 'refused'}", actor)


@transaction.atomic
def take_back_replacement(replacement: CodeReplacement, *, actor: User) -> None:
    """Ask no more for what one asked for. Raises CannotReplace."""
    own = _alive().filter(pk=replacement.pk, asked_by=actor)
    if not own.update(closed_at=timezone.now()):
        raise CannotReplace
    _record(replacement, "replacement_taken_back", actor)


@transaction.atomic
def issue_code(replacement: CodeReplacement, *, actor: User) -> str:
    """Return a new code, to be read out once and kept nowhere; the former one opens nothing now.

    By who asked, once, within half an hour of the approval. What was sealed to the former code
    is sealed to the new one: here what is small, by the worker what is in files. The key that
    makes a form sent again one declaration stays. Raises CannotReplace or CannotReseal.
    """
    now = timezone.now()
    approved = _alive().filter(pk=replacement.pk, asked_by=actor, approved=True)
    if not access.can_handle(actor) or not approved.update(issued_at=now, closed_at=now):
        raise CannotReplace
    code = codes.new_code()
    keys = codes.derive(code)
    receipt = Receipt.objects.select_for_update().get(pk=replacement.receipt_id)
    receipt.verifier, receipt.declarant_recipient = keys.verifier, keys.recipient
    receipt.code_number += 1
    receipt.code_replaced_at = now
    receipt.save(
        update_fields=["verifier", "declarant_recipient", "code_number", "code_replaced_at"]
    )
    reseal_small(receipt)
    first = receipt.documents.filter(submission_key=receipt.idempotency_key)
    if not first.filter(code_number=receipt.code_number).exists():
        raise CannotReseal
    _record(replacement, "code_replaced", actor)
    outbox.enqueue("receipt.reseal", receipt=str(receipt.pk))
    if notifies(receipt.realm):
        outbox.enqueue("receipt.replaced_mail", replacement=str(replacement.pk))
    return code


def _alive() -> QuerySet[CodeReplacement]:
    now = timezone.now()
    waits = Q(decided_at=None, asked_at__gt=now - DECIDED_WITHIN)
    approved = Q(approved=True, decided_at__gt=now - ISSUED_WITHIN)
    return CodeReplacement.objects.filter(waits | approved, closed_at=None)


def _close_what_is_too_old(receipt: Receipt) -> None:
    old = CodeReplacement.objects.filter(receipt=receipt, closed_at=None)
    old.exclude(pk__in=_alive().values("pk")).update(closed_at=timezone.now())


def _tell_who_may_approve(replacement: CodeReplacement) -> None:
    """Have each of them told by a mail of their own: one that fails is sent again alone."""
    if not notifies(replacement.receipt.realm):
        return
    for person in access.handlers().exclude(pk=replacement.asked_by_id):
        outbox.enqueue(
            "receipt.replacement_mail", replacement=str(replacement.pk), person=str(person.pk)
        )


def _record(replacement: CodeReplacement, deed: str, actor: User, **more: str) -> None:
    journal.record(
        f"receipt.{deed}",
        actor=f"user:{actor.pk}",
        declaration=str(replacement.receipt.declaration_id),
        replacement=str(replacement.pk),
        **more,
    )
