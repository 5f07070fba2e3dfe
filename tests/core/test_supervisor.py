"""Web server and worker start and stop together; the worker is started again."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vigie.core.supervisor import DiedByItself, Supervisor

FOREVER = [sys.executable, "-c", "import signal; signal.pause()"]
DEAF_PROGRAM = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
signal.pause()
"""
DEAF = [sys.executable, "-c", DEAF_PROGRAM]
AT_ONCE = [sys.executable, "-c", "raise SystemExit(3)"]


def nothing() -> None:
    """Look at nothing."""


def pids(supervisor: Supervisor) -> list[int]:
    return [process.pid for process in supervisor._running.values()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_of_them_without_an_error(number: signal.Signals) -> None:
    supervisor = Supervisor({"web": FOREVER, "worker": FOREVER})
    supervisor.run(glance=lambda: signal.raise_signal(number))

    assert len(pids(supervisor)) == 2
    assert not any(alive(pid) for pid in pids(supervisor))


def test_when_one_dies_the_others_are_stopped_and_it_is_named() -> None:
    supervisor = Supervisor({"web": FOREVER, "worker": AT_ONCE})

    with pytest.raises(DiedByItself, match=r"worker ended by itself \(exit code 3\)"):
        supervisor.run(glance=nothing)
    assert not any(alive(pid) for pid in pids(supervisor))


def test_one_that_is_spared_is_started_again_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("vigie.core.supervisor.SECONDS_BEFORE_STARTING_AGAIN", 0)
    starts = tmp_path / "starts"
    said = f"open({str(starts)!r}, 'a').write('started ')"
    supervisor = Supervisor(
        {"web": FOREVER, "worker": [sys.executable, "-c", said]}, frozenset({"worker"})
    )

    def stop_at_the_third_start() -> None:
        assert alive(supervisor._running["web"].pid)
        if starts.exists() and starts.read_text().count("started") == 3:
            signal.raise_signal(signal.SIGTERM)

    supervisor.run(glance=stop_at_the_third_start)

    assert not any(alive(pid) for pid in pids(supervisor))


def test_one_that_does_not_listen_is_killed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("vigie.core.supervisor.SECONDS_TO_FINISH", 0.1)
    supervisor = Supervisor({"web": DEAF})
    supervisor.run(glance=stop_once_said("deaf", capfd))

    assert not any(alive(pid) for pid in pids(supervisor))


def stop_once_said(word: str, capfd: pytest.CaptureFixture[str]) -> Callable[[], None]:
    def glance() -> None:
        if word in capfd.readouterr().out:
            signal.raise_signal(signal.SIGTERM)

    return glance


def test_signals_are_handled_as_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)
    Supervisor({"web": FOREVER}).run(glance=lambda: signal.raise_signal(signal.SIGTERM))

    assert signal.getsignal(signal.SIGTERM) == before
