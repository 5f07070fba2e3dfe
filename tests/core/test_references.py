"""A reference survives the telephone: slips are caught, the way it is typed is forgiven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.core.references import ALPHABET, MalformedReference, new_reference, normalise

bodies = st.builds(lambda _: new_reference()[4:].replace("-", ""), st.integers())


def test_is_said_in_two_groups_of_four_after_its_prefix() -> None:
    prefix, first, second = new_reference("INC").split("-")

    assert prefix == "INC"
    assert len(first) == len(second) == 4
    assert set(first + second) <= set(ALPHABET)


def test_holds_none_of_the_characters_that_are_mistaken_for_another() -> None:
    assert not set(ALPHABET) & set("01OIL")


def test_does_not_repeat() -> None:
    assert len({new_reference() for _ in range(2_000)}) == 2_000


@given(bodies)
def test_is_read_whatever_its_case_spaces_and_prefix(body: str) -> None:
    reference = f"VIG-{body[:4]}-{body[4:]}"

    for typed in (
        reference,
        reference.lower(),
        body,
        f" vig {body} ",
        f"VIG–{body[:4]} {body[4:]}",
    ):
        assert normalise(typed) == reference


@given(bodies, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(body: str, place: int, wrong: str) -> None:
    slipped = body[:place] + wrong + body[place + 1 :]

    if slipped != body:
        with pytest.raises(MalformedReference):
            normalise(slipped)


@given(bodies, st.integers(0, 7), st.integers(0, 7))
def test_two_characters_swapped_are_caught(body: str, one: int, other: int) -> None:
    swapped = list(body)
    swapped[one], swapped[other] = swapped[other], swapped[one]

    if "".join(swapped) != body:
        with pytest.raises(MalformedReference):
            normalise("".join(swapped))


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        reference = normalise(typed)
    except MalformedReference:
        return
    assert normalise(reference) == reference


@pytest.mark.parametrize("typed", ["", "VIG", "VIG-", "\0" * 8, "V" * 10_000_000, "ABC-2222-2222"])
def test_what_is_no_reference_is_refused(typed: str) -> None:
    with pytest.raises(MalformedReference):
        normalise(typed)
