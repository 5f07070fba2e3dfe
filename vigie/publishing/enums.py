"""What is published, and where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What an article is for."""

    NEWS = "news", _("News")
    GOOD_PRACTICE = "good_practice", _("Good practice")
    ALERT = "alert", _("Alert")
    VULNERABILITY = "vulnerability", _("Vulnerability")
    CAMPAIGN = "campaign", pgettext_lazy("of attacks", "Campaign")


# Each of the others has a section of its own.
BULLETINS = frozenset({Kind.ALERT, Kind.VULNERABILITY, Kind.CAMPAIGN})


class State(models.TextChoices):
    """Where an article stands before the public."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
