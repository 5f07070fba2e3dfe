"""Who at the desk may see and do what with declarations and cases."""

from django.db.models import Q, QuerySet

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.declarations.models import CodeReplacement, Declaration
from vigie.incidents.models import Incident, Notice, NoticedDeclaration
from vigie.incidents.models.notice import TOLD

# Those who answer for cases: they see, take, qualify and close all of them.
HANDLERS = frozenset({Role.ANALYST, Role.DUTY_LEAD})


def can_handle(user: User) -> bool:
    """Tell whether this person takes, qualifies and closes cases."""
    return user.is_active and user.role in HANDLERS


def can_approve_code(user: User, replacement: CodeReplacement) -> bool:
    """Tell whether this person approves a new receipt code: never one they asked for."""
    return can_handle(user) and user.pk != replacement.asked_by_id


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
    """Return the declarations that this person may see as they stand.

    An authority's officer sees none but what was notified: see `visible_lines`.
    """
    return Declaration.objects.all() if can_handle(user) else Declaration.objects.none()


def visible_cases(user: User) -> QuerySet[Incident]:
    """Return the cases that this person may see: a case may gather several regions."""
    return Incident.objects.all() if can_handle(user) else Incident.objects.none()


def can_open_case(user: User, incident: Incident) -> bool:
    """Tell whether this person may read what analysts sealed on a case."""
    return can_handle(user) and visible_cases(user).filter(pk=incident.pk).exists()


def visible_notices(user: User) -> QuerySet[Notice]:
    """Return the notices that this person may see.

    An authority's officer sees those sent to its authority, of its regions; a notice to the
    country is of the regions of what it tells. Withdrawn, it sees them no more.
    """
    if can_handle(user):
        return Notice.objects.all()
    if not user.is_active or user.role != Role.AUTHORITY or not user.authority:
        return Notice.objects.none()
    told = Notice.objects.filter(authority=user.authority, state__in=TOLD)
    if not user.regions:
        return told
    return told.filter(pk__in=_lines_within(user).values("notice_id"))


def visible_lines(user: User) -> QuerySet[NoticedDeclaration]:
    """Return the declarations told by notices that this person may see."""
    scoped = user.role == Role.AUTHORITY and user.regions
    lines = _lines_within(user) if scoped else NoticedDeclaration.objects.all()
    return lines.filter(notice__in=visible_notices(user))


def can_open_notice(user: User, notice: Notice) -> bool:
    """Tell whether this person may read the sealed sections that a notice grants."""
    return visible_notices(user).filter(pk=notice.pk, state__in=TOLD).exists()


def _lines_within(officer: User) -> QuerySet[NoticedDeclaration]:
    """Return what was told to the regions of an officer, or to the country of these regions."""
    of_region = Q(notice__region__in=officer.regions)
    of_country = Q(notice__region="", declaration__region__in=officer.regions)
    return NoticedDeclaration.objects.filter(of_region | of_country)
