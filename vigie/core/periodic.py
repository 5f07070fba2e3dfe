"""What each floor wants done by the clock: its `tasks` module says so, the worker does it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

Work = Callable[[], None]


class Periodic(NamedTuple):
    """Something to do at these minutes and hours, in UTC, in crontab's notation."""

    work: Work
    minute: str
    hour: str


_registered: list[Periodic] = []
_each_breath: list[Work] = []


def periodic(*, minute: str, hour: str = "*") -> Callable[[Work], Work]:
    """Have the decorated function run by the worker: `@periodic(minute="*/10")`.

    It must stand running twice at once, and running late.
    """

    def register(work: Work) -> Work:
        _registered.append(Periodic(work, minute, hour))
        return work

    return register


def each_breath(work: Work) -> Work:
    """Have the decorated function run by the worker every second or so, beside all else.

    It must stand running twice at once, and cost next to nothing where there is nothing to do.
    """
    _each_breath.append(work)
    return work


def done_each_breath() -> Iterator[Work]:
    """Yield what was registered to be done at each breath."""
    yield from _each_breath


def registered() -> Iterator[Periodic]:
    """Yield what was registered by the floors that are loaded."""
    yield from _registered
