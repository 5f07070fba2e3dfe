"""CSAF 2.0: advisories as machines write them (OASIS, Common Security Advisory Framework).

- `read` takes bytes from anywhere and gives the JSON value, or refuses them.
- `findings` says all that is against a value: the schema, our limits, then the standard's mandatory
  tests 6.1.1 to 6.1.33, one function each.
- `summary` gives what Vigie keeps in rows of a document without findings.
"""

from vigie.watch.csaf.findings import Finding
from vigie.watch.csaf.reading import MOST_BYTES, Unreadable, read
from vigie.watch.csaf.summary import NamedProduct, NamedVulnerability, Summary, summary
from vigie.watch.csaf.validation import findings

__all__ = [
    "MOST_BYTES",
    "Finding",
    "NamedProduct",
    "NamedVulnerability",
    "Summary",
    "Unreadable",
    "findings",
    "read",
    "summary",
]
