"""Limits of ours, beside the standard: what Vigie can keep, find again and put in order."""

from collections.abc import Iterator
from typing import Any

from vigie.watch.csaf.findings import Document, Fault
from vigie.watch.csaf.structure import named_products
from vigie.watch.csaf.values import instant

LONGEST_TRACKING_ID = 300
LONGEST_NAMESPACE = 500
LONGEST_VERSION = 100
LONGEST_CVE = 30
# Found by index: PostgreSQL takes 2,700 bytes, and a character may weigh four.
LONGEST_CPE = 600
LONGEST_PURL = 600
# More digits than any clock has.
LONGEST_TIME = 60


def beyond_limits(document: Document) -> Iterator[Fault]:
    """Yield what is too long to be kept, and times that no calendar holds."""
    for pointer, text, longest in _bounded(document):
        if len(text) > longest:
            yield pointer, f"over {longest} characters"
    for pointer, text in _times(document):
        if len(text) > LONGEST_TIME or not _is_held(text):
            yield pointer, "a time that no calendar here holds"


def _bounded(document: Document) -> Iterator[tuple[str, str, int]]:
    head = document["document"]
    tracking = head["tracking"]
    yield "/document/publisher/namespace", head["publisher"]["namespace"], LONGEST_NAMESPACE
    yield "/document/tracking/id", tracking["id"], LONGEST_TRACKING_ID
    yield "/document/tracking/version", tracking["version"], LONGEST_VERSION
    for place, revision in enumerate(tracking["revision_history"]):
        pointer = f"/document/tracking/revision_history/{place}/number"
        yield pointer, revision["number"], LONGEST_VERSION
    for place, each in enumerate(document.get("vulnerabilities", [])):
        yield f"/vulnerabilities/{place}/cve", each.get("cve", ""), LONGEST_CVE
    yield from _bounded_in_products(document)


def _bounded_in_products(document: Document) -> Iterator[tuple[str, str, int]]:
    for pointer, product in named_products(document):
        helper: dict[str, Any] = product.get("product_identification_helper", {})
        where = f"{pointer}/product_identification_helper"
        yield f"{where}/cpe", helper.get("cpe", ""), LONGEST_CPE
        yield f"{where}/purl", helper.get("purl", ""), LONGEST_PURL


def _times(document: Document) -> Iterator[tuple[str, str]]:
    tracking = document["document"]["tracking"]
    for name in ("initial_release_date", "current_release_date"):
        yield f"/document/tracking/{name}", tracking[name]
    for place, revision in enumerate(tracking["revision_history"]):
        yield f"/document/tracking/revision_history/{place}/date", revision["date"]
    for place, vulnerability in enumerate(document.get("vulnerabilities", [])):
        for party, involvement in enumerate(vulnerability.get("involvements", [])):
            if "date" in involvement:
                pointer = f"/vulnerabilities/{place}/involvements/{party}/date"
                yield pointer, involvement["date"]


def _is_held(text: str) -> bool:
    try:
        instant(text)
    except ValueError:
        return False
    return True
