"""E-mails about accounts. None holds a secret: who reads the mail gains nothing."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.accounts.models import AccountChange, User
from vigie.core import mail
from vigie.core.realm import LIVE

FACTOR_DEEDS = {
    ("identity", "linked"): gettext_lazy("sign-in through the identity provider"),
    ("totp", "added"): gettext_lazy("authenticator application set up"),
    ("totp", "moved"): gettext_lazy("authenticator application moved to another telephone"),
    ("totp", "removed"): gettext_lazy("authenticator application removed"),
    ("webauthn", "added"): gettext_lazy("passkey added"),
    ("webauthn", "removed"): gettext_lazy("passkey removed"),
}


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


def tell_of_factor(user: User, factor: str, what: str) -> None:
    """Tell the owner what became of a second factor, so that a stranger's does not go unseen."""
    if settings.VIGIE_DEMO:
        return
    with translation.override(settings.LANGUAGE_CODE):
        deed = FACTOR_DEEDS[factor, what]
        mail.send(
            realm=LIVE,
            to=user.email,
            subject=_("Your account at the desk: %(what)s") % {"what": deed},
            body=render_to_string("accounts/mail/factor.txt", {"deed": deed}),
        )


def tell_who_may_approve(
    *, realm: str, to: str, page: str, said: str = "accounts/mail/approval.txt"
) -> None:
    """Tell somebody that something waits for them, and on which page; not what, nor for whom.

    `said`: the template of the words, which is given the `link`.
    """
    with translation.override(settings.LANGUAGE_CODE):
        mail.send(
            realm=realm,
            to=to,
            subject=_("Something waits for your approval at the desk"),
            body=render_to_string(said, {"link": f"{settings.VIGIE_DESK_URL}{page}"}),
        )
