"""The antivirus: clamd, over a Unix socket or TCP, where one is configured.

The content is streamed to it and it streams nothing back but a verdict.
"""

from dataclasses import dataclass
from typing import BinaryIO, cast

from clamav_client.clamd import (
    BufferTooLongError,
    ClamdError,
    ClamdNetworkSocket,
    ClamdUnixSocket,
)
from django.conf import settings

# Well below the outbox's lease.
SECONDS_TO_ANSWER = 120
DEFAULT_PORT = 3310


class ScannerDown(Exception):  # noqa: N818 - reads as the answer it is
    """The scanner does not answer, or gave up: to be tried again."""


class TooLargeToScan(Exception):  # noqa: N818 - reads as the answer it is
    """The scanner refuses a stream of this length."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says."""

    # Empty: nothing was found.
    signature: str


def is_configured() -> bool:
    """Tell whether this instance has a scanner."""
    return bool(settings.VIGIE_CLAMD)


def scan(content: BinaryIO) -> Verdict:
    """Have a stream scanned.

    Raises ScannerDown, or TooLargeToScan: clamd answers nothing of what it did not read to the
    end.
    """
    try:
        answer = _clamd().instream(content)
    except BufferTooLongError as error:
        raise TooLargeToScan from error
    except (BrokenPipeError, ConnectionResetError) as error:
        # Beyond its limit clamd hangs up without a word; so it does when it dies.
        raise (TooLargeToScan if _answers() else ScannerDown) from error
    except (ClamdError, OSError, UnicodeDecodeError) as error:
        raise ScannerDown from error
    for status, detail in answer.values():
        if status == "FOUND":
            return Verdict(signature=str(detail))
        if status == "OK":
            return Verdict(signature="")
    raise ScannerDown


def _answers() -> bool:
    try:
        return _clamd().ping() == "PONG"
    except (ClamdError, OSError):
        return False


def _clamd() -> ClamdNetworkSocket:
    where: str = settings.VIGIE_CLAMD
    if where.startswith(("/", "unix:")):
        return cast("ClamdNetworkSocket", ClamdUnixSocket(where, timeout=SECONDS_TO_ANSWER))
    host, _colon, port = where.removeprefix("tcp://").rpartition(":")
    if not host:
        host, port = where, str(DEFAULT_PORT)
    return ClamdNetworkSocket(host.strip("[]"), int(port), timeout=SECONDS_TO_ANSWER)
