"""Has charts drawn by processes of their own, one at a time, and keeps the last ones.

One draws what visitors ask for, another what the desk publishes: neither waits for the other.
"""

import atexit
import json
import os
import subprocess
import sys
from functools import lru_cache
from threading import BoundedSemaphore, Lock, Timer

from vigie.observatory.drawing.drawings import Drawing

# A drawing takes half a second on a slow machine, and the first one some seconds more.
LONGEST_SECONDS = 30
# Who else asks is told to come back: threads that wait for charts would miss for declarations.
MOST_WAITING = 4
# Forty kilobytes each.
MOST_KEPT = 200
# After so long without a drawing the process, which holds 160 megabytes, is ended.
REST_SECONDS = 120


class CannotDrawError(Exception):
    """The engine failed, or too many charts are being asked for: ask again later."""


class Draughtsman:
    """The process that draws: started when first needed, and again after it failed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = Lock()
        self._rest: Timer | None = None
        self._places = BoundedSemaphore(1 + MOST_WAITING)

    def draw(self, drawing: Drawing) -> str:
        """Return a drawing as SVG; raises CannotDrawError."""
        if not self._places.acquire(blocking=False):
            raise CannotDrawError("too many charts are being drawn")
        try:
            return self._drawn(drawing.as_json())
        finally:
            self._places.release()

    def render(self, specification: str) -> str:
        """Return a Vega-Lite specification as SVG, however many wait; raises CannotDrawError."""
        return self._drawn(json.dumps({"specification": specification}))

    def _drawn(self, asked: str) -> str:
        with self._lock:
            try:
                return self._answer(asked)
            finally:
                self._rest_later()

    def _rest_later(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
        self._rest = Timer(REST_SECONDS, self._end_unless_drawing)
        self._rest.daemon = True
        self._rest.start()

    def _end_unless_drawing(self) -> None:
        if self._lock.acquire(blocking=False):
            try:
                self.end()
            finally:
                self._lock.release()

    def _answer(self, asked: str) -> str:
        process = self._running()
        limit = Timer(LONGEST_SECONDS, process.kill)
        limit.start()
        try:
            assert process.stdin  # noqa: S101 - for the type checker: both are pipes
            assert process.stdout  # noqa: S101
            process.stdin.write(asked + "\n")
            process.stdin.flush()
            svg: str = json.loads(process.stdout.readline())["svg"]
        except (OSError, ValueError, LookupError) as error:
            self.end()
            raise CannotDrawError(type(error).__name__) from error
        finally:
            limit.cancel()
        return svg

    def end(self) -> None:
        """End the process; the next drawing starts another."""
        if self._process is not None:
            self._process.kill()
            # Waits for it, and closes what led to it.
            self._process.communicate()
            self._process = None

    def _running(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is not None:
            self.end()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "vigie.observatory.drawing.engine"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                # Nothing of the environment of a process that knows secrets.
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self._process


_for_visitors, _for_the_desk = Draughtsman(), Draughtsman()
atexit.register(_for_visitors.end)
atexit.register(_for_the_desk.end)


@lru_cache(maxsize=MOST_KEPT)
def draw(drawing: Drawing) -> str:
    """Return a drawing as SVG, in the words and numbers that it holds.

    Raises:
        CannotDrawError: the engine failed, or too many charts are being asked for.
    """
    return _for_visitors.draw(drawing)


@lru_cache(maxsize=MOST_KEPT)
def render(specification: str) -> str:
    """Return a Vega-Lite specification, as JSON, as SVG: for what the desk publishes.

    Raises:
        CannotDrawError: the engine failed.
    """
    return _for_the_desk.render(specification)
