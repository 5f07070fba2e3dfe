"""Accounts of cases that wait for somebody to approve them."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from vigie.accounts.models import User
from vigie.observatory.access import STUDY_APPROVERS
from vigie.observatory.models import CaseStudy


def studies_waiting(user: User, realm: str) -> QuerySet[CaseStudy]:
    """Return the accounts not approved as they stand; `own`: this person wrote on it."""
    wrote = CaseStudy.writers.through.objects.filter(casestudy=OuterRef("pk"), user=user)
    rows = CaseStudy.objects.filter(realm=realm)
    unapproved = rows.filter(Q(approved_revision=None) | ~Q(approved_revision=F("revision")))
    return (
        unapproved.annotate(own=Exists(wrote)).select_related("written_by").order_by("written_at")
    )


def studies_to_approve(user: User, realm: str) -> QuerySet[CaseStudy]:
    """Return the accounts that wait for this very person."""
    if user.role not in STUDY_APPROVERS:
        return CaseStudy.objects.none()
    return studies_waiting(user, realm).exclude(writers=user)
