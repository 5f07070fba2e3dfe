"""E-mails about support. None says anything of an incident but its reference."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.core import mail
from vigie.incidents.models import SupportRequest


def tell_duty_of_unanswered_support(request: SupportRequest, *, to: str) -> None:
    """Tell somebody of the duty that a structure which asked for help had no answer in time."""
    reference = request.declaration.reference
    with translation.override(settings.LANGUAGE_CODE):
        mail.send(
            realm=request.incident.realm,
            to=to,
            subject=_("Help asked for in %(reference)s: no answer yet") % {"reference": reference},
            body=render_to_string(
                "incidents/mail/unanswered.txt",
                {"reference": reference, "case": request.incident.reference},
            ),
        )
