"""Reports of the observatory, by what they tell of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    """Which yearly report."""

    OBSERVATORY = "observatory", _("Report of the observatory")
    ACTIVITY = "activity", _("Activity report")
