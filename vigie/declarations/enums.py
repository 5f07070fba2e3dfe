"""Codes of this floor that are no reference terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Author(models.TextChoices):
    """Which side of a thread wrote a message."""

    DESK = "desk", _("The CSIRT")
    DECLARANT = "declarant", _("The declarant")
