"""The form every form of ours is."""

import re
from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

# Where a field does not say: no text is without a bound, no number outgrows its column.
LINE_MAX_LENGTH = 250
TEXT_MAX_LENGTH = 10_000
INTEGER_BOUND = 2**31 - 1
# Control characters but tab and newline: they mean nothing in a text, and break PostgreSQL,
# PDF and XML. A log pasted by somebody in a hurry often holds some.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
NEWLINE = re.compile(r"\r\n?|\u2028|\u2029")


def clean_text(text: str) -> str:
    """Return `text` with newlines as LF and without control characters."""
    return CONTROL.sub("", NEWLINE.sub("\n", text))


def clean_data(data: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """Return a copy of form data in which every text is clean."""
    many = data if isinstance(data, MultiValueDict) else None
    return MultiValueDict(
        {
            name: [
                clean_text(value) if isinstance(value, str) else value
                for value in (many.getlist(name) if many is not None else [data[name]])
            ]
            for name in data
        }
    )


def bound_field(field: forms.Field) -> None:
    """Give a field that has no bound the bound of its kind."""
    if isinstance(field, forms.CharField) and field.max_length is None:
        is_text = isinstance(field.widget, forms.Textarea)
        field.max_length = TEXT_MAX_LENGTH if is_text else LINE_MAX_LENGTH
        field.validators.append(MaxLengthValidator(field.max_length))
    if isinstance(field, forms.IntegerField):
        if field.max_value is None:
            field.validators.append(MaxValueValidator(INTEGER_BOUND))
        if field.min_value is None:
            field.validators.append(MinValueValidator(-INTEGER_BOUND))


class VigieForm(forms.Form):
    """A form that takes anything and lets nothing unsound through."""

    # The browser's own refusals speak another language than the page and hide one another.
    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        """Take what was typed, cleaned, and bound every field that has no bound."""
        super().__init__(None if data is None else clean_data(data), *args, **kwargs)
        self.shown_again = False
        for field in self.fields.values():
            bound_field(field)

    @classmethod
    def unchecked(cls, data: Mapping[str, Any], *, prefix: str | None = None, **fresh: str) -> Self:
        """Return the form as it was typed, without a word on what is wrong with it.

        For a page shown again (see `vigie.core.stale_form`). `fresh` gives the fields that
        must be made anew; such a form is never valid.
        """
        typed = clean_data(data)
        for name, value in fresh.items():
            typed[name] = value
        form = cls(typed, prefix=prefix)
        form.shown_again = True
        form._errors = ErrorDict()  # type: ignore[attr-defined]
        return form

    def is_valid(self) -> bool:
        """Tell whether the form was checked and holds no error."""
        return not self.shown_again and super().is_valid()
