"""Three languages, complete."""

import pytest

from vigie.core import catalogues


@pytest.mark.parametrize("language", catalogues.languages())
def test_every_message_is_translated(language: str) -> None:
    assert [flaw for flaw in catalogues.flaws() if flaw.startswith(f"{language}:")] == []
