"""Template tags of the duty. Load with `{% load duty %}`."""

from datetime import timedelta
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import ngettext

from vigie.accounts.models import User
from vigie.incidents import access
from vigie.incidents.models import DutyPage
from vigie.incidents.selectors.duty import unanswered
from vigie.taxonomy.gravity import all_reasons

register = template.Library()

MINUTE = 60


@register.filter
def duration(value: timedelta | None) -> str:
    """Return a delay in words, to the minute; to the second below one."""
    if value is None:
        return ""
    seconds = int(value.total_seconds())
    if seconds < MINUTE:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    start = timezone.now()
    return timesince(start - value, start)


@register.filter
def answer_delay(page: DutyPage) -> str:
    """Return how long a page waited for its answer."""
    return duration(page.acknowledged_at - page.started_at) if page.acknowledged_at else ""


@register.filter
def gravity_reason(code: str) -> str:
    """Return the words for what makes a declaration grave."""
    return str(all_reasons()[code].label) if code in all_reasons() else code


@register.filter
def handles(person: User) -> bool:
    """Tell whether a person handles cases."""
    return access.can_handle(person)


@register.inclusion_tag("desk/_duty_banner.html", takes_context=True)
def duty_banner(context: Context) -> dict[str, Any]:
    """Show, to those who can answer, the pages of the duty that wait for it."""
    request = context["request"]
    pages = unanswered(settings.VIGIE_INTAKE_REALM) if access.can_handle(request.user) else []
    return {"pages": list(pages), "csrf_token": context.get("csrf_token")}
