"""Typing a declaration for somebody who calls, or from a form on paper."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm, ZonedDateTimeField
from vigie.declarations.services import Submission
from vigie.surfaces.intake import rules, submissions
from vigie.surfaces.intake.fields import NOT_IN_THE_LIST
from vigie.surfaces.intake.forms import DeclareForms
from vigie.surfaces.intake.forms.page import Data
from vigie.taxonomy import terms
from vigie.taxonomy.codes import DatePrecision

PHONE, PAPER = "phone", "paper"
# A form on paper that waits longer is typed as a history.
LONGEST_UNTYPED = timedelta(days=90)


class CallForm(VigieForm):
    """How the declaration comes in, and the language in which its declarant is answered."""

    channel = forms.ChoiceField(
        label=_("How does it come in?"),
        choices=lambda: [(code, terms.label("channel", code)) for code in (PHONE, PAPER)],
        initial=PHONE,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether it comes in by phone or on paper."),
            "invalid_choice": NOT_IN_THE_LIST,
        },
    )
    arrived_at = ZonedDateTimeField(
        label=_("When did the paper or the fax arrive?"),
        help_text=_("It counts as received then. Leave it empty for a call."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of the declarant"),
        help_text=_("Of the e-mails, of the messages, and of what you will read out."),
        choices=settings.LANGUAGES,
        initial=get_language,
        error_messages={
            "required": _("Choose the language in which the declarant is answered."),
            "invalid_choice": NOT_IN_THE_LIST,
        },
    )

    def clean_arrived_at(self) -> datetime | None:
        """Refuse a moment yet to come, or so long ago that the year must be wrong."""
        arrived_at: datetime | None = self.cleaned_data["arrived_at"]
        if arrived_at is None:
            return None
        rules.moment_has_come(arrived_at)
        if arrived_at < timezone.now() - LONGEST_UNTYPED:
            raise ValidationError(_("This is more than 90 days ago. Check the date."))
        return arrived_at

    def clean(self) -> None:
        """Refuse the arrival of a call: it is typed while it lasts."""
        if self.cleaned_data.get("arrived_at") and self.cleaned_data.get("channel") == PHONE:
            self.add_error(
                "arrived_at", _("Leave it empty for a call, or say that it comes in on paper.")
            )


class TypedForms(DeclareForms):
    """The questions of a declaration, and what only who types it for somebody knows."""

    def __init__(self, data: Data | None = None, **options: Any) -> None:
        """Take what was typed. The browser may not propose who types for who calls."""
        super().__init__(data, **options)
        self.call: CallForm = self.make(CallForm)
        for field in self:
            field.field.widget.attrs["autocomplete"] = "off"

    @property
    def parts(self) -> Sequence[VigieForm]:
        """The forms, in the order of the page."""
        return (self.call, *super().parts)

    def is_valid(self) -> bool:
        """Tell whether all may be received, and came in after what it tells of."""
        if not super().is_valid():
            return False
        facts, arrived_at = self.submission().facts, self.arrived_at
        exact = facts.detected_precision == DatePrecision.MINUTE
        if arrived_at and facts.detected_at and exact and arrived_at < facts.detected_at:
            self.call.add_error("arrived_at", _("The incident was detected after this moment."))
            return False
        return True

    @property
    def arrived_at(self) -> datetime | None:
        """When a form on paper arrived; None where it is typed as it arrives."""
        arrived_at: datetime | None = self.call.cleaned_data["arrived_at"]
        return arrived_at

    def submission(self) -> Submission:
        """Return the first report that the page holds, once it is valid."""
        call = self.call.cleaned_data
        return dataclasses.replace(
            submissions.submission(self), channel=call["channel"], language=call["language"]
        )
