"""Notices as they stand: a case's, an officer's, one of them."""

from django.db.models import Case, Count, Q, QuerySet, Value, When

from vigie.accounts.models import User
from vigie.incidents import access
from vigie.incidents.models import (
    AuthorityAddress,
    Incident,
    Notice,
    NoticedDeclaration,
    NoticeState,
)
from vigie.incidents.selectors.told import Recipient

# What nobody has answered comes first.
UNANSWERED_FIRST = Case(
    When(state=NoticeState.SENT, then=Value(0)),
    When(state=NoticeState.RECEIVED, then=Value(1)),
    default=Value(2),
)


def notices_of(incident: Incident) -> QuerySet[Notice]:
    """Return what was decided on whom to tell of a case or of what it gathers, newest first."""
    return (
        Notice.objects.filter(
            Q(incident=incident) | Q(lines__declaration__incident_link__incident=incident)
        )
        .distinct()
        .select_related("decided_by", "acknowledged_by", "follows")
        .prefetch_related("lines__declaration")
        .order_by("-decided_at", "-id")
    )


def notices_for(user: User, realm: str, *, words: str = "") -> QuerySet[Notice]:
    """Return what an officer was told, what it has not answered first, then newest first.

    `words`: part of a reference: of the notice, of what it tells, of the authority's own.
    """
    visible = access.visible_notices(user).filter(realm=realm)
    if words:
        lines = access.visible_lines(user).filter(declaration__reference__icontains=words)
        visible = visible.filter(
            Q(reference__icontains=words)
            | Q(authority_reference__icontains=words)
            | Q(pk__in=lines.values("notice_id"))
        )
    return (
        visible.select_related("follows")
        .annotate(line_count=Count("lines", distinct=True))
        .order_by(UNANSWERED_FIRST, "-decided_at", "-id")
    )


def notice(user: User, reference: str) -> Notice:
    """Return a notice that this person may see, or raise Notice.DoesNotExist."""
    visible = access.visible_notices(user).select_related(
        "incident", "decided_by", "acknowledged_by", "follows"
    )
    return visible.get(reference=reference)


def lines_of(user: User, notice: Notice) -> QuerySet[NoticedDeclaration]:
    """Return the declarations of a notice that this person may see."""
    return (
        access.visible_lines(user)
        .filter(notice=notice)
        .select_related("declaration", "report")
        .order_by("declaration__received_at", "declaration_id")
    )


def addresses() -> QuerySet[AuthorityAddress]:
    """Return where authorities are told that a notice waits."""
    return AuthorityAddress.objects.order_by("authority", "region", "email")


def addresses_of(recipient: Recipient) -> QuerySet[AuthorityAddress]:
    """Return where this recipient is told: its region's addresses, and those of the country."""
    regions = {recipient.region, ""}
    return addresses().filter(authority=recipient.authority, region__in=regions)
