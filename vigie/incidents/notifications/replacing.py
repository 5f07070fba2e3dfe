"""A new receipt code is asked for: told to those who may approve it."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.core import mail
from vigie.declarations.models import CodeReplacement


def tell_who_may_approve(replacement: CodeReplacement, *, to: str) -> None:
    """Tell somebody that something waits for them, and where; not what, nor for whom."""
    page = reverse("desk:replacement", args=[replacement.receipt.reference])
    with translation.override(settings.LANGUAGE_CODE):
        mail.send(
            realm=replacement.receipt.realm,
            to=to,
            subject=_("Something waits for your approval at the desk"),
            body=render_to_string(
                "incidents/mail/approval.txt", {"link": f"{settings.VIGIE_DESK_URL}{page}"}
            ),
        )
