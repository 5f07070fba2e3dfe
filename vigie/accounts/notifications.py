"""E-mails about accounts. None holds a link or a secret: who reads the mail gains nothing."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.accounts.models import AccountChange
from vigie.core import mail
from vigie.core.realm import LIVE


def tell_of_change(change: AccountChange) -> None:
    """Tell the account's owner what was asked for it or decided, so that they can object."""
    if settings.VIGIE_DEMO or change.account_id is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        mail.send(
            realm=LIVE,
            to=change.email,
            subject=_("Your account at the desk: %(what)s") % {"what": change.get_kind_display()},
            body=render_to_string("accounts/mail/change.txt", {"change": change}),
        )
