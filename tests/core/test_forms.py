"""A form takes anything and lets nothing unsound through."""

import pytest
from django import forms
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.pages import Story
from vigie.core.forms import VigieForm
from vigie.core.forms.base import LINE_MAX_LENGTH, TEXT_MAX_LENGTH

FIELDS = list(Story.base_fields)
ANSWERS = st.dictionaries(
    st.sampled_from([*FIELDS, "detected_at_0", "detected_at_1"]), st.text(max_size=60)
)


class Notes(VigieForm):
    line = forms.CharField(required=False)
    text = forms.CharField(required=False, widget=forms.Textarea)
    short = forms.CharField(required=False, max_length=5)
    number = forms.IntegerField(required=False)
    several = forms.MultipleChoiceField(required=False, choices=[("a", "A"), ("b", "B")])


@settings(deadline=None)
@given(ANSWERS)
def test_whatever_is_typed_the_form_answers(typed: dict[str, str]) -> None:
    form = Story(typed)
    form.is_valid()
    assert str(form)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_that_comes_through_holds_a_control_character(text: str) -> None:
    form = Notes({"text": text})
    assert form.is_valid()
    kept = form.cleaned_data["text"]
    assert all(
        character.isprintable() or character in "\t\n" or ord(character) > 0x9F
        for character in kept
    )


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n", "\u2028"])
def test_newlines_are_of_one_kind(newline: str) -> None:
    form = Notes({"text": f"one{newline}two"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "one\ntwo"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("line", "x" * (LINE_MAX_LENGTH + 1)),
        ("text", "x" * (TEXT_MAX_LENGTH + 1)),
        ("short", "123456"),
        ("number", "99999999999"),
        ("number", "-99999999999"),
        ("number", "9" * 6000),
        ("number", "nan"),
    ],
)
def test_nothing_is_without_a_bound(field: str, value: str) -> None:
    form = Notes({field: value})
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_a_text_that_is_too_long_is_kept_on_the_page() -> None:
    form = Notes({"short": "123456"})
    assert "123456" in str(form["short"])
    assert "maxlength" not in str(form["short"])


def test_several_answers_stay_several() -> None:
    form = Story.unchecked({"systems": "a"})
    assert form["systems"].value() == ["a"]


def test_a_form_shown_again_is_never_taken_for_a_checked_one() -> None:
    assert not Notes.unchecked({"line": "fine"}).is_valid()
    assert Notes({"line": "fine"}).is_valid()
