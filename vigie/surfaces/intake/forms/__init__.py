"""What a declarant is asked, by concern. Import the pages of forms from here."""

from vigie.surfaces.intake.forms.completion import CompleteForms
from vigie.surfaces.intake.forms.declare import DeclareForms

__all__ = ["CompleteForms", "DeclareForms"]
