"""E-mails of this floor. None says anything of an incident but its reference."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.core import mail
from vigie.declarations.models import Declaration


def send_receipt(declaration: Declaration, *, to: str) -> None:
    """Tell the declarant, in the declaration's language, that it has been received."""
    with translation.override(declaration.language):
        mail.send(
            realm=declaration.realm,
            to=to,
            subject=_("Declaration %(reference)s received") % {"reference": declaration.reference},
            body=render_to_string(
                "declarations/mail/receipt.txt", {"reference": declaration.reference}
            ),
        )


def tell_of_support(declaration: Declaration, *, to: str) -> None:
    """Tell the declarant that there is an answer to read, and nothing of what it says."""
    with translation.override(declaration.language):
        mail.send(
            realm=declaration.realm,
            to=to,
            subject=_("Declaration %(reference)s: we have answered")
            % {"reference": declaration.reference},
            body=render_to_string(
                "declarations/mail/support.txt", {"reference": declaration.reference}
            ),
        )


def tell_of_message(declaration: Declaration, *, to: str) -> None:
    """Tell the declarant, in the declaration's language, that the desk wrote: not what."""
    with translation.override(declaration.language):
        mail.send(
            realm=declaration.realm,
            to=to,
            subject=_("A message waits for you: declaration %(reference)s")
            % {"reference": declaration.reference},
            body=render_to_string(
                "declarations/mail/message.txt", {"reference": declaration.reference}
            ),
        )
