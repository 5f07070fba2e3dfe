"""What comes first in the desk's lists."""

from django.db.models import Case, IntegerField, Q, Value, When

from vigie.taxonomy.codes import CareImpact, Endangerment, Severity, Urgency


def _rank(*grades: Q, otherwise: int) -> Case:
    """Number rows by the first condition that they meet, the gravest being 0."""
    whens = [When(grade, then=Value(rank)) for rank, grade in enumerate(grades)]
    return Case(*whens, default=Value(otherwise), output_field=IntegerField())


# What is not known may be grave: it comes before what is known to be harmless.
GRAVITY = _rank(
    Q(endangerment=Endangerment.PROVEN),
    Q(endangerment=Endangerment.POTENTIAL),
    Q(care_impact=CareImpact.INTERRUPTED),
    Q(care_impact=CareImpact.DEGRADED),
    Q(endangerment=Endangerment.UNKNOWN) | Q(care_impact=CareImpact.UNKNOWN),
    otherwise=5,
)
URGENCY = _rank(
    Q(help_urgency=Urgency.IMMEDIATE),
    Q(help_urgency=Urgency.TODAY),
    Q(help_urgency=Urgency.THIS_WEEK),
    otherwise=3,
)
# A case that nobody has qualified yet comes before any that somebody has.
SEVERITY = _rank(
    Q(qualification__isnull=True),
    Q(qualification__severity=Severity.CRITICAL),
    Q(qualification__severity=Severity.MAJOR),
    Q(qualification__severity=Severity.MODERATE),
    otherwise=4,
)
