"""Static files: ours, and of the design system only what its stylesheet uses."""

import re
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.management import call_command
from pytest_django import Settings

from vigie.core.staticfiles import STYLESHEET, NeededFilesFinder, design_system_files


def test_what_pages_use_is_collected_under_names_that_never_lie(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    collected = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert {STYLESHEET, "vigie/vigie.css", "vigie/icon.svg"} <= collected
    assert any(
        path.startswith("dsfr/dist/dsfr.main.min.") and path.endswith(".css.gz")
        for path in collected
    )
    # Of the 1,600 files of the design system: a hundred, each with its named copy and its gz.
    assert len(collected) < 500


def test_every_file_that_a_template_asks_for_is_collected() -> None:
    asked = {
        path
        for template in house.PACKAGE_DIR.rglob("templates/**/*.html")
        for path in re.findall(r"{% static ['\"]([^'\"]+)", template.read_text(encoding="utf-8"))
    }
    assert STYLESHEET in asked
    assert asked - {path for path, _storage in NeededFilesFinder().list([])} == set()


@pytest.mark.parametrize("emblem", ["favicon", "artwork", "pictogram"])
def test_no_emblem_of_the_state_is_collected(emblem: str) -> None:
    assert not [path for path in design_system_files() if emblem in path]
