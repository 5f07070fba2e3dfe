"""Running a job several times, so that one figure is not one accident."""

import time
from collections.abc import Callable


def best_of(times: int, job: Callable[[], object]) -> float:
    """Return the shortest of several runs, in seconds."""
    return min(_seconds(job) for _ in range(times))


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start
