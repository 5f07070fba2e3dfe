"""Template tags of the desk. Load with `{% load desk %}`."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vigie.accounts.enums import Role
from vigie.core.counts import COUNTED_AT_MOST
from vigie.declarations.models import Declaration
from vigie.incidents import selectors
from vigie.incidents.models import CaseOperation, Incident, IncidentDeclaration
from vigie.surfaces.desk import facts, realms, suggesting, wording
from vigie.surfaces.desk.case_tabs import TABS
from vigie.taxonomy import terms
from vigie.taxonomy.codes import CareImpact, Endangerment, SupportState, Touched
from vigie.taxonomy.suggestion_rules import SuggestionRule
from vigie.taxonomy.suggestion_rules import suggestion_rules as rules_of_suggestion

register = template.Library()

LOUD: dict[str, str] = {
    Endangerment.PROVEN: "error",
    Endangerment.POTENTIAL: "warning",
    CareImpact.INTERRUPTED: "error",
    CareImpact.DEGRADED: "warning",
}

SUPPORT_BADGES: dict[str, str] = {
    SupportState.ASKED: "new",
    SupportState.OFFERED: "warning",
    SupportState.ACCEPTED: "info",
    SupportState.UNDER_WAY: "info",
    SupportState.ENDED: "success",
}

register.filter("moment", facts.moment)
register.filter("realm_name", realms.realm_name)
register.filter("deed_name", wording.deed_name)
register.filter("actor_name", wording.actor_name)
register.filter("gap_words", suggesting.gap_words)


@register.simple_tag(takes_context=True)
def audience_among(context: Context, *audiences: str) -> bool:
    """Tell whether whoever reads the page belongs to one of these audiences."""
    return not context["request"].user.audiences.isdisjoint(audiences)


@register.filter
def term(code: str, scheme: str) -> str:
    """Return the words for a code of a scheme."""
    return terms.label(scheme, code)


@register.simple_tag
def suggestion_rules() -> list[SuggestionRule]:
    """Return the rules by which things are suggested."""
    return list(rules_of_suggestion().values())


@register.filter
def declarations_moved(operation: CaseOperation) -> int:
    """Return how many declarations an operation moved."""
    return len(operation.moved.get(IncidentDeclaration._meta.label, []))


@register.filter
def role_name(role: str) -> str:
    """Return the words for a role."""
    return str(dict(Role.choices).get(role, role))


@register.filter
def delay(span: timedelta) -> str:
    """Return a delay in whole days, hours or minutes."""
    if span.days:
        return ngettext("%(count)s day", "%(count)s days", span.days) % {"count": span.days}
    minutes = int(span.total_seconds() // 60)
    if minutes % 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}


@register.filter
def age(value: datetime) -> str:
    """Return how long it is since a moment, in its largest unit."""
    if timezone.now() - value < timedelta(minutes=1):
        return _("less than a minute")
    return timesince(value, depth=1)


@register.filter
def passed(moment: datetime | None) -> bool:
    """Tell whether a moment is behind us."""
    return moment is not None and moment < timezone.now()


@register.filter
def counted(count: int) -> str:
    """Return a counter in digits; beyond what is counted, it says so."""
    if beyond_count(count):
        return f"{localize(COUNTED_AT_MOST)}+"
    return str(localize(count))


@register.filter
def beyond_count(count: int) -> bool:
    """Tell whether there are more rows than are counted."""
    return count > COUNTED_AT_MOST


@register.inclusion_tag("desk/_gravity.html")
def gravity(declaration: Declaration) -> dict[str, Any]:
    """Show danger and effect on care, in words first; another country touched, if it is."""
    badges = [
        (_danger(declaration.endangerment), LOUD.get(declaration.endangerment, "")),
        (_care(declaration.care_impact), LOUD.get(declaration.care_impact, "")),
    ]
    if declaration.cross_border == Touched.YES:
        badges.append((_("Cross-border"), "error"))
    return {"badges": badges}


def _danger(code: str) -> str:
    if code == Endangerment.UNKNOWN:
        return _("Danger to patients not known")
    return terms.label("endangerment", code)


def _care(code: str) -> str:
    if code == CareImpact.UNKNOWN:
        return _("Effect on care not known")
    return terms.label("care_impact", code)


@register.simple_tag
def crosses_borders(incident: Incident) -> bool:
    """Tell whether a declaration of the case says that another country is touched."""
    return selectors.crosses_borders(incident)


@register.simple_tag
def now_moment() -> datetime:
    """Return the present moment, to tell what is late on a page."""
    return timezone.now()


@register.filter
def support_badge(state: str) -> str:
    """Return the kind of badge for where a request for support stands."""
    return SUPPORT_BADGES.get(state, "")


@register.filter
def duration(minutes: int | None) -> str:
    """Return a time spent, in hours and minutes: “1 h 30”."""
    hours, rest = divmod(minutes or 0, 60)
    return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}


@register.inclusion_tag("desk/_case_tabs.html", takes_context=True)
def case_tabs(context: Context, incident: Incident) -> dict[str, Any]:
    """Lead to the other pages of a case."""
    here = context["request"].resolver_match.view_name
    return {
        "tabs": [
            {
                "url": reverse(route, args=[incident.reference]),
                "label": label,
                "current": route == here,
            }
            for route, label in TABS
        ]
    }
