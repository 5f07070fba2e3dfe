"""What the portal asks beside the declaration itself. Import the forms from here."""

from vigie.surfaces.portal.forms.follow import FollowForm, KeptCodeForm
from vigie.surfaces.portal.forms.guide import MustDeclareForm
from vigie.surfaces.portal.forms.message import MessageForm

__all__ = [
    "FollowForm",
    "KeptCodeForm",
    "MessageForm",
    "MustDeclareForm",
]
