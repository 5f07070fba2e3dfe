"""What the law asks for: said where it is known, and said to be missing where it is not."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from vigie.config.operator import read_operator
from vigie.taxonomy.datafile import MalformedDataError

pytestmark = pytest.mark.django_db

MISSING = "to be completed by the operator"
GIVEN = """
name = "operator"
version = "1.0"
date = 2026-01-31
source = "A test"

[operator]
name = "Agency <of health>"
dpo = "dpo@agency.example"
contact = "contact@agency.example"
retention = { fr = "Dix ans", en = "Ten years", es = "Diez años" }
"""


def operator(folder: Path, given: str = GIVEN) -> str:
    path = folder / "operator.toml"
    path.write_text(given)
    return str(path)


def page(client: Client, name: str, language: str = "en") -> str:
    return client.get(f"/{language}/{name}/").content.decode()


@pytest.mark.parametrize(
    ("name", "missing"), [("legal", 5), ("personal-data", 6), ("accessibility", 2)]
)
def test_what_nobody_said_is_not_made_up(client: Client, name: str, missing: int) -> None:
    assert page(client, name).count(MISSING) == missing


def test_what_the_operator_says_of_itself_is_shown(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.VIGIE_OPERATOR = read_operator(operator(tmp_path))

    for name in ("legal", "personal-data", "accessibility"):
        assert "Agency &lt;of health&gt;" in page(client, name)
    assert "dpo@agency.example" in page(client, "personal-data")
    assert "Ten years" in page(client, "personal-data")
    assert "Dix ans" in page(client, "personal-data", "fr")
    assert page(client, "personal-data").count(MISSING) == 3


@pytest.mark.parametrize(
    "wrong", ['surprise = "x"', "name = 3", 'retention = { fr = "Dix ans" }', "[elsewhere]"]
)
def test_a_malformed_file_is_refused_by_name(tmp_path: Path, wrong: str) -> None:
    given = (
        GIVEN.split("[operator]", maxsplit=1)[0]
        + ("" if "else" in wrong else "[operator]\n")
        + wrong
    )
    with pytest.raises(MalformedDataError, match=r"operator\.toml"):
        read_operator(operator(tmp_path, given))


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_every_page_leads_to_them(client: Client, language: str) -> None:
    shown = client.get(f"/{language}/declare/").content.decode()
    for name in ("legal", "personal-data", "accessibility", "observatory"):
        assert f'href="/{language}/{name}/"' in shown[shown.index("<footer") :]


def test_the_link_says_the_state_of_accessibility(client: Client) -> None:
    assert "Accessibilité\xa0: non conforme" in page(client, "legal", "fr")
    assert "not compliant" in page(client, "accessibility")
