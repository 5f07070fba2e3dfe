"""Only the realm that is real tells anybody."""

import pytest
from django.core.mail import EmailMessage

from vigie.core import mail


@pytest.mark.parametrize("realm", ["demo", "import:hhs", "exercise:e1"])
def test_no_other_realm_sends_anything(realm: str, mailoutbox: list[EmailMessage]) -> None:
    sent = mail.send(realm=realm, to="duty@example.org", subject="Test", body="Test")

    assert not sent
    assert mailoutbox == []


def test_the_live_realm_sends_to_one_address(mailoutbox: list[EmailMessage]) -> None:
    assert mail.send(realm="live", to="duty@example.org", subject="A word", body="Come and see.")

    assert [(m.to, m.subject, m.body) for m in mailoutbox] == [
        (["duty@example.org"], "A word", "Come and see.")
    ]


def test_a_subject_stays_one_line(mailoutbox: list[EmailMessage]) -> None:
    mail.send(realm="live", to="duty@example.org", subject="A\r\nBcc: all@example.org", body="x")

    assert mailoutbox[0].subject == "A Bcc: all@example.org"
    assert mailoutbox[0].bcc == []
