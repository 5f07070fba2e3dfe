"""What an authority reads in its mail: that a notice waits."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.core import mail
from vigie.incidents.models import Notice


def tell_authority(notice: Notice, *, to: str) -> None:
    """Tell an authority that a notice waits, and nothing of what it says."""
    named = {"reference": notice.reference}
    with translation.override(settings.LANGUAGE_CODE):
        mail.send(
            realm=notice.realm,
            to=to,
            subject=_("Notice %(reference)s waits for you") % named,
            body=render_to_string("incidents/mail/notice.txt", named),
        )
