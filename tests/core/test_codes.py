"""The receipt code: typed by tired people, and giving nothing away to the server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.core import codes, sealing
from vigie.core.codes import ALPHABET, MalformedCode, new_code, normalise

any_code = st.builds(lambda _: new_code(), st.integers())


def test_has_seven_groups_of_four() -> None:
    groups = new_code().split("-")

    assert [len(group) for group in groups] == [4] * 7


def test_holds_at_least_128_bits() -> None:
    assert len(ALPHABET) ** (codes.LENGTH - 1) >= 2**128


def test_does_not_repeat() -> None:
    assert len({new_code() for _ in range(1_000)}) == 1_000


@given(any_code)
def test_is_read_whatever_its_case_and_spaces(code: str) -> None:
    for typed in (code.lower(), code.replace("-", ""), f"  {code.replace('-', ' ')}\n"):
        assert normalise(typed) == code


@given(any_code)
def test_letters_that_look_like_digits_are_read_as_digits(code: str) -> None:
    assert normalise(code.replace("0", "O").replace("1", "l")) == code
    assert normalise(code.replace("0", "o").replace("1", "I")) == code


@given(any_code, st.integers(0, 27), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(code: str, place: int, wrong: str) -> None:
    letters = code.replace("-", "")
    slipped = letters[:place] + wrong + letters[place + 1 :]

    if slipped != letters:
        with pytest.raises(MalformedCode):
            normalise(slipped)


@given(any_code, st.integers(0, 27), st.integers(0, 27))
def test_two_characters_swapped_are_caught(code: str, one: int, other: int) -> None:
    swapped = list(code.replace("-", ""))
    swapped[one], swapped[other] = swapped[other], swapped[one]

    if "".join(swapped) != code.replace("-", ""):
        with pytest.raises(MalformedCode):
            normalise("".join(swapped))


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        code = normalise(typed)
    except MalformedCode:
        return
    assert normalise(code) == code


@pytest.mark.parametrize("typed", ["", "-", "A" * 27, "U" * 28, "\0" * 28, "0" * 10_000_000])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(MalformedCode):
        normalise(typed)


def test_the_same_code_always_gives_the_same_keys() -> None:
    code = new_code()

    assert codes.derive(code) == codes.derive(code.lower().replace("-", " "))


def test_keys_of_a_code_never_change_from_one_version_to_the_next() -> None:
    keys = codes.derive("0000-0000-0000-0000-0000-0000-0000")

    assert keys.verifier == "a1ca8d9da27082f346c2ffdca54b13a2baf0393492bc974fccac2ee621c9ddd4"
    assert keys.recipient == "age1cc07z2zqmfprqae4sr7w705j0n57ax2h3mywqptdueqg6feeg5sszrkymm"


def test_each_key_is_apart_from_the_others() -> None:
    keys = codes.derive(new_code())

    assert len({keys.idempotency_key, keys.verifier, keys.cookie, keys.identity}) == 4


def test_what_is_sealed_to_the_recipient_is_opened_by_the_code_alone() -> None:
    code = new_code()
    sealed = sealing.seal(b"what was declared", [codes.derive(code).recipient])

    assert sealing.unseal(sealed, codes.derive(code).identity) == b"what was declared"
    with pytest.raises(sealing.CannotUnseal):
        sealing.unseal(sealed, codes.derive(new_code()).identity)


def test_a_verifier_is_opened_by_its_own_code_only() -> None:
    keys = codes.derive(new_code())

    assert keys.opens(keys.verifier)
    assert not keys.opens(codes.derive(new_code()).verifier)
    assert not keys.opens("0" * 64)
    assert not keys.opens("")


def test_printing_the_keys_tells_no_secret() -> None:
    keys = codes.derive(new_code())

    assert keys.identity not in repr(keys)
    assert keys.cookie not in repr(keys)
