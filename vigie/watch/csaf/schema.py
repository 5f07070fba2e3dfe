"""The JSON schema of CSAF 2.0, and the schemas of CVSS to which it refers (test 6.1.8)."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from vigie.watch.csaf.findings import Finding, finding, pointer_to

DATA = Path(__file__).parent / "data"
CVSS_VERSIONS = ("2.0", "3.0", "3.1")
# Said for the value itself: what a stranger wrote is not repeated.
ANY_VALUE = "this value"
MOST_VALUES_TOLD_WHOLE = 20_000


def schema_findings(value: Any) -> Iterator[Finding]:
    """Yield what the schemas have against a JSON value; a CVSS object fails test 6.1.8.

    Of a large one, the first thing only: the library gathers all before it gives any, which took
    1.7 GB for a file of 6 MB made for that.
    """
    small = _count(value) <= MOST_VALUES_TOLD_WHOLE
    for error in _validator().iter_errors(value) if small else _first_error(value):
        cvss = {"cvss_v2", "cvss_v3"} & {*error.instance_path}
        yield finding("6.1.8" if cvss else "schema", pointer_to(error.instance_path), error.message)


def _first_error(value: Any) -> Iterator[jsonschema_rs.ValidationError]:
    try:
        _validator().validate(value)
    except jsonschema_rs.ValidationError as error:
        yield error


def _count(value: Any) -> int:
    """Return how many values a value is made of."""
    count, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        count += 1
        if isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return count


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    known = [
        (f"https://www.first.org/cvss/cvss-v{version}.json", _schema(f"cvss-v{version}"))
        for version in CVSS_VERSIONS
    ]
    return jsonschema_rs.Draft202012Validator(
        _schema("csaf_json_schema"),
        registry=jsonschema_rs.Registry(known),
        validate_formats=True,
        mask=ANY_VALUE,
        # An engine whose time grows with the text only, whatever the text.
        pattern_options=jsonschema_rs.RegexOptions(),
    )


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((DATA / f"{name}.json").read_bytes())
    return schema
