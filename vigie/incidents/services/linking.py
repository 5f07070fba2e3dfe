"""Cases that have to do with each other, and stay two; and what was judged to be two."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.declarations.models import Declaration
from vigie.incidents.models import CaseLink, Dismissal, Incident
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.operations import note
from vigie.incidents.services.refusals import AlreadyLinked, LinkRemoved, OtherRealm, SameCase

Judged = Declaration | Incident


def link(
    one: Incident,
    other: Incident,
    *,
    relation: str,
    actor: User | None,
    at: datetime | None = None,
) -> CaseLink:
    """Link two cases of one realm, open or closed, in either order.

    `relation` is a code of the scheme case_relation. Raises SameCase, OtherRealm or
    AlreadyLinked.
    """
    if one.pk == other.pk:
        raise SameCase(f"{one.reference} is one case")
    if one.realm != other.realm:
        raise OtherRealm(f"{one.reference} and {other.reference} are of two realms")
    first, second = sorted((one, other), key=lambda each: each.pk)
    linked = CaseLink(
        first=first,
        second=second,
        relation=relation,
        linked_at=at or timezone.now(),
        linked_by=actor,
    )
    try:
        with transaction.atomic():
            linked.save(force_insert=True)
            note("incident.linked", one, other, actor=actor)
    except IntegrityError:
        raise AlreadyLinked(f"{one.reference} and {other.reference}") from None
    return linked


@transaction.atomic
def unlink(linked: CaseLink, *, actor: User | None, at: datetime | None = None) -> None:
    """Take a link away; its row stays, with who did. Raises LinkRemoved."""
    standing = CaseLink.objects.filter(pk=linked.pk, removed_at=None)
    if not standing.update(removed_at=at or timezone.now(), removed_by=actor):
        raise LinkRemoved(str(linked.pk))
    note("incident.unlinked", linked.first, linked.second, actor=actor)


def dismiss(one: Judged, other: Judged, *, actor: User | None, at: datetime | None = None) -> None:
    """Keep that two things, each a declaration or a case, are not one event.

    It is suggested to nobody any more. Dismissing it again changes nothing. Raises OtherRealm
    or SameCase.
    """
    if one.pk == other.pk:
        raise SameCase(f"{one.reference} is one thing")
    if one.realm != other.realm:
        raise OtherRealm(f"{one.reference} and {other.reference} are of two realms")
    first, second = sorted((one.pk, other.pk))
    judged = Dismissal(
        realm=one.realm,
        first=first,
        second=second,
        dismissed_at=at or timezone.now(),
        dismissed_by=actor,
    )
    try:
        with transaction.atomic():
            judged.save(force_insert=True)
            _note_judgement("incident.suggestion_dismissed", one, other, actor)
    except IntegrityError:
        return


@transaction.atomic
def suggest_again(judged: Dismissal, one: Judged, other: Judged, *, actor: User | None) -> None:
    """Take back that these two are not one event; whoever was first, it is taken back."""
    deleted, _by_model = Dismissal.objects.filter(pk=judged.pk).delete()
    if deleted:
        _note_judgement("incident.suggestion_brought_back", one, other, actor)


def _note_judgement(deed: str, one: Judged, other: Judged, actor: User | None) -> None:
    names = ["incident" if isinstance(each, Incident) else "declaration" for each in (one, other)]
    if names[0] == names[1]:
        names[1] = "other"
    ids = {name: str(each.pk) for name, each in zip(names, (one, other), strict=True)}
    journal.record(deed, actor=journal_name(actor), **ids)
