"""Codes of this floor that are no reference terms."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Author(models.TextChoices):
    """Which side of a thread wrote a message."""

    DESK = "desk", _("The CSIRT")
    DECLARANT = "declarant", _("The declarant")


class Withdrawn(StrEnum):
    """Why something is no longer owed."""

    # The declarant's answers, and the CSIRT's where it has any, ask for it no more.
    FACTS_CHANGED = "facts_changed"
    # It was to be checked and is now owed, or the other way round: another clock runs for it.
    NOW_OWED = "now_owed"
    NOW_TO_CHECK = "now_to_check"
    # The moment from which it is counted was corrected: another clock runs for it.
    START_CORRECTED = "start_corrected"
    # The CSIRT does not ask for this report any more.
    REQUEST_CANCELLED = "request_cancelled"


class AskedBy(StrEnum):
    """Whose reading of the incident a clock rests on."""

    # What the declarant answers; the CSIRT has not said otherwise.
    ANSWERS = "answers"
    # What the declarant answers, although the CSIRT reads the incident otherwise.
    ANSWERS_ALONE = "answers_alone"
    # What the CSIRT reads, although the declarant does not answer so.
    CSIRT_ALONE = "csirt_alone"
    # An analyst asked for this report.
    REQUEST = "request"
