"""Several forms on one page, each with its concern."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

from django.forms.boundfield import BoundField

from vigie.core.forms import VigieForm

Data = Mapping[str, Any]


class PageOfForms:
    """The forms of a page, sent together and checked together: nobody corrects twice."""

    def __init__(
        self, data: Data | None = None, *, initial: Data | None = None, checked: bool = True
    ) -> None:
        """Take what was typed, else what to begin with."""
        self.data = data
        self.initial = initial
        self.checked = checked

    @classmethod
    def shown_again(cls, data: Data) -> Self:
        """Return the page as it was typed, without a word on what lacks in it."""
        return cls(data, checked=False)

    def make(self, form: type[VigieForm], prefix: str | None = None) -> Any:
        """Return one form of the page."""
        if self.data is not None and not self.checked:
            return form.unchecked(self.data, prefix=prefix)
        return form(self.data, initial=self.initial, prefix=prefix)

    @property
    def parts(self) -> Sequence[VigieForm]:
        """The forms, in the order of the page."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[BoundField]:
        """Go through the fields in the order of the page, as one form would."""
        return (field for form in self.parts for field in form)

    def is_valid(self) -> bool:
        """Tell whether all may be received."""
        return all(form.is_valid() for form in self.parts)

    @property
    def errors(self) -> bool:
        """Whether something is to be corrected: the page says so in its title."""
        return any(form.errors for form in self.parts)

    def non_field_errors(self) -> list[str]:
        """Return what is to be corrected in a form as a whole."""
        return [str(error) for form in self.parts for error in form.non_field_errors()]
