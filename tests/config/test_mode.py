"""The mode and the role of a process are chosen by name, and a wrong name starts nothing."""

import os
import subprocess
import sys

import pytest

from vigie.config import command
from vigie.config.mode import UnknownMode, choose_settings


@pytest.fixture(autouse=True)
def _nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    monkeypatch.delenv("VIGIE_MODE", raising=False)


def test_a_newcomer_gets_the_demonstration() -> None:
    choose_settings()

    assert os.environ["DJANGO_SETTINGS_MODULE"] == "vigie.config.settings.demo"


def test_production_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_MODE", "production")
    choose_settings()

    assert os.environ["DJANGO_SETTINGS_MODULE"] == "vigie.config.settings.production"


def test_a_wrong_mode_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_MODE", "prod")

    with pytest.raises(UnknownMode):
        choose_settings()
    with pytest.raises(SystemExit, match="VIGIE_MODE=prod is not a mode: demo or production"):
        command.main()


def test_a_wrong_role_starts_nothing() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import vigie.config.settings.base"],
        env={**os.environ, "VIGIE_ROLE": "Front"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert "VIGIE_ROLE=Front is not a role: front, desk or embedded." in ended.stderr


def test_ctrl_c_ends_any_command_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "execute_from_command_line", interrupted)

    with pytest.raises(SystemExit) as end:
        command.main()
    assert end.value.code == 130
