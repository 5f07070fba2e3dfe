"""The kinds of questions that a declarant is asked: each holds what its answers may be."""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import ZonedDateTimeField
from vigie.core.forms.in_clear import clean_line_in_clear
from vigie.core.forms.moments import DATE_FORMATS
from vigie.surfaces.intake import rules
from vigie.taxonomy import terms

NOT_IN_THE_LIST = _("Choose one of the answers of the list.")

# Codes with their labels, or the names of groups with theirs.
Choices = list[tuple[Any, Any]]


class TermField(forms.TypedChoiceField):
    """One term of a scheme, shown in a list unless told otherwise."""

    default_error_messages = {"invalid_choice": NOT_IN_THE_LIST}

    def __init__(
        self,
        scheme: str,
        *,
        choices: Callable[[], Choices] | None = None,
        exclude: Callable[[], Collection[str]] = tuple,
        **options: Any,
    ) -> None:
        """Offer the terms of `scheme` but those of `exclude`; `choices` says how they are shown."""
        self.scheme = scheme
        self.exclude = exclude
        super().__init__(
            choices=choices or (lambda: terms.choices(scheme, exclude=exclude())), **options
        )

    def codes(self) -> list[str]:
        """Return the codes that may be answered."""
        excluded = self.exclude()
        return [code for code in terms.scheme(self.scheme).codes if code not in excluded]


class TermsField(forms.MultipleChoiceField):
    """Several terms of a scheme, or none."""

    default_error_messages = {"invalid_choice": NOT_IN_THE_LIST, "invalid_list": NOT_IN_THE_LIST}

    def __init__(self, scheme: str, **options: Any) -> None:
        """Offer the terms of `scheme`."""
        self.scheme = scheme
        super().__init__(
            choices=lambda: terms.choices(scheme),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            **options,
        )

    def codes(self) -> list[str]:
        """Return the codes that may be answered."""
        return list(terms.scheme(self.scheme).codes)


def term_select(scheme: str, *, preselected: str, **options: Any) -> TermField:
    """Ask for one term, with an answer already chosen: nobody is made to answer."""
    return TermField(
        scheme, required=False, initial=preselected, empty_value=preselected, **options
    )


def term_radios(scheme: str, *, required_message: Any, **options: Any) -> TermField:
    """Ask for one term, each with its meaning; one must be chosen."""
    return TermField(
        scheme,
        choices=described(scheme),
        widget=forms.RadioSelect,
        error_messages={"required": required_message},
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

    def __init__(self, **kwargs: Any) -> None:
        """Leave the zone to a question of its own, asked once for all moments of the form."""
        super().__init__(**kwargs)
        self.widget.template_name = "intake/widgets/moment.html"

    def compress(self, data_list: list[Any]) -> Any:
        """Refuse a moment that is yet to come."""
        moment = super().compress(data_list)
        if moment:
            rules.moment_has_come(moment)
        return moment


class PastDayField(forms.DateField):
    """A day that has come: nothing in the future can have happened."""

    default_error_messages = {"invalid": _("This is not a date. Example: 2025-03-28.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        """Read what browsers send and what people type."""
        super().__init__(input_formats=DATE_FORMATS, **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse a day that is yet to come."""
        day = super().clean(value)
        if day:
            rules.day_has_come(day)
        return day


class CountField(forms.IntegerField):
    """A number of persons, however its thousands are set apart."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    default_error_messages = {"invalid": _("Give a number, such as 1200.")}

    def to_python(self, value: Any) -> int | None:
        """Leave out spaces of all kinds."""
        return super().to_python("".join(str(value).split()) if value else value)


class PhoneField(forms.CharField):
    """A number at which somebody can be called, extensions and remarks left alone."""

    default_validators = [rules.can_be_dialled]
    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})


class CompanyField(forms.CharField):
    """The name of a company, stored in clear: never somebody's address."""

    def clean(self, value: Any) -> str:
        """Return the name on one line."""
        return clean_line_in_clear(super().clean(value))
