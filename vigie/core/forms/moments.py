"""A moment, asked as a date and a time of one zone that the page names."""

from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What browsers send, then what people type where the browser has no date or time input.
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"]
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%Hh%M", "%H.%M"]
# Beyond, arithmetic on zones overflows, and somebody mistyped the year.
FIRST_YEAR, LAST_YEAR = 1900, 2199


class ZonedDateTimeWidget(forms.MultiWidget):
    """A date input and a time input under one legend."""

    template_name = "vigie/widgets/zoned_date_time.html"
    use_fieldset = True

    def __init__(self) -> None:
        """Make the two inputs, in the formats that browsers require."""
        super().__init__(
            [
                forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            ]
        )

    def decompress(self, value: datetime | None) -> list[date | time | None]:
        """Split a moment into the date and time of the zone shown."""
        if value is None:
            return [None, None]
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return [local.date(), local.time()]


class ZonedDateTimeField(forms.MultiValueField):
    """A moment, typed in the current time zone, given back in UTC.

    In the hour that autumn repeats, the first of the two is meant: a delay counted from it
    ends no later than the true one. The hour that spring skips is refused.
    """

    widget = ZonedDateTimeWidget
    default_error_messages = {
        "incomplete": _("Give both the date and the time."),
        "skipped": _("The clocks went forward over this time on that day. Give the time after."),
        "year": _("Check the year."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Ask for a date and a time, each in the words of its own errors."""
        fields = (
            forms.DateField(
                input_formats=DATE_FORMATS,
                error_messages={"invalid": _("This is not a date. Example: 2025-03-28.")},
            ),
            forms.TimeField(
                input_formats=TIME_FORMATS,
                error_messages={"invalid": _("This is not a time. Example: 14:30.")},
            ),
        )
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> datetime | None:
        """Join date and time into a moment, or say why there is none."""
        if not data_list:
            return None
        day, clock = data_list
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")
        zone = timezone.get_current_timezone()
        moment = datetime.combine(day, clock, tzinfo=zone)
        if is_skipped(moment, zone):
            raise ValidationError(self.error_messages["skipped"], code="skipped")
        # In UTC: Python finds no moment of a repeated hour equal to itself in another zone.
        return moment.astimezone(UTC)


def is_skipped(moment: datetime, zone: tzinfo) -> bool:
    """Tell whether the clocks of `zone` never showed `moment`."""
    return moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(
        tzinfo=None
    )
