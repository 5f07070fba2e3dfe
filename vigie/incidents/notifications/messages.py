"""A declarant wrote, or added something: told without a word of what."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from vigie.core import mail
from vigie.declarations.models import Declaration


def tell_of_message(declaration: Declaration, *, to: str) -> bool:
    """Tell somebody of the desk that a declarant wrote: not what; return whether it was told."""
    subject = gettext_lazy("The declarant of %(reference)s has written")
    return _tell(declaration, to, subject, "incidents/mail/message.txt")


def tell_of_addition(declaration: Declaration, *, to: str) -> bool:
    """Tell somebody of the desk that a declarant added a report or a file; whether it was told."""
    subject = gettext_lazy("The declarant of %(reference)s has added something")
    return _tell(declaration, to, subject, "incidents/mail/addition.txt")


def _tell(declaration: Declaration, to: str, subject: Promise, template: str) -> bool:
    named = {"reference": declaration.reference}
    with translation.override(settings.LANGUAGE_CODE):
        return mail.send(
            realm=declaration.realm,
            to=to,
            subject=str(subject) % named,
            body=render_to_string(template, named),
        )
