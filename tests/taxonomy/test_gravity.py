"""What a declaration must say of itself for somebody to be woken."""

from pathlib import Path

import pytest

from vigie.taxonomy import gravity
from vigie.taxonomy.datafile import MalformedDataError

CALM = {
    "endangerment": "none",
    "care_impact": "degraded",
    "help_wanted": "none",
    "help_urgency": "none",
}


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, ()),
        ({"endangerment": "proven"}, ("patients_in_danger",)),
        ({"endangerment": "potential"}, ("patients_in_danger",)),
        ({"care_impact": "interrupted"}, ("care_interrupted",)),
        ({"help_wanted": "advice", "help_urgency": "immediate"}, ("help_at_once",)),
        ({"help_wanted": "none", "help_urgency": "immediate"}, ()),
        ({"help_wanted": "on_site", "help_urgency": "today"}, ()),
        ({"endangerment": "unknown", "care_impact": "unknown"}, ()),
        (
            {"endangerment": "proven", "care_impact": "interrupted"},
            ("patients_in_danger", "care_interrupted"),
        ),
    ],
)
def test_each_reason_and_none(answers: dict[str, str], found: tuple[str, ...]) -> None:
    assert gravity.reasons({**CALM, **answers}) == found


def test_a_rule_that_names_what_is_never_asked_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "grave.toml"
    file.write_text(
        """
        name = "grave"
        version = "1.0"
        date = 2026-01-01
        source = "test"
        [[reasons]]
        code = "x"
        label = { fr = "x", en = "x", es = "x" }
        when = { fact = "weather", in = ["bad"] }
        """
    )
    with pytest.raises(MalformedDataError, match="weather"):
        gravity.read_reasons(file)
