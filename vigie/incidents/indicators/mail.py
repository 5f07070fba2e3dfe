"""Indicators of a mail as it was received (.eml): where it came from, what it says and carries."""

import hashlib
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from html import unescape

from vigie.incidents.indicators.extraction import Found, find

LARGEST_MAIL = 5_000_000
MOST_PARTS = 100
# What tells where a mail came from. Identifiers of messages and signatures only look like names.
HEADERS = (
    "From",
    "Sender",
    "Reply-To",
    "Return-Path",
    "Received",
    "X-Originating-IP",
    "X-Sender-IP",
    "X-Mailer",
    "User-Agent",
    "Subject",
    "List-Unsubscribe",
)
LONGEST_NAME = 200
LINK = re.compile(
    r"""\b(?:href|src|action|formaction|background|data)\s*=\s*"""
    r"""(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})'|([^\s"'<>]{1,2000}))""",
    re.IGNORECASE,
)
TAG = re.compile(r"<[^<>]{0,4000}>")
BRACKETS = re.compile(r"[()\[\]<>]")


class UnreadableMail(ValueError):  # noqa: N818 - reads as the answer it is
    """This is no mail, or one made to be read by nobody."""


def find_in_mail(raw: bytes) -> Found:
    """Return what looks like an indicator in a mail; attachments are hashed, never kept.

    Raises UnreadableMail.
    """
    if len(raw) > LARGEST_MAIL:
        raise UnreadableMail("too large")
    try:
        message = BytesParser(policy=compat32).parsebytes(raw)
        parts = [part for _, part in zip(range(MOST_PARTS), message.walk(), strict=False)]
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError) as error:
        raise UnreadableMail from error
    if not any(message.get(name) for name in ("From", "Received", "Date", "Subject")):
        raise UnreadableMail("no header of a mail")
    attached = [(_file_name(part), _bytes_of(part)) for part in parts if _is_file(part)]
    hashed = [(name, hashlib.sha256(content).hexdigest()) for name, content in attached if content]
    text = "\n".join([*_headers(parts), *_texts(parts)])
    found = find(text, extra=[("sha256", value) for _name, value in hashed])
    found.attachments = hashed
    return found


def _headers(parts: list[Message]) -> Iterator[str]:
    """Yield what the headers tell, those of mails within the mail too."""
    for part in parts:
        for name in HEADERS:
            for value in part.get_all(name, []):
                # Relays put addresses between several brackets, which hide a name beside them.
                yield BRACKETS.sub(" ", _decoded(str(value)))


def _texts(parts: list[Message]) -> Iterator[str]:
    for part in parts:
        if part.get_content_maintype() == "text" and not _is_file(part):
            text = _in_clear(part)
            yield _readable(text) if part.get_content_subtype() == "html" else text


def _is_file(part: Message) -> bool:
    if part.is_multipart():
        return False
    return part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment"


def _bytes_of(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError):
        return b""
    return content if isinstance(content, bytes) else b""


def _in_clear(part: Message) -> str:
    content = _bytes_of(part)
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _decoded(value: str) -> str:
    """Return a header in clear; as it stands where its encoding is broken."""
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, TypeError):
        return value


def _file_name(part: Message) -> str:
    try:
        name = _decoded(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        name = ""
    return name[:LONGEST_NAME] or part.get_content_type()


def _readable(html: str) -> str:
    """Return the words of a page, and where its links lead.

    Not by `html.parser`, which needs time that grows with the square of a broken page.
    """
    links = "\n".join(max(found) for found in LINK.findall(html))
    return unescape(f"{TAG.sub(' ', html)}\n{links}")
