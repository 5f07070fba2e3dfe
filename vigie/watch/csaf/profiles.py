"""Tests of profiles: what a document must hold to be what its category says."""

import re
from collections.abc import Iterator
from typing import Any

from vigie.watch.csaf.findings import Document, Fault, Test
from vigie.watch.csaf.structure import product_groups, vulnerabilities

INCIDENT = "csaf_security_incident_response"
INFORMATION = "csaf_informational_advisory"
ADVISORY = "csaf_security_advisory"
VEX = "csaf_vex"
PROFILES = {INCIDENT, INFORMATION, ADVISORY, VEX}
BASE = "csaf_base"
# Spaces, and all that is written as a dash.
BETWEEN_WORDS = re.compile(r"[\s_\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+")
TELLING_NOTES = {"description", "details", "general", "summary"}
TELLING_STATUSES = {"fixed", "known_affected", "known_not_affected", "under_investigation"}


def like_a_profile(document: Document) -> Iterator[Fault]:
    """6.1.26: what is of no profile bears no name that looks like one."""
    category = document["document"]["category"]
    if category in PROFILES | {BASE}:
        return
    taken = {_plain(each) for each in PROFILES}
    taken |= {_plain(each.removeprefix("csaf_")) for each in PROFILES}
    if category.lower().startswith("csaf_") or _plain(category) in taken:
        yield "/document/category", f"“{category}” looks like a profile of the standard"


def _plain(name: str) -> str:
    return BETWEEN_WORDS.sub("", name).lower()


def no_telling_note(document: Document) -> Iterator[Fault]:
    """6.1.27.1: a note says what it is about."""
    notes = document["document"].get("notes", [])
    if _is(document, INFORMATION, INCIDENT) and not any(
        note["category"] in TELLING_NOTES for note in notes
    ):
        yield "/document/notes", "no note that describes, details or sums up"


def no_external_reference(document: Document) -> Iterator[Fault]:
    """6.1.27.2: it refers to something else; a reference that does not say is external."""
    references = document["document"].get("references", [])
    if _is(document, INFORMATION, INCIDENT) and not any(
        each.get("category", "external") == "external" for each in references
    ):
        yield "/document/references", "no external reference"


def vulnerabilities_in_information(document: Document) -> Iterator[Fault]:
    """6.1.27.3: what informs is not about vulnerabilities."""
    if _is(document, INFORMATION) and "vulnerabilities" in document:
        yield "/vulnerabilities", "vulnerabilities in an informational advisory"


def no_product_tree(document: Document) -> Iterator[Fault]:
    """6.1.27.4: it names products."""
    if _is(document, ADVISORY, VEX) and "product_tree" not in document:
        yield "/product_tree", "no product is named"


def vulnerabilities_without_notes(document: Document) -> Iterator[Fault]:
    """6.1.27.5: a vulnerability has notes."""
    if _is(document, ADVISORY, VEX):
        yield from _without(document, "notes", "a vulnerability without notes")


def vulnerabilities_without_status(document: Document) -> Iterator[Fault]:
    """6.1.27.6: of a vulnerability, the status of products is said."""
    if _is(document, ADVISORY):
        yield from _without(document, "product_status", "a vulnerability of no product")


def vex_without_status(document: Document) -> Iterator[Fault]:
    """6.1.27.7: VEX says who is affected, who is not, what is fixed or looked into."""
    for where, vulnerability in _in_vex(document):
        if not TELLING_STATUSES & vulnerability.get("product_status", {}).keys():
            yield f"{where}/product_status", "nobody affected, unaffected, fixed or looked into"


def vex_without_name(document: Document) -> Iterator[Fault]:
    """6.1.27.8: a vulnerability bears an identifier."""
    for where, vulnerability in _in_vex(document):
        if not {"cve", "ids"} & vulnerability.keys():
            yield where, "a vulnerability without identifier"


def vex_without_impact(document: Document) -> Iterator[Fault]:
    """6.1.27.9: of each product that is not affected, VEX says why."""
    groups = _groups_by_product(document)
    for where, vulnerability in _in_vex(document):
        said = vulnerability.get("flags", []) + [
            each for each in vulnerability.get("threats", []) if each["category"] == "impact"
        ]
        for pointer, product in _uncovered(
            where, vulnerability, "known_not_affected", said, groups
        ):
            yield pointer, f"not said why “{product}” is not affected"


def vex_without_action(document: Document) -> Iterator[Fault]:
    """6.1.27.10: for each product that is affected, VEX says what to do."""
    groups = _groups_by_product(document)
    for where, vulnerability in _in_vex(document):
        said = vulnerability.get("remediations", [])
        for pointer, product in _uncovered(where, vulnerability, "known_affected", said, groups):
            yield pointer, f"not said what to do about “{product}”"


def no_vulnerabilities(document: Document) -> Iterator[Fault]:
    """6.1.27.11: it is about vulnerabilities."""
    if _is(document, ADVISORY, VEX) and "vulnerabilities" not in document:
        yield "/vulnerabilities", "no vulnerability is named"


def _is(document: Document, *categories: str) -> bool:
    return document["document"]["category"] in categories


def _in_vex(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    if _is(document, VEX):
        yield from vulnerabilities(document)


def _without(document: Document, name: str, sentence: str) -> Iterator[Fault]:
    for where, vulnerability in vulnerabilities(document):
        if name not in vulnerability:
            yield f"{where}/{name}", sentence


def _groups_by_product(document: Document) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for group in product_groups(document):
        for product in group["product_ids"]:
            found.setdefault(product, set()).add(group["group_id"])
    return found


def _uncovered(
    where: str,
    vulnerability: dict[str, Any],
    status: str,
    said: list[dict[str, Any]],
    groups: dict[str, set[str]],
) -> Iterator[tuple[str, str]]:
    """Yield each product of a status of which nothing is said, by itself or by its groups."""
    products = {each for one in said for each in one.get("product_ids", [])}
    named = {each for one in said for each in one.get("group_ids", [])}
    for place, product in enumerate(vulnerability.get("product_status", {}).get(status, [])):
        if product not in products and named.isdisjoint(groups.get(product, set())):
            yield f"{where}/product_status/{status}/{place}", product


TESTS: dict[str, Test] = {
    "6.1.26": like_a_profile,
    "6.1.27.1": no_telling_note,
    "6.1.27.2": no_external_reference,
    "6.1.27.3": vulnerabilities_in_information,
    "6.1.27.4": no_product_tree,
    "6.1.27.5": vulnerabilities_without_notes,
    "6.1.27.6": vulnerabilities_without_status,
    "6.1.27.7": vex_without_status,
    "6.1.27.8": vex_without_name,
    "6.1.27.9": vex_without_impact,
    "6.1.27.10": vex_without_action,
    "6.1.27.11": no_vulnerabilities,
}
