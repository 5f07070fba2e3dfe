"""The texts of a report, accounts of cases, and what a further version corrects."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models import User
from vigie.core.forms import VigieForm
from vigie.observatory.models import LONGEST_TEXT, LONGEST_TITLE
from vigie.observatory.reports.services import Checked, StudyText

LONGEST_NOTE = 300
MARKDOWN_HELP = _("Markdown: **strong**, - list, ## heading, [words](https://address), tables.")


def _text(language: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows, "lang": language}),
        help_text=MARKDOWN_HELP,
    )


class PartForm(VigieForm):
    """The text of one part of a report, in each language; an empty one is left to the figures."""

    read = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for one text in each language."""
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = _text(code, 12)
            self.fields[f"text_{code}"].label = name

    def texts(self) -> dict[str, str]:
        """Return what was written, by language."""
        return {code: self.cleaned_data[f"text_{code}"] for code, _name in settings.LANGUAGES}


class StudyForm(VigieForm):
    """An account of a case: the year of the report, and a title and a text in each language."""

    year = forms.TypedChoiceField(label=_("For the report of"), coerce=int)
    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for a title and a text in each language."""
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title: %(language)s") % {"language": name},
                required=False,
                max_length=LONGEST_TITLE,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"body_{code}"] = _text(code, 14)
            self.fields[f"body_{code}"].label = _("Text: %(language)s") % {"language": name}

    def offering(self, *years: int) -> Self:
        """Offer these years; of an account that exists, its own alone."""
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        return self

    def clean(self) -> dict[str, Any]:
        """Refuse half a text, and none at all."""
        given = self.cleaned_data
        for code, _name in settings.LANGUAGES:
            pair = (f"title_{code}", f"body_{code}")
            if any(given.get(name) for name in pair):
                for name in pair:
                    if name not in self.errors and not given.get(name):
                        self.add_error(name, _("This is missing in this language."))
        if not self.errors and not self.texts():
            raise ValidationError(_("Write a text in one language at least."))
        return given

    def texts(self) -> dict[str, StudyText]:
        """Return the texts, by language."""
        given = self.cleaned_data
        return {
            code: StudyText(title=given[f"title_{code}"], body=given[f"body_{code}"])
            for code, _name in settings.LANGUAGES
            if given.get(f"title_{code}") and given.get(f"body_{code}")
        }


def typed_texts(texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the texts of an account as the fields of its form."""
    return {
        f"{field}_{code}": value for code, text in texts.items() for field, value in text.items()
    }


class ApprovalForm(VigieForm):
    """What whoever approves an account has made sure of."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    no_structure = forms.BooleanField(
        label=_("No structure is named, nor can be told from what is said of it.")
    )
    no_place = forms.BooleanField(label=_("No place is named: no town, department or region."))
    no_person = forms.BooleanField(label=_("No person is named, nor can be recognised."))

    def checked(self) -> Checked:
        """Return what was checked."""
        given = self.cleaned_data
        return Checked(
            no_structure=given["no_structure"],
            no_place=given["no_place"],
            no_person=given["no_person"],
        )


class CorrectionForm(VigieForm):
    """What a further version of a report corrects, in each language; nothing in the first."""

    def __init__(self, *args: Any, signer: User, further: bool, **kwargs: Any) -> None:
        """Ask for one line in each language where the report was published before."""
        super().__init__(*args, **kwargs)
        self.signed_by = " ".join(signer.name.split())
        for code, name in settings.LANGUAGES if further else ():
            self.fields[f"note_{code}"] = forms.CharField(
                label=_("What is corrected (%(language)s)") % {"language": name},
                max_length=LONGEST_NOTE,
                widget=forms.TextInput(attrs={"lang": code}),
            )

    def clean(self) -> None:
        """Refuse a report that nobody would have signed."""
        if not self.signed_by:
            raise ValidationError(
                _("Your account has no name to sign with: ask an administrator to give it one.")
            )

    def notes(self) -> dict[str, str]:
        """Return what was said, by language."""
        return {name.removeprefix("note_"): value for name, value in self.cleaned_data.items()}
