"""The mode of this process: `demo` unless VIGIE_MODE says otherwise."""

import os

MODES = ("demo", "production", "test")


class UnknownMode(Exception):  # noqa: N818 - reads as the answer it is
    """VIGIE_MODE names no mode."""


def choose_settings() -> None:
    """Have Django read the settings of the mode, unless DJANGO_SETTINGS_MODULE names others.

    Raises:
        UnknownMode: VIGIE_MODE is neither demo nor production.
    """
    mode = os.environ.get("VIGIE_MODE", "demo")
    if mode not in MODES:
        raise UnknownMode(f"VIGIE_MODE={mode} is not a mode: demo or production.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"vigie.config.settings.{mode}")
