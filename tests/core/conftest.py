"""The tests' own pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings


@pytest.fixture
def pages(settings: Settings) -> None:
    """Serve the pages of `tests.core.pages` instead of the house's."""
    settings.ROOT_URLCONF = "tests.core.pages"
    settings.VIGIE_MENU = [("tests:story", "Story"), ("desk:queue", "Desk"), ("none:none", "None")]
    folder = str(Path(__file__).parent / "templates")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [folder]}]


@pytest.fixture
def english() -> Iterator[None]:
    """Speak English outside any request."""
    with translation.override("en"):
        yield
