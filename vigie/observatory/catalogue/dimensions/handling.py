"""What was made of it: the ways to group by the declaration's and the case's handling."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vigie.observatory.catalogue.definitions import DAY, Dimension, Group, Scope
from vigie.taxonomy import regimes
from vigie.taxonomy.codes import UNKNOWN
from vigie.taxonomy.terms import scheme

WEEK, THIRTY_DAYS = 7 * DAY, 30 * DAY
PENDING = "pending"
BEYOND_SCOPE = "other"

SCOPE = Dimension(
    name="scope",
    title=_("Scope"),
    by=_("By scope"),
    method=_("In scope: the case is qualified, and falls under the observatory."),
    sql=(
        f"CASE WHEN NOT qualified THEN '{PENDING}' WHEN in_scope THEN '{Scope.IN_SCOPE}' "
        "ELSE 'out_of_scope' END"
    ),
    labels={
        Scope.IN_SCOPE: _("In scope"),
        "out_of_scope": _("Out of scope"),
        PENDING: _("Not yet qualified"),
    },
    groups=(
        Group(BEYOND_SCOPE, _("Out of scope or not yet qualified"), ("out_of_scope", PENDING)),
    ),
)
DELAY = Dimension(
    name="delay",
    is_scale=True,
    title=_("Time from detection to declaration"),
    by=_("By time from detection to declaration"),
    method=_("Where only the day of detection is known, it is told by days."),
    sql=(
        "CASE WHEN delay_days = 0 THEN 'same_day' "
        f"WHEN delay_seconds BETWEEN 0 AND {DAY} THEN 'next_day' "
        "WHEN delay_days > 0 THEN 'later' ELSE 'unknown' END"
    ),
    labels={
        "same_day": _("On the day of detection"),
        "next_day": _("The next day, within 24 hours"),
        "later": _("Later"),
        "unknown": _("Time of detection unknown"),
    },
    groups=(Group("within_24h", _("Within 24 hours of detection"), ("same_day", "next_day")),),
)
ANSWER = Dimension(
    name="answer",
    title=_("First answer to a request for support"),
    by=_("By first answer to a request for support"),
    method=_("From the first request of the structure to the first answer of the CSIRT."),
    sql=(
        "CASE WHEN NOT help_wanted THEN 'not_asked' "
        f"WHEN answer_seconds <= {DAY} THEN 'in_24h' "
        "WHEN answer_seconds IS NOT NULL THEN 'later' ELSE 'not_answered' END"
    ),
    labels={
        "in_24h": _("Answered within 24 hours"),
        "later": _("Answered later"),
        "not_answered": _("No trace of an answer"),
        "not_asked": _("No help asked for"),
    },
    groups=(Group("asked", _("Help asked for"), ("in_24h", "later", "not_answered")),),
)
SUPPORT = Dimension(
    name="support",
    title=_("Support"),
    by=_("By outcome of support"),
    method=_("Of several requests of one declaration, the one that went furthest speaks for it."),
    sql="coalesce(support_outcome, 'none')",
    labels={
        **{term.code: term.labels for term in scheme("support_outcome").terms.values()},
        "none": _("No request"),
    },
)
SUPPORT_KIND = Dimension(
    name="support_kind",
    title=_("Kind of support"),
    by=_("By kind of support"),
    method=_("By what the request is about: one request for each kind of support."),
    sql="kind",
    scheme="support_kind",
)
REQUEST_OUTCOME = Dimension(
    name="request_outcome",
    title=_("What became of the request"),
    by=_("By what became of the request"),
    method=_("How far each request went."),
    sql="outcome",
    labels={term.code: term.labels for term in scheme("support_outcome").terms.values()},
)
SEVERITY = Dimension(
    name="severity",
    is_scale=True,
    title=_("Severity"),
    by=_("By severity"),
    method=_("By severity, as the CSIRT qualified the incident; unknown until it has."),
    sql="coalesce(severity, 'unknown')",
    scheme="severity",
)
CLOSING = Dimension(
    name="closing",
    is_scale=True,
    title=_("Time to close"),
    by=_("By time to close"),
    method=_("From the first declaration of the incident to the closing of its case."),
    sql=(
        "CASE WHEN closed_seconds IS NULL THEN 'not_closed' "
        f"WHEN closed_seconds <= {WEEK} THEN 'in_a_week' "
        f"WHEN closed_seconds <= {THIRTY_DAYS} THEN 'in_a_month' ELSE 'later' END"
    ),
    labels={
        "in_a_week": _("Closed within 7 days"),
        "in_a_month": _("Closed after 7 days, within 30"),
        "later": _("Closed after more than 30 days"),
        "not_closed": _("Not closed"),
    },
    groups=(Group("within_30_days", _("Closed within 30 days"), ("in_a_week", "in_a_month")),),
)
REGIME = Dimension(
    name="regime",
    title=_("Duty to report"),
    by=_("By duty to report"),
    method=_("By the law that asks for the report."),
    sql="regime",
    labels={
        **{regime.code: regime.name for regime in regimes.all_regimes().values()},
        UNKNOWN: pgettext_lazy("a cell", "unknown"),
    },
)
DUE = Dimension(
    name="due",
    is_scale=True,
    title=_("In time or late"),
    by=_("By what became of the deadline"),
    method=_(
        "Of each report that the law asks for by a given time: whether it was made in time. A "
        "deadline that still runs, that was withdrawn, or of which the time is not known, is "
        "neither."
    ),
    sql=(
        "CASE outcome WHEN 'met_in_time' THEN 'in_time' WHEN 'met_late' THEN 'late' "
        "WHEN 'late' THEN 'overdue' ELSE 'not_judged' END"
    ),
    labels={
        "in_time": _("Reported in time"),
        "late": _("Reported late"),
        "overdue": _("Late, not yet reported"),
        "not_judged": _("Still running, withdrawn, or time not known"),
    },
    groups=(Group("judged", _("Time has come"), ("in_time", "late", "overdue")),),
)
AUTHORITY = Dimension(
    name="authority",
    title=_("Authority"),
    by=_("By authority told"),
    method=_("By the authority that the CSIRT told of a case."),
    sql="authority",
    scheme="authority",
)
