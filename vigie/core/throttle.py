"""Slowing down whoever fails again and again. Append-only rows: a front process may not update.

A subject (an address, a reference) is stored as a keyed digest only, for a day.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from vigie.core.models import FailedAttempt

# A person who mistypes is not slowed; the next waits double from one second to a quarter hour.
FREE_ATTEMPTS = 5
MEMORY = timedelta(hours=1)
FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=15)
LARGEST_EXPONENT = 16
KEPT = timedelta(days=1)


def note_failure(scope: str, subject: str) -> None:
    """Note that `subject` failed at `scope`."""
    FailedAttempt(scope=scope, subject=_digest(scope, subject)).save(force_insert=True)


def wait_before_next(scope: str, subject: str, *, longest: timedelta = LONGEST_WAIT) -> timedelta:
    """Return how long `subject` must still wait before its next attempt at `scope`."""
    now = timezone.now()
    lately = FailedAttempt.objects.filter(
        scope=scope, subject=_digest(scope, subject), at__gt=now - MEMORY
    ).order_by("-at")
    # The longest wait is reached long before: no need to count further.
    failures = list(lately.values_list("at", flat=True)[: FREE_ATTEMPTS + LARGEST_EXPONENT])
    if len(failures) < FREE_ATTEMPTS:
        return timedelta(0)
    wait = min(FIRST_WAIT * (1 << (len(failures) - FREE_ATTEMPTS)), longest)
    return max(failures[0] + wait - now, timedelta(0))


def prune() -> int:
    """Forget what no longer slows anybody; return how many failures that was."""
    count, _ = FailedAttempt.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return count


def _digest(scope: str, subject: str) -> str:
    return salted_hmac(f"vigie.throttle.{scope}", subject, algorithm="sha256").hexdigest()
