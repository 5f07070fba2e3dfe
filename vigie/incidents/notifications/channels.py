"""By what the duty is told: an adapter each, small, that says what became of a message."""

from collections.abc import Callable, Mapping
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.utils import timezone

from vigie.core import mail, webhooks
from vigie.incidents.enums import Attempted, Channel, Purpose
from vigie.incidents.models import PageAttempt
from vigie.incidents.notifications.words import Message, link, message
from vigie.taxonomy.gateways import Gateway

# An attempt, its words, and the addresses of its person: "email" and "phone", empty if unknown.
Adapter = Callable[[PageAttempt, Message, Mapping[str, str]], Attempted]

OUTCOMES = {
    webhooks.Outcome.DELIVERED: Attempted.SENT,
    webhooks.Outcome.REFUSED: Attempted.REFUSED,
    webhooks.Outcome.FAILED: Attempted.FAILED,
    webhooks.Outcome.UNREACHABLE: Attempted.UNREACHABLE,
    webhooks.Outcome.TOO_SLOW: Attempted.TOO_SLOW,
    # Said of addresses typed at the desk, not of the operator's.
    webhooks.Outcome.FORBIDDEN: Attempted.REFUSED,
}
PERMANENT = 500


def deliver(attempt: PageAttempt, addresses: Mapping[str, str]) -> Attempted:
    """Send a message by its channel, and return what became of it."""
    words = message(attempt.step.page, attempt.purpose)
    return ADAPTERS[Channel(attempt.channel)](attempt, words, addresses)


def to_person_by_email(
    attempt: PageAttempt, words: Message, addresses: Mapping[str, str]
) -> Attempted:
    """Mail a person where they want to be woken, else at the address of their account."""
    assert attempt.person is not None  # noqa: S101 - by construction: messages are made with one
    return _mail(attempt, words, addresses["email"] or attempt.person.email)


def to_team_by_email(attempt: PageAttempt, words: Message, _: Mapping[str, str]) -> Attempted:
    """Mail the team's own mailbox."""
    return _mail(attempt, words, settings.VIGIE_DUTY_EMAIL)


def to_webhook(attempt: PageAttempt, _words: Message, _addresses: Mapping[str, str]) -> Attempted:
    """Post a signed message: reference, gravity and link, nothing that says what happened."""
    page = attempt.step.page
    if not settings.VIGIE_DUTY_WEBHOOK_URL:
        return Attempted.NO_ADDRESS
    paged = attempt.purpose == Purpose.PAGE
    outcome = webhooks.post_signed(
        settings.VIGIE_DUTY_WEBHOOK_URL,
        {
            "event": "duty.paged" if paged else "duty.acknowledged",
            "reference": page.reference,
            "gravity": "drill" if page.is_drill else "grave",
            "drill": page.is_drill,
            "step": attempt.step.number,
            "link": link(page),
            "sent_at": timezone.now().isoformat(timespec="seconds"),
        },
        secret=settings.VIGIE_DUTY_WEBHOOK_SECRET,
        delivery=str(attempt.pk),
    )
    return OUTCOMES[outcome]


def by_sms(attempt: PageAttempt, words: Message, addresses: Mapping[str, str]) -> Attempted:
    """Have the SMS gateway send a short text."""
    return _phone(settings.VIGIE_SMS, attempt, words.short, addresses["phone"])


def by_voice(attempt: PageAttempt, words: Message, addresses: Mapping[str, str]) -> Attempted:
    """Have the voice gateway ring and read a text out."""
    return _phone(settings.VIGIE_VOICE, attempt, words.spoken, addresses["phone"])


def _mail(attempt: PageAttempt, words: Message, to: str) -> Attempted:
    if not to:
        return Attempted.NO_ADDRESS
    try:
        mail.send(realm=attempt.step.page.realm, to=to, subject=words.subject, body=words.body)
    except SMTPRecipientsRefused:
        return Attempted.REFUSED
    except SMTPResponseException as error:
        return Attempted.REFUSED if error.smtp_code >= PERMANENT else Attempted.FAILED
    except TimeoutError:
        return Attempted.TOO_SLOW
    except OSError:
        return Attempted.UNREACHABLE
    return Attempted.SENT


def _phone(gateway: Gateway | None, attempt: PageAttempt, text: str, phone: str) -> Attempted:
    if gateway is None or not phone:
        return Attempted.NO_ADDRESS
    body, headers = gateway.request(phone=phone, text=text, delivery=str(attempt.pk))
    return OUTCOMES[webhooks.post(gateway.url, body, headers)]


ADAPTERS: Mapping[Channel, Adapter] = {
    Channel.EMAIL: to_person_by_email,
    Channel.TEAM_EMAIL: to_team_by_email,
    Channel.WEBHOOK: to_webhook,
    Channel.SMS: by_sms,
    Channel.VOICE: by_voice,
}
