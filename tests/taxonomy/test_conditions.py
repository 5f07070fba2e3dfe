"""Three-valued logic: what is not known may still apply."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.taxonomy.datafile import MalformedDataError, Table
from vigie.taxonomy.regimes.conditions import (
    AllOf,
    Answers,
    AnyOf,
    Condition,
    IsOneOf,
    Maybe,
    Not,
    Truth,
    parse,
)

ANSWERS = frozenset({"yes", "no", "unknown"})
VOCABULARY = {"a": ANSWERS, "b": ANSWERS, "several": frozenset({"x", "y"})}
A = {"fact": "a", "in": ["yes"]}
B = {"fact": "b", "in": ["yes"]}

leaves = st.builds(
    IsOneOf, st.sampled_from(["a", "b"]), st.frozensets(st.sampled_from(["yes", "no"]), min_size=1)
)
conditions = st.recursive(
    leaves,
    lambda part: st.one_of(
        st.builds(AnyOf, st.lists(part, min_size=1, max_size=3).map(tuple)),
        st.builds(AllOf, st.lists(part, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, part),
    ),
    max_leaves=8,
)
known = st.sampled_from(["yes", "no"])


def read(condition: dict[str, Any], **answers: str | tuple[str, ...] | None) -> Truth:
    return parse(Table(Path("x.toml"), "when", condition), VOCABULARY).read(answers)


@pytest.mark.parametrize(
    ("answer", "truth"),
    [("yes", Truth.TRUE), ("no", Truth.FALSE), ("unknown", Truth.UNKNOWN), (None, Truth.FALSE)],
)
def test_an_answer(answer: str | None, truth: Truth) -> None:
    assert read(A, a=answer) == truth


def test_a_question_left_out_decides_nothing() -> None:
    assert read(A) == Truth.FALSE


def test_unknown_may_be_what_is_looked_for() -> None:
    assert read({"fact": "a", "in": ["unknown"]}, a="unknown") == Truth.TRUE


@pytest.mark.parametrize(
    ("answers", "truth"), [((), Truth.FALSE), (("y",), Truth.FALSE), (("y", "x"), Truth.TRUE)]
)
def test_several_answers(answers: tuple[str, ...], truth: Truth) -> None:
    assert read({"fact": "several", "in": ["x"]}, several=answers) == truth


@pytest.mark.parametrize(
    ("a", "b", "either", "both"),
    [
        ("yes", "unknown", Truth.TRUE, Truth.UNKNOWN),
        ("no", "unknown", Truth.UNKNOWN, Truth.FALSE),
        ("no", "no", Truth.FALSE, Truth.FALSE),
        ("yes", "yes", Truth.TRUE, Truth.TRUE),
        ("unknown", "unknown", Truth.UNKNOWN, Truth.UNKNOWN),
    ],
)
def test_any_and_all(a: str, b: str, either: Truth, both: Truth) -> None:
    assert read({"any": [A, B]}, a=a, b=b) == either
    assert read({"all": [A, B]}, a=a, b=b) == both


def test_not_and_maybe() -> None:
    assert [read({"not": A}, a=a) for a in ("yes", "unknown", "no")] == [
        Truth.FALSE,
        Truth.UNKNOWN,
        Truth.TRUE,
    ]
    assert [read({"maybe": A}, a=a) for a in ("yes", "unknown", "no")] == [
        Truth.UNKNOWN,
        Truth.UNKNOWN,
        Truth.FALSE,
    ]


@given(condition=conditions, a=known, b=known)
def test_what_is_certain_with_an_unknown_stays_so_once_it_is_known(
    condition: Condition, a: str, b: str
) -> None:
    """A verdict given early is never contradicted by a later answer."""
    full: Answers = {"a": a, "b": b}
    settled = condition.read(full)
    assert settled != Truth.UNKNOWN
    partial: list[Answers] = [{"a": "unknown", "b": b}, {"a": a, "b": "unknown"}]
    for early in map(condition.read, partial):
        assert early in (settled, Truth.UNKNOWN)


@given(condition=conditions, a=st.sampled_from(sorted(ANSWERS)), b=st.sampled_from(sorted(ANSWERS)))
def test_maybe_never_makes_anything_certain(condition: Condition, a: str, b: str) -> None:
    assert Maybe(condition).read({"a": a, "b": b}) != Truth.TRUE


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        ({}, "a condition is"),
        ({"eval": "1"}, "a condition is"),
        ({**A, "any": [B]}, "a condition is"),
        ({"any": [A], "all": [B]}, "a condition is"),
        ({"any": []}, "“any” needs one condition at least"),
        ({"any": A}, "“any” must be a list of tables"),
        ({"not": [A]}, "“not” must be a table"),
        ({"fact": "c", "in": ["yes"]}, "“c” is not a fact; there are a, b, several"),
        ({"fact": "a", "in": ["maybe"]}, "a is never maybe"),
        ({"fact": "a", "in": []}, "“in” needs one code at least"),
        ({"fact": "a", "in": "yes"}, "“in” must be a list of texts"),
        ({"fact": "a", "in": [1]}, "“in” must be a list of texts"),
        (
            {"all": [A, {"maybe": {"any": [{"fact": "a", "in": ["x"]}]}}]},
            "when all[2] maybe any[1]",
        ),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(condition: dict[str, Any], fault: str) -> None:
    with pytest.raises(MalformedDataError) as caught:
        read(condition)
    assert fault in str(caught.value)
