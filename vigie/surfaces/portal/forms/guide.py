"""“Must I declare?”: a few questions, each answered by yes, no or not known."""

from collections.abc import Mapping
from typing import Any

from django import forms

from vigie.core.forms import VigieForm
from vigie.surfaces.intake.fields import NOT_IN_THE_LIST
from vigie.taxonomy import regimes, terms
from vigie.taxonomy.codes import Touched


class MustDeclareForm(VigieForm):
    """The questions of the guide, in its order. Not knowing is an answer, and the first one."""

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        """Ask what the guide asks."""
        super().__init__(data, **options)
        for question in regimes.questions():
            self.fields[question.code] = forms.TypedChoiceField(
                label=str(question.text),
                help_text=str(question.help),
                choices=terms.choices("touched"),
                required=False,
                initial=Touched.UNKNOWN,
                empty_value=Touched.UNKNOWN,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": NOT_IN_THE_LIST},
            )

    def verdict(self) -> regimes.Verdict:
        """Return the answer, and why."""
        return regimes.must_declare(self.cleaned_data)
