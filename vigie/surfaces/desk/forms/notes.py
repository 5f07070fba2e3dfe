"""What an analyst writes of a case, and when it happened."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.core.forms.moments import DATE_FORMATS, FIRST_YEAR, LAST_YEAR, TIME_FORMATS, is_skipped
from vigie.incidents.models import Note
from vigie.incidents.services import Occurrence
from vigie.taxonomy.codes import DatePrecision

LONGEST_NOTE = 20_000
# The zone of the country, that of most logs, then those of French territories overseas.
ZONES = (
    settings.TIME_ZONE,
    "UTC",
    "America/Martinique",
    "America/Cayenne",
    "America/Miquelon",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
)


class NoteForm(VigieForm):
    """A note; with a day, what happened on it."""

    text = forms.CharField(
        label=_("What you note"),
        help_text=_("Sealed. It is kept as it is: a mistake is corrected by another note."),
        widget=forms.Textarea,
        max_length=LONGEST_NOTE,
    )
    day = forms.DateField(
        label=_("Day it happened"),
        help_text=_("Leave it empty for a note on no moment of its own."),
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a date. Example: 2025-03-28.")},
    )
    clock = forms.TimeField(
        label=_("Time, if it is known"),
        required=False,
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("This is not a time. Example: 14:30.")},
    )
    zone = forms.ChoiceField(
        label=_("Time zone of this moment"), choices=[(zone, zone) for zone in ZONES]
    )
    corrects = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def clean_day(self) -> Any:
        """Stop a year that was mistyped."""
        day = self.cleaned_data["day"]
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_("Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a time without a day, and a time that the clocks skipped."""
        cleaned = self.cleaned_data
        if cleaned.get("clock") and cleaned.get("day") is None and "day" not in self.errors:
            self.add_error("day", _("Give the day of this time."))
        elif cleaned.get("clock") and cleaned.get("day") and "zone" in cleaned:
            zone = ZoneInfo(cleaned["zone"])
            if is_skipped(datetime.combine(cleaned["day"], cleaned["clock"], tzinfo=zone), zone):
                skipped = _(
                    "The clocks went forward over this time on that day. Give the time after."
                )
                self.add_error("clock", skipped)
        return cleaned

    def occurred(self) -> Occurrence | None:
        """Return the moment that was given, or None."""
        day, clock = self.cleaned_data["day"], self.cleaned_data["clock"]
        if day is None:
            return None
        zone = self.cleaned_data["zone"]
        # A day is kept at its noon: it is the same day in most zones that read it.
        at = datetime.combine(day, clock or time(12), tzinfo=ZoneInfo(zone))
        return Occurrence(at, DatePrecision.MINUTE if clock else DatePrecision.DAY, zone)


def answers_of(note: Note) -> dict[str, Any]:
    """Return what a note that corrects another begins with: the moment, not the sealed words."""
    answers: dict[str, Any] = {"corrects": note.pk}
    if note.occurred_at is None:
        return answers
    local = note.occurred_at.astimezone(ZoneInfo(note.occurred_zone))
    exact = note.occurred_precision == DatePrecision.MINUTE
    moment = {"day": local.date(), "clock": local.time() if exact else None}
    return answers | moment | {"zone": note.occurred_zone}


class ExportForm(VigieForm):
    """As which file the timeline is taken away."""

    format = forms.ChoiceField(choices=[("json", "JSON"), ("csv", "CSV")])
