"""Requests for support: of one case, and all that wait for somebody."""

from datetime import datetime

from django.db.models import F, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from vigie.accounts.models import User
from vigie.incidents import access
from vigie.incidents.models import Incident, SupportRequest, SupportTime
from vigie.taxonomy.codes import SupportState

OVER = (SupportState.ENDED, SupportState.DECLINED)
STANDING = Q(times__voided_at=None)


def support_of(incident: Incident) -> QuerySet[SupportRequest]:
    """Return the requests of a case, oldest first, each with its time spent, in minutes."""
    return (
        SupportRequest.objects.filter(incident=incident)
        .select_related("declaration", "responsible")
        .prefetch_related(
            Prefetch("times", SupportTime.objects.filter(voided_at=None).select_related("person"))
        )
        .annotate(minutes_spent=Sum("times__minutes", filter=STANDING))
        .order_by("asked_at", "id")
    )


def open_support_requests(user: User, realm: str) -> QuerySet[SupportRequest]:
    """Return what structures wait for: unanswered first, the soonest due first."""
    return (
        SupportRequest.objects.filter(
            incident__in=access.visible_cases(user), incident__realm=realm
        )
        .exclude(state__in=OVER)
        .select_related("incident", "declaration", "responsible")
        .annotate(minutes_spent=Sum("times__minutes", filter=STANDING))
        .order_by(F("answered_at").asc(nulls_first=True), "answer_due_at", "asked_at", "id")
    )


def unanswered_support(at: datetime | None = None) -> QuerySet[SupportRequest]:
    """Return the requests whose first answer is late and of which the duty was not told yet."""
    return (
        SupportRequest.objects.filter(
            answered_at=None, reminded_at=None, answer_due_at__lte=at or timezone.now()
        )
        .order_by("answer_due_at", "id")
        .select_related("incident", "declaration")
    )
