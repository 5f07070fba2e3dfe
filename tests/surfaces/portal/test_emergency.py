"""Whom to call: the numbers of France, or those of the country that runs this instance."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from tests.surfaces.portal.pages import page, text
from vigie.config.emergency import FRENCH_NUMBERS, emergency_numbers
from vigie.taxonomy.datafile import MalformedDataError

HEAD = 'name = "numbers"\nversion = "1"\ndate = 2026-01-31\nsource = "The services"\n'
ENTRY = """
[[numbers]]
name = "CERT of Elsewhere"
number = "+352 12 34"
what = { fr = "Jour et nuit", en = "Day and night", es = "Día y noche" }
"""


def test_each_number_of_france_can_be_dialled_or_is_a_site() -> None:
    links = {number.name: number.link for number in FRENCH_NUMBERS}
    assert links == {"SAMU": "tel:15", "CERT Santé": "tel:0972439125", "17Cyber": ""}


def test_another_country_names_its_own(
    declarant: Client, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "numbers.toml"
    file.write_text(HEAD + ENTRY)
    settings.VIGIE_EMERGENCY_NUMBERS = emergency_numbers(str(file))
    answer = declarant.get(page("declare", "es"))
    assert 'href="tel:+3521234"' in answer.content.decode()
    assert "CERT of Elsewhere" in text(answer)
    assert "Día y noche" in text(answer)
    assert "CERT Santé" not in text(answer)


@pytest.mark.parametrize("broken", ["", HEAD + ENTRY.replace("number =", "nummer =")])
def test_a_broken_file_is_refused_by_name(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "numbers.toml"
    file.write_text(broken)
    with translation.override("en"), pytest.raises(MalformedDataError, match=r"numbers\.toml"):
        emergency_numbers(str(file))
