"""Indicators of a mail: where it came from, what it says, what it carries."""

import hashlib
import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.incidents.indicators import UnreadableMail, find_in_mail
from vigie.incidents.indicators.mail import LARGEST_MAIL

ATTACHED = b"MZ\x90\x00 not really a program"


def mail() -> EmailMessage:
    """Return a phishing mail with a page and a file."""
    message = EmailMessage()
    message["From"] = "Service Paie <paie@evil-host.net>"
    message["Reply-To"] = "other@evil-reply.net"
    message["To"] = "victim@hospital-essais.eu"
    message["Subject"] = "Facture à régler: evil-subject.net"
    message["Message-ID"] = "<abc@message-id-host.net>"
    message["Received"] = "from mx.evil-relay.net ([185.12.45.7]) by mx.hospital-essais.eu"
    message.set_content("Bonjour, voir hxxp://evil-text[.]net/a")
    message.add_alternative(
        '<p>Cliquez <a href="https://evil-link.net/b?x=1&amp;y=2">ici</a></p>', subtype="html"
    )
    message.add_attachment(
        ATTACHED, maintype="application", subtype="octet-stream", filename="Facture n° 3.exe"
    )
    return message


def values(raw: bytes) -> set[tuple[str, str]]:
    return {(each.kind, each.value) for each in find_in_mail(raw).candidates}


def test_headers_body_links_and_attachments_are_searched() -> None:
    found = values(mail().as_bytes())
    assert found >= {
        ("email", "paie@evil-host.net"),
        ("email", "other@evil-reply.net"),
        ("ipv4", "185.12.45.7"),
        ("domain", "mx.evil-relay.net"),
        ("domain", "evil-subject.net"),
        ("url", "http://evil-text.net/a"),
        ("url", "https://evil-link.net/b?x=1&y=2"),
        ("sha256", hashlib.sha256(ATTACHED).hexdigest()),
    }


def test_neither_the_recipient_nor_identifiers_of_messages_are_taken_for_indicators() -> None:
    found = {value for _kind, value in values(mail().as_bytes())}
    assert "victim@hospital-essais.eu" not in found
    assert "message-id-host.net" not in found


def test_an_attachment_is_named_and_hashed_and_nothing_more() -> None:
    found = find_in_mail(mail().as_bytes())
    assert found.attachments == [("Facture n° 3.exe", hashlib.sha256(ATTACHED).hexdigest())]


def test_a_mail_within_a_mail_is_searched_too() -> None:
    outer = EmailMessage()
    outer["Subject"] = "Signalement"
    outer.set_content("Voir le message joint")
    outer.add_attachment(mail())
    assert ("email", "paie@evil-host.net") in values(outer.as_bytes())


@pytest.mark.parametrize(
    "raw",
    [
        b"From: =?nonsense?B?////?= <a@evil-host.net>\n\nx",
        b"From: a@evil-host.net\nContent-Type: text/plain; charset=nonsense\n\nx",
        b"From: a@evil-host.net\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: a@evil-host.net\nContent-Type: multipart/mixed\n\nno boundary",
        b'From: a@evil-host.net\nContent-Type: text/html\n\n<a href="x<<<<"><!--<![CDATA[',
        b"From: a@evil-host.net\nContent-Disposition: attachment; filename*=x'y'%zz\n\nx",
        b"From: a@evil-host.net\r\n\r\n\xff\xfe\x00\x00",
    ],
)
def test_a_broken_mail_is_read_as_far_as_it_goes(raw: bytes) -> None:
    assert ("email", "a@evil-host.net") in values(raw)


@pytest.mark.parametrize("raw", [b"", b"\0" * 100, b"no header at all", b"x" * (LARGEST_MAIL + 1)])
def test_what_is_no_mail_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableMail):
        find_in_mail(raw)


@pytest.mark.parametrize("piece", ["<a ", "<", "<!--", "href=", "href='", "<a href=x", "&#", "</"])
def test_a_page_made_to_be_read_for_ever_is_read_at_once(piece: str) -> None:
    page = (piece * 200_000)[:200_000]
    began = time.monotonic()
    find_in_mail(f"From: a@evil-host.net\nContent-Type: text/html\n\n{page}".encode())
    assert time.monotonic() - began < 15


def test_parts_within_parts_without_end_are_refused_or_read() -> None:
    depth = 2_000
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    try:
        find_in_mail(b"From: a@evil-host.net\n" + nested)
    except UnreadableMail:
        return


@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=600), head=st.text(max_size=120))
def test_any_bytes_are_read_or_refused(body: bytes, head: str) -> None:
    raw = b"Subject: " + head.encode("utf-8", "replace") + b"\n" + body
    try:
        find_in_mail(raw)
    except UnreadableMail:
        return
