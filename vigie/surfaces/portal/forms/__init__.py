"""What the portal asks, by concern. Import the forms from here."""

from vigie.surfaces.portal.forms.declare import DeclareForms
from vigie.surfaces.portal.forms.follow import FollowForm, KeptCodeForm

__all__ = ["DeclareForms", "FollowForm", "KeptCodeForm"]
