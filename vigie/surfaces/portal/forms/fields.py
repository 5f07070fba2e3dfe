"""The kinds of questions that the portal asks."""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import ZonedDateTimeField
from vigie.core.forms.moments import DATE_FORMATS, FIRST_YEAR
from vigie.taxonomy import terms

NOT_IN_THE_LIST = _("Choose one of the answers of the list.")

# Codes with their labels, or the names of groups with theirs.
Choices = list[tuple[Any, Any]]


def term_select(
    scheme: str, *, preselected: str, exclude: Collection[str] = (), **options: Any
) -> forms.TypedChoiceField:
    """Ask for one term, with an answer already chosen: nobody is made to answer."""
    return forms.TypedChoiceField(
        choices=lambda: terms.choices(scheme, exclude=exclude),
        required=False,
        initial=preselected,
        empty_value=preselected,
        error_messages={"invalid_choice": NOT_IN_THE_LIST},
        **options,
    )


def term_radios(scheme: str, *, required_message: Any, **options: Any) -> forms.ChoiceField:
    """Ask for one term, each with its meaning; one must be chosen."""
    return forms.ChoiceField(
        choices=described(scheme),
        widget=forms.RadioSelect,
        error_messages={"required": required_message, "invalid_choice": NOT_IN_THE_LIST},
        **options,
    )


def described(scheme: str, exclude: Collection[str] = ()) -> Callable[[], Choices]:
    """Return the choices of a scheme, each label followed by what it means."""

    def choices() -> Choices:
        offered = terms.scheme(scheme).terms.values()
        return [(term.code, with_meaning(term)) for term in offered if term.code not in exclude]

    return choices


def with_meaning(term: terms.Term) -> str:
    """Return the label of a term and, in small print, its definition."""
    if not term.definition:
        return term.label
    return format_html('{} <span class="fr-hint-text">{}</span>', term.label, term.definition)


class PastMomentField(ZonedDateTimeField):
    """A moment that has passed: nothing in the future can have happened."""

    default_error_messages = {
        "future": _("This is in the future. Check the date, the time and the time zone.")
    }

    def __init__(self, **kwargs: Any) -> None:
        """Leave the zone to a question of its own, asked once for all moments of the form."""
        super().__init__(**kwargs)
        self.widget.template_name = "portal/widgets/moment.html"

    def compress(self, data_list: list[Any]) -> Any:
        """Refuse a moment that is yet to come."""
        moment = super().compress(data_list)
        if moment and moment > timezone.now():
            raise ValidationError(self.error_messages["future"], code="future")
        return moment


class PastDayField(forms.DateField):
    """A day that has come: nothing in the future can have happened."""

    default_error_messages = {
        "invalid": _("This is not a date. Example: 2025-03-28."),
        "future": _("This is in the future. Check the date."),
        "year": _("Check the year."),
    }
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        """Read what browsers send and what people type."""
        super().__init__(input_formats=DATE_FORMATS, **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse a day that is yet to come."""
        day = super().clean(value)
        if day and day.year < FIRST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")
        if day and day > timezone.localdate():
            raise ValidationError(self.error_messages["future"], code="future")
        return day


class CountField(forms.IntegerField):
    """A number of persons, however its thousands are set apart."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    default_error_messages = {"invalid": _("Give a number, such as 1200.")}

    def to_python(self, value: Any) -> int | None:
        """Leave out spaces of all kinds."""
        return super().to_python("".join(str(value).split()) if value else value)
