"""Templates of messages: for every kind of incident, in every language, or refused precisely."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.taxonomy import terms
from vigie.taxonomy.datafile import LANGUAGES, MalformedDataError
from vigie.taxonomy.message_templates import (
    PLACEHOLDERS,
    UnknownTemplateError,
    all_templates,
    fill,
    read_templates,
    template,
    templates_for,
)

KINDS = terms.scheme("incident_kind").codes
EVERY_CASE = ("acknowledgement", "report_request", "support_offer", "closing")
SOUND = """
name = "sound"
version = "1.0"
date = 2026-11-27
source = "test"

[[templates]]
code = "hello"
moment = "closing"
kinds = ["phishing"]
label = { fr = "a", en = "b", es = "c" }
subject = { fr = "a", en = "b", es = "c" }
body = { fr = "{reference}", en = "{reference}", es = "{reference}" }
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sound.toml"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "moment", ["acknowledgement", "report_request", "support_offer", "closing"]
)
def test_every_kind_of_incident_has_the_messages_of_every_case(kind: str, moment: str) -> None:
    assert [each for each in templates_for([kind]) if each.moment == moment]


@pytest.mark.parametrize(
    "kind",
    ["ransomware", "phishing", "account_compromise", "data_theft", "malware", "denial_of_service"],
)
def test_the_commonest_attacks_have_first_steps_of_their_own(kind: str) -> None:
    first = templates_for([kind])[0]
    assert (first.moment, kind in first.kinds) == ("first_steps", True)


def test_a_provider_failure_is_told_to_all() -> None:
    assert templates_for(["provider_failure"])[0].moment == "information"


@pytest.mark.parametrize("code", all_templates())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_complete_and_fits_the_form(code: str, language: str) -> None:
    message = template(code)
    assert 0 < len(message.subject.in_language(language)) <= 120
    assert 200 < len(message.body.in_language(language)) <= 5_000
    assert message.source
    for words in (message.subject, message.body):
        left = set(re.findall(r"\{(\w*)\}", words.in_language(language)))
        assert left <= set(PLACEHOLDERS)


def test_a_sound_file_is_read(file: Path) -> None:
    file.write_text(SOUND)
    (found,) = read_templates(file)
    assert (found.code, found.fits(["phishing"]), found.fits(["fraud"])) == ("hello", True, False)


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('"closing"', '"teatime"', "is not a moment"),
        ('"phishing"', '"teapot"', "is not a kind of incident"),
        ('en = "{reference}"', 'en = "{referense}"', "no placeholder {referense}"),
        ('en = "{reference}"', 'en = "your case"', "not the same placeholders in en"),
        (', es = "{reference}"', "", "lacks es"),
        ('code = "hello"', "", "“code” must be a text"),
        ("kinds =", "kind =", "unknown key kind"),
        ("[[templates]]", "[[template]]", "unknown key template"),
    ],
)
def test_a_malformed_file_is_refused_by_its_fault(
    file: Path, good: str, bad: str, fault: str
) -> None:
    assert good in SOUND
    file.write_text(SOUND.replace(good, bad))
    with pytest.raises(MalformedDataError, match=re.escape(fault)) as refused:
        read_templates(file)
    assert "sound.toml" in str(refused.value)


def test_an_unknown_template_is_said_so() -> None:
    with pytest.raises(UnknownTemplateError):
        template("teapot")


def test_what_is_filled_in_is_not_read_again() -> None:
    values = {"structure": "{reference} {x}", "reference": "VIG-1"}
    assert fill("{structure} {reference} {other} {}", values) == "{reference} {x} VIG-1 {other} {}"


@given(text=st.text(), value=st.text())
def test_any_text_is_filled(text: str, value: str) -> None:
    assert fill(text + "{reference}", {"reference": value}).endswith(value)
    assert fill(text, {}) == text
