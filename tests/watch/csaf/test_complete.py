"""Every mandatory test of the standard is run."""

from vigie.watch.csaf.validation import MANDATORY


def test_each_mandatory_test_has_its_function() -> None:
    whole = {f"6.1.{number}" for number in range(1, 34)} - {"6.1.27"}
    parts = {f"6.1.27.{number}" for number in range(1, 12)}
    # The schemas of CVSS are test 6.1.8.
    assert MANDATORY.keys() == (whole | parts) - {"6.1.8"}
