"""What is asked of a declarant, and how soon."""

from datetime import timedelta

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm

WITHOUT_DELAY = "0"
HOW_SOON: list[tuple[str, str | Promise]] = [
    (WITHOUT_DELAY, _("Without delay")),
    ("4", _("Within 4 hours")),
    ("24", _("Within 24 hours")),
    ("72", _("Within 72 hours")),
]
WORDS_MAX_LENGTH = 4_000


class RequestReportForm(VigieForm):
    """A request for an intermediate report."""

    words = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_("Sealed, for the declarant alone. Left empty, a usual text is sent."),
        required=False,
        max_length=WORDS_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hours = forms.ChoiceField(
        label=_("How soon?"),
        choices=HOW_SOON,
        initial="24",
        error_messages={
            "required": _("Choose how soon."),
            "invalid_choice": _("Choose one of the answers of the list."),
        },
    )

    @property
    def within(self) -> timedelta | None:
        """How long the declarant has; None: without delay."""
        hours = int(self.cleaned_data["hours"])
        return timedelta(hours=hours) if hours else None
