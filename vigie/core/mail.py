"""E-mail. Only the realm that notifies sends any, and no message holds sensitive content."""

from django.core.mail import EmailMessage

from vigie.core.realm import notifies


def send(*, realm: str, to: str, subject: str, body: str) -> bool:
    """Send one plain text e-mail; return whether this realm may.

    `subject` and `body` may hold a public reference and what to do, never what was declared:
    e-mail is read by others.

    Raises:
        OSError: the relay cannot be reached or refuses (smtplib's errors are OSErrors).
    """
    if not notifies(realm):
        return False
    # A subject is one line, whatever a translation or a reference would put in it.
    message = EmailMessage(subject=" ".join(subject.split()), body=body, to=[to])
    message.send()
    return True
