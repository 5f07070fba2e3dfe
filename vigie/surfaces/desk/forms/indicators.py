"""What is searched for indicators, and which of those found are kept."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm, ZonedDateTimeField
from vigie.incidents.indicators import LONGEST_PASTED, Candidate, NotAnIndicator, normalised
from vigie.incidents.indicators.extraction import MOST_CANDIDATES
from vigie.incidents.indicators.noise import noise
from vigie.incidents.models import Incident, Indicator
from vigie.incidents.services import Marking
from vigie.taxonomy import terms

LONGEST_COMMENT = 2_000
USUAL_TLP = USUAL_PAP = "AMBER"


class SearchForm(VigieForm):
    """A text to search; a file comes beside it."""

    text = forms.CharField(
        label=_("Text to search"),
        help_text=_(
            "Logs, a message, a report, defanged or not. It is neither stored nor logged: only "
            "what you keep on the next page is. 200,000 characters at most."
        ),
        widget=forms.Textarea,
        max_length=LONGEST_PASTED,
        required=False,
    )
    file = forms.FileField(
        label=_("Or a file to search"),
        help_text=_(
            "A mail as it was received (.eml), a table (.csv) or a text, 5 MB at most. Its "
            "attachments are hashed, and nothing of it is kept."
        ),
        required=False,
    )


class FoundField(forms.Field):
    """The candidates that the page carries from one step to the next, checked again."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> list[Candidate]:
        """Return the candidates; raise ValidationError when the page was tampered with."""
        try:
            return list(self._candidates(json.loads(value or "[]")))
        except (ValueError, TypeError, RecursionError) as error:
            raise ValidationError(_("The list was lost on the way. Search again.")) from error

    def _candidates(self, pairs: Any) -> Iterator[Candidate]:
        for kind, value in pairs[:MOST_CANDIDATES]:
            try:
                whole = normalised(str(kind), str(value))
            except NotAnIndicator:
                continue
            yield Candidate(str(kind), whole, noise(str(kind), whole))

    def validate(self, value: Any) -> None:
        """Hold to nothing more: what is no indicator was left out."""


class MarkingForm(VigieForm):
    """How what is kept may be shared and used."""

    tlp = forms.ChoiceField(label="TLP", choices=lambda: terms.choices("tlp"), initial=USUAL_TLP)
    pap = forms.ChoiceField(label="PAP", choices=lambda: terms.choices("pap"), initial=USUAL_PAP)


class KeepForm(MarkingForm):
    """Which of the candidates are kept."""

    first_seen_at = ZonedDateTimeField(label=_("First seen"), required=False)
    comment = forms.CharField(
        label=_("What you say of them"),
        help_text=_("Sealed. The indicators themselves are stored in clear, to be found again."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_COMMENT,
        required=False,
    )
    source = forms.ChoiceField(
        choices=lambda: terms.choices("indicator_source"), widget=forms.HiddenInput
    )
    found = FoundField()

    def marking(self) -> Marking:
        """Return what is said of all that is kept."""
        names = ("tlp", "pap", "source", "first_seen_at", "comment")
        return Marking(**{name: self.cleaned_data[name] for name in names})


def carried(candidates: Sequence[Candidate]) -> str:
    """Return candidates as the page carries them to the next step."""
    return json.dumps([[each.kind, each.value] for each in candidates])


def read_back(data: Any) -> list[Candidate]:
    """Return the candidates that a page carried; none where it was tampered with."""
    try:
        return FoundField().to_python(data.get("found"))
    except ValidationError:
        return []


def chosen(data: Any, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates whose boxes were checked."""
    checked = set(data.getlist("keep"))
    return [each for place, each in enumerate(candidates) if str(place) in checked]


class PickForm(MarkingForm):
    """Indicators of a case that are marked anew, or taken off."""

    pick = forms.ModelMultipleChoiceField(
        label=_("Indicators"), queryset=Indicator.objects.none(), widget=forms.MultipleHiddenInput
    )

    def __init__(self, incident: Incident, *args: Any, **kwargs: Any) -> None:
        """Offer those of this case alone."""
        super().__init__(*args, **kwargs)
        own = Indicator.objects.filter(incident=incident)
        self.fields["pick"].queryset = own  # type: ignore[attr-defined]


class ExportForm(VigieForm):
    """As which file indicators are taken away, and which of them."""

    tlp_at_most = forms.ChoiceField(
        label=_("Up to"),
        help_text=_("What is marked more strictly stays out of the file."),
        choices=lambda: terms.choices("tlp"),
        initial="RED",
    )
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[
            ("csv", _("CSV, for spreadsheets and tools")),
            ("json", _("JSON, for tools")),
            ("txt", _("Text, defanged, for a message")),
        ],
        initial="csv",
    )
