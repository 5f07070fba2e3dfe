"""The mail that tells the duty of a declaration for which nobody is woken."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.core import mail
from vigie.declarations.models import Declaration


def tell_duty(declaration: Declaration, *, to: str) -> None:
    """Tell somebody of the duty that a declaration waits."""
    with translation.override(settings.LANGUAGE_CODE):
        mail.send(
            realm=declaration.realm,
            to=to,
            subject=_("Declaration %(reference)s waits at the desk")
            % {"reference": declaration.reference},
            body=render_to_string(
                "incidents/mail/declaration.txt", {"reference": declaration.reference}
            ),
        )
