"""What a bulletin says of itself, beside its texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Severity(models.TextChoices):
    """How grave the matter is for those who care for patients, in the CSIRT's own judgement."""

    CRITICAL = "critical", pgettext_lazy("severity", "Critical: act at once")
    HIGH = "high", pgettext_lazy("severity", "High: act this week")
    MODERATE = "moderate", pgettext_lazy("severity", "Moderate: plan it")
    LOW = "low", pgettext_lazy("severity", "Low: for information")


class Exploited(models.TextChoices):
    """Whether attackers are known to use a vulnerability."""

    YES = "yes", pgettext_lazy("vulnerability", "Exploited")
    NO = "no", pgettext_lazy("vulnerability", "Not known to be exploited")
    UNKNOWN = "unknown", _("Not known yet")
