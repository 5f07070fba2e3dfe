"""Opening a declaration with its reference and code: slowed for whoever fails again and again."""

from datetime import timedelta

from vigie.core import throttle
from vigie.declarations.selectors.receipts import OpenedReceipt, open_receipt

SCOPE = "receipt"
# A code of 135 bits cannot be guessed: this slows programs, and must not shut out a declarant.
LONGEST_WAIT = timedelta(seconds=60)


class TooManyTries(Exception):  # noqa: N818 - reads as the answer it is
    """Too many wrong codes came for this reference from this network: `seconds` to wait."""

    def __init__(self, seconds: int) -> None:
        """Say how long."""
        super().__init__(seconds)
        self.seconds = seconds


def open_slowly(reference: str, code: str, *, network: str) -> OpenedReceipt | None:
    """Return what `code` opens under `reference`, or None, and slow down who asks.

    Both must be normalised; `network` is that of whoever asks (`vigie.core.addresses`). The
    answer is the same, in the same time, whether the reference or the code is wrong. Runs under
    the front's database rights. Raises TooManyTries.
    """
    subject = f"{reference} {network}"
    if wait := throttle.wait_before_next(SCOPE, subject, longest=LONGEST_WAIT):
        raise TooManyTries(max(1, round(wait.total_seconds())))
    opened = open_receipt(reference, code)
    if opened is None:
        throttle.note_failure(SCOPE, subject)
    return opened
