"""What a message of the duty says: a reference, that it is grave or a drill, where to answer."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.incidents.enums import Purpose
from vigie.incidents.models import DutyPage

BODIES = {
    Purpose.PAGE: "incidents/mail/page.txt",
    Purpose.STAND_DOWN: "incidents/mail/stand_down.txt",
}


@dataclass(frozen=True)
class Message:
    """One message, as each channel says it."""

    subject: str
    body: str
    # Short enough for one text message.
    short: str
    # To be read out on the phone.
    spoken: str


def message(page: DutyPage, purpose: str) -> Message:
    """Return the message of a page, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _stand_down(page) if purpose == Purpose.STAND_DOWN else _page(page)
        context = {"page": page, "link": link(page), "name": page.acknowledged_by}
        body = render_to_string(BODIES[Purpose(purpose)], context)
        subject, short, spoken = words
        return Message(subject=subject, body=body, short=short, spoken=spoken)


def link(page: DutyPage) -> str:
    """Return where a page is answered, once signed in; opening it answers nothing."""
    return f"{settings.VIGIE_DESK_URL}{reverse('desk:duty_page', args=[page.reference])}"


def _page(page: DutyPage) -> tuple[str, str, str]:
    said = {"reference": page.about, "link": link(page)}
    if page.is_drill:
        return (
            _("DRILL %(reference)s: answer the duty page") % said,
            _("DRILL. Vigie duty, page %(reference)s. Answer: %(link)s") % said,
            _("This is a drill of the Vigie duty. Sign in to the desk and answer the page."),
        )
    return (
        _("GRAVE declaration %(reference)s: answer now") % said,
        _("GRAVE declaration %(reference)s waits at the Vigie desk. Answer: %(link)s") % said,
        _("Vigie duty. A grave declaration waits. Sign in to the desk and answer it now."),
    )


def _stand_down(page: DutyPage) -> tuple[str, str, str]:
    said = {"reference": page.about}
    if page.is_drill:
        subject = _("DRILL %(reference)s: answered") % said
        return subject, _("DRILL. Vigie page %(reference)s is answered: thank you.") % said, subject
    subject = _("Declaration %(reference)s: somebody has answered") % said
    short = _("Vigie: somebody has answered for the declaration %(reference)s.") % said
    return subject, short, subject
