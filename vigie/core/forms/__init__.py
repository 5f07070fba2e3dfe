"""The forms every surface builds on."""

from vigie.core.forms.base import VigieForm
from vigie.core.forms.moments import ZonedDateTimeField

__all__ = ["VigieForm", "ZonedDateTimeField"]
