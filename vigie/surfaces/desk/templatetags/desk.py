"""Template tags of the desk. Load with `{% load desk %}`."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from vigie.accounts.enums import Role, Scope
from vigie.accounts.models import User
from vigie.core.counts import COUNTED_AT_MOST
from vigie.declarations.models import Declaration
from vigie.incidents import selectors
from vigie.incidents.models import CaseOperation, Incident, IncidentDeclaration, Qualification
from vigie.subscriptions.enums import TEST, EventKind
from vigie.surfaces.desk import facts, moments, notified, realms, suggesting, wording
from vigie.surfaces.desk.case_tabs import TABS, WITHIN
from vigie.taxonomy import terms
from vigie.taxonomy.codes import CareImpact, Endangerment, SupportState, Touched
from vigie.taxonomy.suggestion_rules import SuggestionRule
from vigie.taxonomy.suggestion_rules import suggestion_rules as rules_of_suggestion

register = template.Library()

# Stands for one in what is rendered once for all rows.
REFERENCE = "REFERENCE"

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
register.filter("age", moments.age)
register.simple_tag(moments.when, name="when")
register.filter("realm_name", realms.realm_name)
register.filter("deed_name", wording.deed_name)
register.filter("actor_name", wording.actor_name)
register.filter("refusal_words", wording.refusal_words)
register.filter("gap_words", suggesting.gap_words)


@register.simple_tag(takes_context=True)
def audience_among(context: Context, *audiences: str) -> bool:
    """Tell whether whoever reads the page belongs to one of these audiences."""
    return not context["request"].user.audiences.isdisjoint(audiences)


@register.filter
def page_of(reference: str, page: str) -> str:
    """Return the address of a page of a case or declaration: `url` reckons it anew for each row."""
    return _page_of(page, get_language(), get_script_prefix()).replace(REFERENCE, quote(reference))


@cache
def _page_of(page: str, _language: str | None, _prefix: str) -> str:
    return reverse(f"desk:{page}", args=[REFERENCE])


@register.simple_tag
def led_by(lead: User | None) -> SafeString:
    """Show in a list who leads a case."""
    return _led_by(str(lead) if lead else "", get_language())


@lru_cache(maxsize=1_000)
def _led_by(lead: str, _language: str | None) -> SafeString:
    """Render it once for all the rows of the same."""
    return render_to_string("desk/_led_by.html", {"lead": lead})


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
def scope_name(scope: str) -> str:
    """Return the words for what a token may read."""
    return str(dict(Scope.choices).get(scope, scope))


@register.filter
def event_name(kind: str) -> str:
    """Return the words for what a machine is told of."""
    names = {**dict(EventKind.choices), TEST: _("Test")}
    return str(names.get(kind, kind))


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
def passed(moment: datetime | None) -> bool:
    """Tell whether a moment is behind us."""
    return moment is not None and moment < timezone.now()


@register.filter
def counted(count: int) -> str:
    """Return a counter in digits; beyond what is counted, it says so."""
    most = counted_at_most(count)
    return f"{most}+" if most else str(localize(count))


@register.filter
def counted_at_most(count: int) -> str:
    """Return how many rows are counted, in digits, where there are more; empty elsewhere."""
    return str(localize(COUNTED_AT_MOST)) if count > COUNTED_AT_MOST else ""


@register.simple_tag
def gravity(declaration: Declaration) -> SafeString:
    """Show danger and effect on care, in words first; another country touched, if it is."""
    return _gravity(
        declaration.endangerment,
        declaration.care_impact,
        crosses_borders=declaration.cross_border == Touched.YES,
        _language=get_language(),
    )


@lru_cache(maxsize=1_000)
def _gravity(
    endangerment: str, care_impact: str, *, crosses_borders: bool, _language: str | None
) -> SafeString:
    """Render it once for all the rows that say the same."""
    badges = [
        (_danger(endangerment), LOUD.get(endangerment, "")),
        (_care(care_impact), LOUD.get(care_impact, "")),
    ]
    if crosses_borders:
        badges.append((_("Cross-border"), "error"))
    return render_to_string("desk/_gravity.html", {"badges": badges})


@register.simple_tag
def severity(qualification: Qualification | None) -> SafeString:
    """Show how severe the CSIRT says a case is; that nobody has said, where nobody has."""
    if not qualification:
        return _severity("", significant=False, in_scope=True, _language=get_language())
    return _severity(
        qualification.severity,
        significant=qualification.significant,
        in_scope=qualification.in_scope,
        _language=get_language(),
    )


@lru_cache(maxsize=1_000)
def _severity(
    severity: str, *, significant: bool, in_scope: bool, _language: str | None
) -> SafeString:
    said = {"severity": severity, "significant": significant, "in_scope": in_scope}
    return render_to_string("desk/_severity.html", {"qualification": severity and said})


@register.simple_tag
def declaration_signs(declaration: Declaration, *, waiting: bool) -> SafeString:
    """Show in a list what asks for somebody: news, help wanted, what is late."""
    now = timezone.now()
    late_since, answer_due = declaration.late_since, declaration.answer_due_at
    return _signs(
        has_news=getattr(declaration, "has_news", False),
        has_new_report=getattr(declaration, "has_new_report", False),
        has_new_file=getattr(declaration, "has_new_file", False),
        help_wanted=declaration.help_wanted,
        help_urgency=declaration.help_urgency,
        unanswered=bool(waiting and answer_due and answer_due < now),
        late=late_since is not None and late_since < now,
        _language=get_language(),
    )


@register.simple_tag
def case_signs(incident: Incident) -> SafeString:
    """Show in a list what asks for somebody: news, help wanted, what is late."""
    due_at = incident.due_at if incident.closed_at is None else None
    return _signs(
        has_news=getattr(incident, "has_news", False),
        has_new_report=getattr(incident, "has_new_report", False),
        has_new_file=getattr(incident, "has_new_file", False),
        help_wanted=incident.help_wanted,
        help_urgency=incident.help_urgency,
        unanswered=False,
        late=due_at is not None and due_at < timezone.now(),
        _language=get_language(),
    )


@register.simple_tag
def tick(reference: str, ticked: Collection[str]) -> SafeString:
    """Let a row of a list be chosen, for what is done with several."""
    box = _tick(_language=get_language(), ticked=bool(ticked) and reference in ticked)
    # safe: what is put into the markup was escaped.
    return mark_safe(box.replace(REFERENCE, escape(reference)))  # noqa: S308


@cache
def _tick(*, ticked: bool, _language: str | None) -> str:
    """Render it once for all rows: each fills in its reference."""
    return render_to_string("desk/_tick.html", {"reference": REFERENCE, "ticked": ticked})


@lru_cache(maxsize=1_000)
def _signs(**signs: object) -> SafeString:
    """Render them once for all the rows that bear the same."""
    return render_to_string("desk/_signs.html", signs)


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


@register.simple_tag
def authority_name(authority: str, region: str) -> str:
    """Return what an authority is called, with its region where it has one."""
    return notified.authority_name(authority, region)


@register.inclusion_tag("desk/_case_tabs.html", takes_context=True)
def case_tabs(context: Context, incident: Incident) -> dict[str, Any]:
    """Lead to the other pages of a case."""
    here = context["request"].resolver_match.view_name
    return {
        "tabs": [
            {
                "url": reverse(route, args=[incident.reference]),
                "label": label,
                "current": "page" if route == here else "true" if route == WITHIN.get(here) else "",
            }
            for route, label in TABS
        ]
    }
