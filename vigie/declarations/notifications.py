"""E-mails of this floor. None says anything of an incident but its reference."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
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


def tell_code_replaced(declaration: Declaration, *, to: str) -> None:
    """Tell the declarant that the receipt code was replaced, and what to do if they did not ask."""
    with translation.override(declaration.language):
        mail.send(
            realm=declaration.realm,
            to=to,
            subject=_("Declaration %(reference)s: the receipt code was replaced")
            % {"reference": declaration.reference},
            body=render_to_string(
                "declarations/mail/code_replaced.txt", {"reference": declaration.reference}
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


def remind_declarant(
    declaration: Declaration, *, to: str, coming: Sequence[datetime], passed: Sequence[datetime]
) -> bool:
    """Bring to the declarant's mind when something is due, or was: not what."""
    with translation.override(declaration.language):
        subject = (
            _("Late: declaration %(reference)s")
            if passed
            else _("Due soon: declaration %(reference)s")
        )
        return mail.send(
            realm=declaration.realm,
            to=to,
            subject=subject % {"reference": declaration.reference},
            body=_reminder("declarations/mail/reminder.txt", declaration, coming, passed),
        )


def remind_duty(
    declaration: Declaration, *, to: str, coming: Sequence[datetime], passed: Sequence[datetime]
) -> bool:
    """Bring to the mind of the duty that something is due from a declarant, or late."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = (
            _("A declarant is late: %(reference)s")
            if passed
            else _("Due soon from a declarant: %(reference)s")
        )
        return mail.send(
            realm=declaration.realm,
            to=to,
            subject=subject % {"reference": declaration.reference},
            body=_reminder("declarations/mail/duty_reminder.txt", declaration, coming, passed),
        )


def _reminder(
    template: str,
    declaration: Declaration,
    coming: Sequence[datetime],
    passed: Sequence[datetime],
) -> str:
    return render_to_string(
        template,
        {
            "reference": declaration.reference,
            "coming": [_moment(time) for time in coming],
            "passed": [_moment(time) for time in passed],
        },
    )


def _moment(time: datetime) -> str:
    local = timezone.localtime(time)
    day, hour = formats.date_format(local, "DATE_FORMAT"), formats.date_format(local, "H:i T")
    return f"{day}, {hour}"
