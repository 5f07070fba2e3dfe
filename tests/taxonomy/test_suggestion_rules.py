"""What makes two declarations look like one incident is data, with its reasons."""

from datetime import timedelta

import pytest
from django.utils import translation

from vigie.taxonomy.datafile import LANGUAGES
from vigie.taxonomy.suggestion_rules import HIGHEST_SCORE, Alike, suggestion_rules


def test_the_rules_in_python_are_those_of_the_data() -> None:
    assert set(suggestion_rules()) == set(Alike)


@pytest.mark.parametrize("code", Alike)
def test_a_rule_weighs_less_towards_the_end_of_its_window_and_nothing_beyond(code: str) -> None:
    rule = suggestion_rules()[code]
    weights = [rule.weigh(rule.window * part / 4) for part in range(5)]
    assert weights == sorted(weights, reverse=True)
    assert HIGHEST_SCORE >= weights[0] > weights[4] > 0
    assert rule.weigh(rule.window + timedelta(seconds=1)) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_says_why_in_each_language(language: str) -> None:
    with translation.override(language):
        said = {str(rule.why) for rule in suggestion_rules().values()}
    assert len(said) == len(Alike)
    assert all(said)
