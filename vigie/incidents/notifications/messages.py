"""A declarant wrote, or added something: told without a word of what."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.core import mail
from vigie.declarations.models import Declaration


def tell_of_message(declaration: Declaration, *, to: str) -> bool:
    """Tell somebody of the desk that a declarant wrote: not what; return whether it was told."""
    with translation.override(settings.LANGUAGE_CODE):
        return mail.send(
            realm=declaration.realm,
            to=to,
            subject=_("The declarant of %(reference)s has written")
            % {"reference": declaration.reference},
            body=render_to_string(
                "incidents/mail/message.txt", {"reference": declaration.reference}
            ),
        )


def tell_of_addition(declaration: Declaration, *, to: str) -> bool:
    """Tell somebody of the desk that a declarant added a report or a file; whether it was told."""
    with translation.override(settings.LANGUAGE_CODE):
        return mail.send(
            realm=declaration.realm,
            to=to,
            subject=_("The declarant of %(reference)s has added something")
            % {"reference": declaration.reference},
            body=render_to_string(
                "incidents/mail/addition.txt", {"reference": declaration.reference}
            ),
        )
