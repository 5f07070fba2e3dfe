"""What the portal asks, by concern. Import the forms from here."""

from vigie.surfaces.portal.forms.completion import CompleteForms
from vigie.surfaces.portal.forms.declare import DeclareForms
from vigie.surfaces.portal.forms.follow import FollowForm, KeptCodeForm
from vigie.surfaces.portal.forms.guide import MustDeclareForm
from vigie.surfaces.portal.forms.message import MessageForm

__all__ = [
    "CompleteForms",
    "DeclareForms",
    "FollowForm",
    "KeptCodeForm",
    "MessageForm",
    "MustDeclareForm",
]
