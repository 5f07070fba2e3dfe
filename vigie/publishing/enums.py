"""What is published, and where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an article is for; each kind has its own section and feed."""

    NEWS = "news", _("News")
    GOOD_PRACTICE = "good_practice", _("Good practice")


class State(models.TextChoices):
    """Where an article stands before the public."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
