"""Who writes and publishes the reports, and who answers for an account of a case."""

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.observatory.models import CaseStudy

STUDY_WRITERS = frozenset({Role.ANALYST, Role.DUTY_LEAD, Role.ADMINISTRATOR})
STUDY_APPROVERS = frozenset({Role.DUTY_LEAD, Role.ADMINISTRATOR})


def can_publish_reports(user: User) -> bool:
    """Tell whether this person writes the texts of reports, and publishes them."""
    return user.is_active and user.role == Role.STATISTICIAN


def can_write_studies(user: User) -> bool:
    """Tell whether this person writes accounts of cases."""
    return user.is_active and user.role in STUDY_WRITERS


def can_approve(user: User, study: CaseStudy) -> bool:
    """Tell whether this person approves this account: a second one, who never wrote on it."""
    if not user.is_active or user.role not in STUDY_APPROVERS:
        return False
    return not study.writers.filter(pk=user.pk).exists()
