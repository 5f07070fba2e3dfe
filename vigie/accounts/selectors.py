"""Accounts, as those who administer them read them."""

from allauth.mfa.models import Authenticator
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from vigie.accounts.enums import Role
from vigie.accounts.models import AccountChange, ApiToken, User
from vigie.accounts.services.changes import DECIDED_WITHIN


def people() -> QuerySet[User]:
    """Return every account, the active ones first, and whether it has a second factor."""
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return User.objects.annotate(has_factor=Exists(factors)).order_by("-is_active", "name", "pk")


def administrators() -> QuerySet[User]:
    """Return the accounts, active ones only, of those who administer."""
    return User.objects.filter(is_active=True, role=Role.ADMINISTRATOR).order_by("pk")


def changes_to_decide() -> QuerySet[AccountChange]:
    """Return what was asked for and waits for a decision, oldest first."""
    young = timezone.now() - DECIDED_WITHIN
    return (
        AccountChange.objects.filter(decided_at=None, asked_at__gt=young)
        .select_related("asked_by", "account")
        .order_by("asked_at", "id")
    )


def tokens_to_approve() -> QuerySet[ApiToken]:
    """Return the tokens that wait for a second person, oldest first."""
    waiting = ApiToken.objects.filter(
        approved_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    return waiting.select_related("made_by").order_by("made_at", "id")


def tokens() -> QuerySet[ApiToken]:
    """Return every token of the API: those that still open first, then the latest made."""
    ended = Q(revoked_at__isnull=False) | Q(expires_at__lte=timezone.now())
    return (
        ApiToken.objects.annotate(ended=ExpressionWrapper(ended, BooleanField()))
        .select_related("owner", "made_by")
        .order_by("ended", "-made_at", "-id")
    )
