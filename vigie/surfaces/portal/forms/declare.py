"""The declare page: its forms, checked together."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from vigie.core import codes
from vigie.core.forms import VigieForm
from vigie.surfaces.portal.forms.contact import ContactForm, HelpForm
from vigie.surfaces.portal.forms.incident import FirstIncidentForm
from vigie.surfaces.portal.forms.structure import StructureForm


class DeclareForms:
    """A first report, in the order of the page. Checked whole, so that nobody corrects twice."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, checked: bool = True) -> None:
        """Take what was typed. Unchecked, it is shown again without a word on what lacks."""

        def make(form: type[VigieForm]) -> Any:
            return form(data) if checked or data is None else form.unchecked(data)

        self.structure: StructureForm = make(StructureForm)
        self.incident: FirstIncidentForm = make(FirstIncidentForm)
        self.contact: ContactForm = make(ContactForm)
        self.help: HelpForm = make(HelpForm)
        self.code = sound_code(data)

    @classmethod
    def shown_again(cls, data: Mapping[str, Any], *, same_code: bool) -> Self:
        """Return the page as it was typed, to go on with.

        Under a new code unless the request is known to come from our own page: somebody
        could otherwise lead a declarant to declare under a code that he knows.
        """
        page = cls(data, checked=False)
        page.code = page.code if same_code else codes.new_code()
        return page

    def __iter__(self) -> Iterator[VigieForm]:
        """Go through the forms in the order of the page."""
        return iter((self.structure, self.incident, self.contact, self.help))

    def is_valid(self) -> bool:
        """Tell whether all may be received."""
        return all(form.is_valid() for form in self)

    @property
    def errors(self) -> bool:
        """Whether something is to be corrected: the page says so in its title."""
        return any(form.errors for form in self)


def sound_code(data: Mapping[str, Any] | None) -> str:
    """Return the code that came with the form, or a new one where it cannot be read.

    A code that was damaged on its way must not cost what was typed.
    """
    try:
        return codes.normalise(str((data or {}).get("receipt_code", "")))
    except codes.MalformedCode:
        return codes.new_code()
