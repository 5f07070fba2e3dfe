"""What happened: the ways to group by the incident itself."""

from django.utils.translation import gettext_lazy as _

from vigie.observatory.catalogue.definitions import DAY, Detail, Dimension, Group
from vigie.taxonomy.terms import scheme

WEEK = 7 * DAY


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
    is_scale=True,
    title=_("Impact on care"),
    by=_("By impact on care"),
    method=_("By impact on care: as qualified, else as declared."),
    sql="care_impact",
    scheme="care_impact",
)
ENDANGERMENT = Dimension(
    name="endangerment",
    is_scale=True,
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
DEGRADED_TIME = Dimension(
    name="degraded_time",
    is_scale=True,
    title=_("Length of degraded mode"),
    by=_("By length of degraded mode"),
    method=_(
        "From the beginning to the end of degraded mode, as the declarant told them, where care "
        "was given in degraded mode."
    ),
    sql=(
        "CASE WHEN care_impact <> 'degraded' THEN 'not_degraded' "
        "WHEN degraded_ongoing THEN 'ongoing' "
        "WHEN degraded_seconds IS NULL THEN 'not_told' "
        f"WHEN degraded_seconds < {DAY} THEN 'under_a_day' "
        f"WHEN degraded_seconds < {WEEK} THEN 'under_a_week' ELSE 'a_week_or_more' END"
    ),
    labels={
        "under_a_day": _("Less than a day"),
        "under_a_week": _("From a day to less than a week"),
        "a_week_or_more": _("A week or more"),
        "ongoing": _("No end told"),
        "not_told": _("Length not told"),
        "not_degraded": _("No degraded mode"),
    },
    details=Detail("care_impact", "degraded", otherwise="not_degraded"),
)
RANSOMWARE_EXTENT = Dimension(
    name="ransomware_extent",
    is_scale=True,
    title=_("Extent of ransomware"),
    by=_("By extent of ransomware"),
    method=_("How many kinds of systems ransomware touched, as declared."),
    sql=(
        "CASE WHEN kind <> 'ransomware' THEN 'no_ransomware' "
        "WHEN systems_touched IS NULL THEN 'not_told' WHEN systems_touched = 1 THEN 'one' "
        "WHEN systems_touched < 4 THEN 'two_or_three' ELSE 'four_or_more' END"
    ),
    labels={
        "one": _("One kind of system"),
        "two_or_three": _("Two or three kinds of systems"),
        "four_or_more": _("Four kinds of systems or more"),
        "not_told": _("Extent not told"),
        "no_ransomware": _("No ransomware"),
    },
    details=Detail("kind", "ransomware", otherwise="no_ransomware"),
)
PROVIDER = Dimension(
    name="provider",
    title=_("Provider"),
    by=_("By part of a provider"),
    method=_("Whether the CSIRT, or else a declarant, names a provider as the cause."),
    sql="CASE WHEN provider_named THEN 'provider' ELSE 'no_provider' END",
    labels={
        "provider": _("A provider is named as the cause"),
        "no_provider": _("No provider is named"),
    },
)
STRUCTURES_TOUCHED = Dimension(
    name="structures_touched",
    is_scale=True,
    title=_("Structures that declared the incident"),
    by=_("By number of structures that declared the incident"),
    method=_("How many different structures declared one incident."),
    sql=(
        "CASE WHEN structures > 9 THEN '10_or_more' WHEN structures > 1 THEN '2_to_9' "
        "ELSE 'one' END"
    ),
    labels={
        "one": _("One structure"),
        "2_to_9": _("2 to 9 structures"),
        "10_or_more": _("10 structures or more"),
    },
)
