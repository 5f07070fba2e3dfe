"""Who at the desk may see and do what with declarations and cases."""

from django.db.models import QuerySet

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.declarations.models import Declaration
from vigie.incidents.models import Incident

# Those who answer for cases: they see, take, qualify and close all of them.
HANDLERS = frozenset({Role.ANALYST, Role.DUTY_LEAD})


def can_handle(user: User) -> bool:
    """Tell whether this person takes, qualifies and closes cases."""
    return user.is_active and user.role in HANDLERS


def handlers() -> QuerySet[User]:
    """Return the people who take, qualify and close cases, by name."""
    return User.objects.filter(is_active=True, role__in=HANDLERS).order_by("name", "pk")


def can_lead_duty(user: User) -> bool:
    """Tell whether this person writes the roster and launches drills."""
    return user.is_active and user.role == Role.DUTY_LEAD


def can_open_sealed(user: User, declaration: Declaration) -> bool:
    """Tell whether this person may read what the declarant sealed in `declaration`."""
    return can_handle(user) and visible_declarations(user).filter(pk=declaration.pk).exists()


def visible_declarations(user: User) -> QuerySet[Declaration]:
    """Return the declarations whose plain facts this person may see.

    An authority's officer sees those of its regions, all of them when it has no region of its
    own (a ministry). Who publishes figures or administers accounts sees none.
    """
    if not user.is_active:
        return Declaration.objects.none()
    if user.role in HANDLERS:
        return Declaration.objects.all()
    if user.role == Role.AUTHORITY:
        everywhere = Declaration.objects.all()
        return everywhere.filter(region__in=user.regions) if user.regions else everywhere
    return Declaration.objects.none()


def visible_cases(user: User) -> QuerySet[Incident]:
    """Return the cases that this person may see: a case may gather several regions."""
    return Incident.objects.all() if can_handle(user) else Incident.objects.none()


def can_open_case(user: User, incident: Incident) -> bool:
    """Tell whether this person may read what analysts sealed on a case."""
    return can_handle(user) and visible_cases(user).filter(pk=incident.pk).exists()
