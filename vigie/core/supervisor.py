"""Running a few processes as one: they start and stop together.

Those that others can do without for a while are started again when they end.
"""

import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event

GLANCE_SECONDS = 0.2
# Long enough that one that cannot start does not fill the logs, short enough for a mail.
SECONDS_BEFORE_STARTING_AGAIN = 5
SECONDS_TO_FINISH = 15
STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

logger = logging.getLogger(__name__)


class DiedByItself(Exception):  # noqa: N818 - reads as what happened
    """A process ended without being asked; the others were stopped."""


@dataclass
class Supervisor:
    """Starts commands by name, stops all of them when told to stop.

    A command that ends by itself stops the others too, unless it is among `spared`: then it
    is started again after a pause, and the others go on.
    """

    commands: dict[str, Sequence[str]]
    spared: frozenset[str] = frozenset()
    _stop: Event = field(default_factory=Event)
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _start_again_at: dict[str, float] = field(default_factory=dict)

    def run(self, *, glance: Callable[[], None]) -> None:
        """Run until a stopping signal; `glance` is called several times a second.

        Raises:
            DiedByItself: a process that is not spared ended; its name and exit code are told.
        """
        previous = {number: signal.signal(number, self._told) for number in STOPPING_SIGNALS}
        try:
            self._start()
            self._watch(glance)
        finally:
            self._finish()
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _told(self, *_: object) -> None:
        self._stop.set()

    def _start(self) -> None:
        for name in self.commands:
            self._start_one(name)

    def _start_one(self, name: str) -> None:
        # A group of its own: Ctrl-C reaches it through us, once.
        self._running[name] = subprocess.Popen(self.commands[name], process_group=0)  # noqa: S603 - our own commands

    def _watch(self, glance: Callable[[], None]) -> None:
        while not self._stop.wait(GLANCE_SECONDS):
            for name, process in list(self._running.items()):
                if process.poll() is not None:
                    self._ended(name, process.returncode)
            glance()

    def _ended(self, name: str, exit_code: int) -> None:
        said = f"{name} ended by itself (exit code {exit_code})"
        if name not in self.spared:
            raise DiedByItself(said)
        if name not in self._start_again_at:
            logger.error("%s; it will be started again.", said)
            self._start_again_at[name] = time.monotonic() + SECONDS_BEFORE_STARTING_AGAIN
        elif time.monotonic() >= self._start_again_at[name]:
            del self._start_again_at[name]
            self._start_one(name)

    def _finish(self) -> None:
        """Ask each to stop; kill whatever has not after a while, with its own children."""
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + SECONDS_TO_FINISH
        for process in self._running.values():
            try:
                process.wait(max(deadline - time.monotonic(), 0))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
