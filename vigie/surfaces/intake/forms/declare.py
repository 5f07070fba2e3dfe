"""The declare page: its forms, and the receipt code made with them."""

from collections.abc import Sequence
from typing import Any, Self

from django.forms.boundfield import BoundField

from vigie.core import codes
from vigie.core.forms import VigieForm
from vigie.surfaces.intake import zones
from vigie.surfaces.intake.forms.contact import ContactForm, HelpForm
from vigie.surfaces.intake.forms.incident import FirstIncidentForm
from vigie.surfaces.intake.forms.page import Data, PageOfForms
from vigie.surfaces.intake.forms.sections import SECTIONS, Section
from vigie.surfaces.intake.forms.structure import StructureForm


class DeclareForms(PageOfForms):
    """A first report, in the order of the page."""

    def __init__(self, data: Data | None = None, **options: Any) -> None:
        """Take what was typed, and the code that came with it."""
        super().__init__(data, **options)
        self.structure: StructureForm = self.make(StructureForm)
        self.incident: FirstIncidentForm = self.make(FirstIncidentForm)
        self.contact: ContactForm = self.make(ContactForm)
        self.help: HelpForm = self.make(HelpForm)
        self.code = sound_code(data)
        if self.structure.is_valid() and self.structure.listed:
            self.incident.local_zone = zones.of_region(self.structure.listed.region)

    @property
    def parts(self) -> Sequence[VigieForm]:
        """The forms, in the order of the page."""
        return self.asked

    @property
    def asked(self) -> Sequence[VigieForm]:
        """The forms of the declaration itself."""
        return (self.structure, self.incident, self.contact, self.help)

    @property
    def sections(self) -> list[tuple[Section, list[BoundField]]]:
        """The questions under their titles, in the order in which they are read."""
        fields = {field.name: field for form in self.asked for field in form}
        return [(each, [fields[name] for name in each.names]) for each in SECTIONS]

    def with_new_code(self) -> Self:
        """Return the page under a code that nobody knows yet.

        Whenever the request may come from elsewhere than our own page: somebody could
        otherwise lead a declarant to declare under a code that he knows.
        """
        self.code = codes.new_code()
        return self


def sound_code(data: Data | None) -> str:
    """Return the code that came with the form, or a new one where it cannot be read.

    A code that was damaged on its way must not cost what was typed.
    """
    try:
        return codes.normalise(str((data or {}).get("receipt_code", "")))
    except codes.MalformedCode:
        return codes.new_code()
