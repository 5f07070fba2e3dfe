"""The ways to group what is counted: how each is told from the facts, and in what words."""

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from vigie.observatory.catalogue.definitions import Dimension, Group, Scope
from vigie.taxonomy.terms import scheme

OVERSEAS = ("01", "02", "03", "04", "06", "975", "977", "978", "986", "987", "988")
SECONDS_A_DAY = 86_400
PENDING = "pending"
BEYOND_SCOPE = "other"


def _kind_groups() -> tuple[Group, ...]:
    kinds = scheme("incident_kind").terms.values()
    return tuple(
        Group(
            group.code,
            group.labels,
            tuple(kind.code for kind in kinds if kind.extra.get("group") == group.code),
        )
        for group in scheme("incident_kind_group").terms.values()
    )


MONTH = Dimension(
    name="month",
    title=_("Month"),
    by=_("By month of reception"),
    method=_("By month of reception, Paris time."),
    sql="lpad(CAST(month AS VARCHAR), 2, '0')",
    labels={f"{number:02}": name for number, name in MONTHS.items()},
    groups=(
        Group("q1", _("First quarter"), ("01", "02", "03")),
        Group("q2", _("Second quarter"), ("04", "05", "06")),
        Group("q3", _("Third quarter"), ("07", "08", "09")),
        Group("q4", _("Fourth quarter"), ("10", "11", "12")),
    ),
)
STRUCTURE_KIND = Dimension(
    name="structure_kind",
    title=_("Kind of structure"),
    by=_("By kind of structure"),
    method=_("By the group of the structure's category in the directory on the day of reception."),
    sql="structure_kind",
    scheme="structure_kind",
)
STRUCTURE_STATUS = Dimension(
    name="structure_status",
    title=_("Legal status"),
    by=_("By legal status of the structure"),
    method=_("By the legal status of the structure in the directory on the day of reception."),
    sql="structure_status",
    scheme="legal_status",
)
REGION = Dimension(
    name="region",
    title=_("Region"),
    by=_("By region"),
    method=_("By the region of the structure on the day of reception."),
    sql="region",
    scheme="region",
    groups=(
        Group("north_west", _("North-West"), ("24", "28", "52", "53")),
        Group("north_east", _("North-East"), ("27", "32", "44")),
        Group("south_west", _("South-West"), ("75", "76")),
        Group("south_east", _("South-East"), ("84", "93", "94")),
        Group("overseas", _("Overseas"), OVERSEAS),
    ),
)
ORIGIN = Dimension(
    name="origin",
    title=_("Origin"),
    by=_("By origin"),
    method=_("By origin: as qualified, else as declared."),
    sql="origin",
    scheme="origin",
)
KIND = Dimension(
    name="kind",
    title=_("Kind of incident"),
    by=_("By kind of incident"),
    method=_("By kind of incident: as qualified, else as declared."),
    sql="kind",
    scheme="incident_kind",
    groups=_kind_groups(),
)
CARE_IMPACT = Dimension(
    name="care_impact",
    title=_("Impact on care"),
    by=_("By impact on care"),
    method=_("By impact on care: as qualified, else as declared."),
    sql="care_impact",
    scheme="care_impact",
)
ENDANGERMENT = Dimension(
    name="endangerment",
    title=_("Danger to patients"),
    by=_("By danger to patients"),
    method=_("By what is known of patients put in danger: as qualified, else as declared."),
    sql="endangerment",
    scheme="endangerment",
    groups=(Group("any", _("Potential or proven"), ("potential", "proven")),),
)
DATA_AVAILABILITY = Dimension(
    name="data_availability",
    title=_("Health data made unavailable or lost"),
    by=_("By health data made unavailable or lost"),
    method=_("Whether health data became unavailable: as qualified, else as declared."),
    sql="data_availability",
    scheme="touched",
)
DATA_INTEGRITY = Dimension(
    name="data_integrity",
    title=_("Health data altered"),
    by=_("By health data altered"),
    method=_("Whether health data were altered: as qualified, else as declared."),
    sql="data_integrity",
    scheme="touched",
)
DATA_CONFIDENTIALITY = Dimension(
    name="data_confidentiality",
    title=_("Health data disclosed"),
    by=_("By health data disclosed"),
    method=_("Whether health data were disclosed: as qualified, else as declared."),
    sql="data_confidentiality",
    scheme="touched",
)
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
    title=_("Time from detection to declaration"),
    by=_("By time from detection to declaration"),
    method=_("Where only the day of detection is known, it is told by days."),
    sql=(
        "CASE WHEN delay_days = 0 THEN 'same_day' "
        f"WHEN delay_seconds BETWEEN 0 AND {SECONDS_A_DAY} THEN 'next_day' "
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
        f"WHEN answer_seconds <= {SECONDS_A_DAY} THEN 'in_24h' "
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
TIMES_DECLARED = Dimension(
    name="times_declared",
    title=_("Declarations of the structure"),
    by=_("By number of declarations in the year"),
    method=_("By how often the structure declared in the year."),
    sql=(
        "CASE WHEN declarations > 4 THEN '5_or_more' "
        "WHEN declarations > 2 THEN '3_or_4' ELSE '1_or_2' END"
    ),
    labels={"1_or_2": _("1 or 2"), "3_or_4": _("3 or 4"), "5_or_more": _("5 or more")},
    groups=(Group("more_than_2", _("More than 2"), ("3_or_4", "5_or_more")),),
)
