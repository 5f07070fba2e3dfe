"""The form by which a statistician releases figures, and what became of each year."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.accounts.models import User
from vigie.core.forms import VigieForm
from vigie.observatory import wording
from vigie.observatory.disclosure import K
from vigie.observatory.releases import CannotReleaseError, NoteMissing, Released


class ReleaseForm(VigieForm):
    """Which years a statistician releases, and whether the waiver is signed."""

    years = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Years to release"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose one year at least.")},
    )
    waiver = forms.BooleanField(
        label=gettext_lazy("I sign the waiver for national totals"),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the waiver"),
        help_text=gettext_lazy("Published with the figures. Needed only if you sign the waiver."),
        required=False,
        max_length=300,
    )

    note = forms.CharField(
        label=gettext_lazy("What is corrected"),
        help_text=gettext_lazy(
            "Published with the figures. Needed where a year was published before and has changed."
        ),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, signer: User, years: Sequence[int], **kwargs: Any) -> None:
        """Offer the years in which something was declared, newest first."""
        super().__init__(*args, **kwargs)
        self.signed_by = " ".join(signer.name.split())
        self.fields["years"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["waiver"].help_text = _(
            "Without it, a national figure that comes from fewer than %(k)s structures is not "
            "published: somebody might guess whom it is about. With it, you answer for publishing "
            "those figures all the same; the publication lists them under your name. Tables in "
            "detail stay protected in both cases."
        ) % {"k": K}

    def clean(self) -> None:
        """Refuse a release that nobody would have signed, and a waiver without a reason."""
        if self.cleaned_data.get("waiver") and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why these figures may be shown."))
        if not self.signed_by:
            raise ValidationError(
                _("Your account has no name to sign with: ask an administrator to give it one.")
            )


def refusal_words(refusal: CannotReleaseError) -> str:
    """Return why a year is not released, and what to do."""
    return _(
        "%(year)s is not published: beside what was published before, it would tell figures that "
        "come from fewer than %(k)s structures: %(figures)s. Publish it again once more "
        "declarations have come in."
    ) % {
        "year": refusal.year,
        "k": K,
        "figures": " · ".join(wording.cell_title(cell) for cell in refusal.cells),
    }


def silent_words(missing: NoteMissing) -> str:
    """Return that nobody says what is corrected, and in which years."""
    years = ", ".join(map(str, missing.years))
    return _("Published before, and changed since: %(years)s. Say what is corrected.") % {
        "years": years
    }


def published_words(released: Sequence[Released]) -> str:
    """Return what was published anew; empty where nothing was."""
    new = _years([each for each in released if each.new])
    return _("Published: %(years)s.") % {"years": new} if new else ""


def unchanged_words(released: Sequence[Released]) -> str:
    """Return which years keep their last version; empty where none does."""
    kept = _years([each for each in released if not each.new])
    return (
        _("Unchanged since the last release, left as published: %(years)s.") % {"years": kept}
        if kept
        else ""
    )


def _years(released: Sequence[Released]) -> str:
    return ", ".join(
        _("%(year)s (version %(version)s)")
        % {"year": each.publication.year, "version": each.publication.version}
        for each in released
    )
