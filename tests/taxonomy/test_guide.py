"""“Must I declare?”"""

import itertools
from pathlib import Path

import pytest
from django.utils import translation

from vigie.taxonomy.datafile import DATA, LANGUAGES, MalformedDataError
from vigie.taxonomy.regimes import must_declare, questions
from vigie.taxonomy.regimes.guide import read_guide

CODES = [question.code for question in questions()]
TRIGGERS = CODES[1:]
NOTHING_TOUCHED = dict.fromkeys(TRIGGERS, "no")


def test_the_questions_are_few_and_in_three_languages() -> None:
    assert CODES[0] == "structure"
    assert len(CODES) <= 6
    for question in questions():
        for language in LANGUAGES:
            assert question.text.in_language(language).rstrip().endswith("?")
            assert question.help.in_language(language)


@pytest.mark.parametrize("touched", TRIGGERS)
def test_a_hospital_touched_in_one_way_must_declare(touched: str) -> None:
    verdict = must_declare({"structure": "yes", **NOTHING_TOUCHED, touched: "yes"})
    assert (verdict.code, verdict.mandatory, verdict.nature) == ("mandatory", True, "mandatory")
    assert len(verdict.reasons) == 1


@pytest.mark.parametrize("unsure", TRIGGERS)
def test_a_hospital_that_is_not_sure_is_told_to_declare(unsure: str) -> None:
    verdict = must_declare({"structure": "yes", **NOTHING_TOUCHED, unsure: "unknown"})
    assert (verdict.code, verdict.recommended) == ("recommended", True)
    assert len(verdict.reasons) == 1


def test_who_is_not_sure_to_be_concerned_is_told_to_declare() -> None:
    verdict = must_declare({"structure": "unknown", **NOTHING_TOUCHED, "health_data": "yes"})
    assert verdict.recommended
    assert len(verdict.reasons) == 2


@pytest.mark.parametrize("structure", ["yes", "no", "unknown"])
def test_where_nothing_is_touched_a_declaration_is_welcome(structure: str) -> None:
    verdict = must_declare({"structure": structure, **NOTHING_TOUCHED})
    assert (verdict.voluntary, verdict.nature) == (True, "voluntary")


def test_others_are_welcome_and_told_why_nothing_obliges_them() -> None:
    verdict = must_declare({"structure": "no", **dict.fromkeys(TRIGGERS, "yes")})
    assert verdict.voluntary
    with translation.override("en"):
        assert "not among those" in str(verdict.reasons[0])
        assert "near miss" in str(verdict.text)


def test_questions_left_out_count_as_not_known() -> None:
    assert must_declare({}).recommended
    assert must_declare({"structure": "yes"}).recommended


def test_every_way_of_answering_gets_a_verdict_in_words() -> None:
    for answers in itertools.product(("yes", "no", "unknown"), repeat=len(CODES)):
        verdict = must_declare(dict(zip(CODES, answers, strict=True)))
        assert str(verdict.title)
        assert str(verdict.text)
        assert verdict.reasons or verdict.voluntary


@pytest.mark.parametrize(
    ("answers", "fault"),
    [({"colour": "yes"}, "no question colour"), ({"structure": "perhaps"}, "perhaps is no answer")],
)
def test_what_was_not_asked_or_offered_is_refused(answers: dict[str, str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        must_declare(answers)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('fact = "health_data"', 'fact = "health"', "“health” is not a fact"),
        ("[verdicts.voluntary]", "[verdicts.free]", "unknown key free"),
        ('shows = ["no"]', 'shows = ["never"]', "verdicts voluntary: never is no answer"),
        ("[questions.because.no]", "[questions.because.nay]", "unknown key nay"),
    ],
)
def test_a_malformed_guide_is_refused(tmp_path: Path, old: str, new: str, fault: str) -> None:
    content = (DATA / "must_declare.toml").read_text(encoding="utf-8")
    path = tmp_path / "must_declare.toml"
    path.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(MalformedDataError) as caught:
        read_guide(path)
    assert fault in str(caught.value)
