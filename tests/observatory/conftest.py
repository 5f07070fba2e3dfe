from pathlib import Path

import pytest
from pytest_django import Settings

from vigie.core import keys


@pytest.fixture(autouse=True)
def instance(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of its own, with its keys."""
    settings.DATA_DIR = tmp_path
    keys.make_missing_keys(keys.keys_folder())
    return tmp_path
