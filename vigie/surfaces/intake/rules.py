"""What holds between answers, and what no answer may be: said once, for pages and programs."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.core.forms.moments import FIRST_YEAR
from vigie.taxonomy.codes import HelpWanted, Urgency

FEWEST_DIGITS = 6
NO_STRUCTURE = _("Say which structure is touched.")
URGENT_BUT_WHICH = _("You say that it is urgent: choose which help you want.")
NOTICED_BEFORE_IT_BEGAN = _("It cannot begin after it was noticed. Check both times.")
ENDED_BEFORE_IT_BEGAN = _("It cannot begin after it ended.")
NOTHING_NEW = _("Nothing was changed or written. Complete at least one answer.")

# Which moment comes first, which later, and what to say at the first where it is not so.
ORDER: tuple[tuple[str, str, Promise | str], ...] = (
    ("started_at", "detected_at", NOTICED_BEFORE_IT_BEGAN),
    ("started_at", "ended_at", ENDED_BEFORE_IT_BEGAN),
    ("degraded_since", "degraded_until", ENDED_BEFORE_IT_BEGAN),
)


def disorder(answers: Mapping[str, Any]) -> dict[str, Promise | str]:
    """Return what to say of each moment that comes after one that it cannot, by its name."""
    # The first thing to say of a name is said, where there are two.
    return dict(reversed([*_disorder(answers)]))


def _disorder(answers: Mapping[str, Any]) -> Iterator[tuple[str, Promise | str]]:
    for earlier, later, words in ORDER:
        first, last = answers.get(earlier), answers.get(later)
        if isinstance(first, datetime) and isinstance(last, datetime) and first > last:
            yield earlier, words


def says_not_which_help(wanted: str | None, urgency: str | None) -> bool:
    """Tell whether help is urgent and nobody says which: it must not be overlooked."""
    return urgency not in {None, Urgency.NONE} and wanted == HelpWanted.NONE


def moment_has_come(moment: datetime) -> None:
    """Raise ValidationError for a moment yet to come: nothing in the future can have happened."""
    if moment > timezone.now():
        raise ValidationError(
            _("This is in the future. Check the date, the time and the time zone."), code="future"
        )


def day_has_come(day: date) -> None:
    """Raise ValidationError for a day yet to come, or of a year that somebody mistyped."""
    if day.year < FIRST_YEAR:
        raise ValidationError(_("Check the year."), code="year")
    if day > timezone.localdate():
        raise ValidationError(_("This is in the future. Check the date."), code="future")


def can_be_dialled(phone: str) -> None:
    """Raise ValidationError for what nobody could dial."""
    if sum(character.isdecimal() for character in phone) < FEWEST_DIGITS:
        raise ValidationError(_("This number is too short. Example: 06 12 34 56 78."))
