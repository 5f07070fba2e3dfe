"""Running a few processes as one: they start together, and none outlives another."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event

GLANCE_SECONDS = 0.2
SECONDS_TO_FINISH = 15
STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class DiedByItself(Exception):  # noqa: N818 - reads as what happened
    """A process ended without being asked; the others were stopped."""


@dataclass
class Supervisor:
    """Starts commands by name, stops all of them when one ends or when told to stop."""

    commands: dict[str, Sequence[str]]
    _stop: Event = field(default_factory=Event)
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def run(self, *, glance: Callable[[], None]) -> None:
        """Run until a stopping signal; `glance` is called several times a second.

        Raises:
            DiedByItself: a process ended first; its name and exit code are told.
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
        for name, command in self.commands.items():
            # A group of its own: Ctrl-C reaches it through us, once.
            self._running[name] = subprocess.Popen(command, process_group=0)  # noqa: S603 - our own commands

    def _watch(self, glance: Callable[[], None]) -> None:
        while not self._stop.wait(GLANCE_SECONDS):
            for name, process in self._running.items():
                if process.poll() is not None:
                    raise DiedByItself(f"{name} ended by itself (exit code {process.returncode})")
            glance()

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
