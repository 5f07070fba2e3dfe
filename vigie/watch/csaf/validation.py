"""All that is against a document: the schema, our limits, the mandatory tests of the standard."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from vigie.watch.csaf import languages, products, profiles, scores, tracking, vulnerabilities
from vigie.watch.csaf.findings import Finding, Test, finding
from vigie.watch.csaf.limits import beyond_limits
from vigie.watch.csaf.schema import schema_findings

MOST_FINDINGS = 100
# Test 6.1.8 is the schemas of CVSS: see vigie.watch.csaf.schema.
MANDATORY: dict[str, Test] = {
    **products.TESTS,
    **vulnerabilities.TESTS,
    **scores.TESTS,
    **tracking.TESTS,
    **languages.TESTS,
    **profiles.TESTS,
}


def findings(value: Any) -> list[Finding]:
    """Return what is against a JSON value as a CSAF 2.0 document; empty when nothing is.

    At most the first hundred, so that a hostile document cannot make us write a book. What the
    schema refuses, or passes our limits, has no form in which the other tests could walk: these
    are then not run.
    """
    found = list(islice(schema_findings(value), MOST_FINDINGS))
    return (
        found
        or list(islice(_faults("limit", beyond_limits, value), MOST_FINDINGS))
        or list(islice(_mandatory(value), MOST_FINDINGS))
    )


def _mandatory(value: Any) -> Iterator[Finding]:
    for number, test in MANDATORY.items():
        yield from _faults(number, test, value)


def _faults(number: str, test: Test, value: Any) -> Iterator[Finding]:
    for pointer, sentence in test(value):
        yield finding(number, pointer, sentence)
