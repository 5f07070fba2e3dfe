"""Tests of vulnerabilities: their names, status by product, remediations and flags."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from vigie.watch.csaf.findings import Document, Fault, Test
from vigie.watch.csaf.structure import items, product_groups, vulnerabilities
from vigie.watch.csaf.values import instant

WEAKNESSES = Path(__file__).parent / "data" / "cwe.tsv"
CONTRADICTING = {
    "first_affected": "affected",
    "known_affected": "affected",
    "last_affected": "affected",
    "known_not_affected": "not affected",
    "first_fixed": "fixed",
    "fixed": "fixed",
    "under_investigation": "under investigation",
}
# Justifications of VEX: why a product is not affected.
JUSTIFICATIONS = {
    "component_not_present",
    "inline_mitigations_already_exist",
    "vulnerable_code_cannot_be_controlled_by_adversary",
    "vulnerable_code_not_in_execute_path",
    "vulnerable_code_not_present",
}
# No real advisory comes near; a hostile one could ask for a thousand times as many.
MOST_MEMBERS_SEEN = 5_000_000


def contradicting_status(document: Document) -> Iterator[Fault]:
    """6.1.6: of one vulnerability, a product has one status of those that exclude each other."""
    for where, vulnerability in vulnerabilities(document):
        said: dict[str, str] = {}
        listed = vulnerability.get("product_status", {})
        for status, meaning in CONTRADICTING.items():
            for place, product in enumerate(listed.get(status, [])):
                if said.setdefault(product, meaning) != meaning:
                    pointer = f"{where}/product_status/{status}/{place}"
                    yield pointer, f"“{product}” is both {said[product]} and {meaning}"


def unknown_weaknesses(document: Document) -> Iterator[Fault]:
    """6.1.11: a weakness is one of MITRE's list, under a name that it bears or has borne."""
    for where, vulnerability in vulnerabilities(document):
        if cwe := vulnerability.get("cwe"):
            names = _weaknesses().get(cwe["id"])
            if names is None:
                yield f"{where}/cwe/id", f"there is no weakness {cwe['id']}"
            elif cwe["name"] not in names:
                yield f"{where}/cwe/name", f"{cwe['id']} bears another name"


@cache
def _weaknesses() -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for line in WEAKNESSES.read_text("utf-8").splitlines():
        identifier, name = line.split("\t")
        names[identifier].add(name)
    return dict(names)


def repeated_cves(document: Document) -> Iterator[Fault]:
    """6.1.23: a CVE stands for one vulnerability of the document."""
    seen: set[str] = set()
    for where, vulnerability in vulnerabilities(document):
        cve = vulnerability.get("cve")
        if cve in seen:
            yield f"{where}/cve", f"{cve} is used for more than one vulnerability"
        elif cve:
            seen.add(cve)


def repeated_involvements(document: Document) -> Iterator[Fault]:
    """6.1.24: a party says once where it stands at one date."""
    for where, vulnerability in vulnerabilities(document):
        seen = set()
        for pointer, each in items(vulnerability, where, "involvements"):
            said = each["party"], instant(each["date"]) if "date" in each else None
            if said in seen:
                yield pointer, f"“{each['party']}” is involved more than once at the same date"
            seen.add(said)


def remediations_of_nothing(document: Document) -> Iterator[Fault]:
    """6.1.29: a remediation says for which products it is."""
    yield from _of_nothing(document, "remediations", "remediation")


def flags_of_nothing(document: Document) -> Iterator[Fault]:
    """6.1.32: a flag says to which products it belongs."""
    yield from _of_nothing(document, "flags", "flag")


def _of_nothing(document: Document, name: str, said: str) -> Iterator[Fault]:
    for where, vulnerability in vulnerabilities(document):
        for pointer, each in items(vulnerability, where, name):
            if not {"group_ids", "product_ids"} & each.keys():
                yield pointer, f"a {said} that names no product"


def several_justifications(document: Document) -> Iterator[Fault]:
    """6.1.33: why a product is not affected is said once; the first contradiction is told."""
    members = {group["group_id"]: group["product_ids"] for group in product_groups(document)}
    left = MOST_MEMBERS_SEEN
    for where, vulnerability in vulnerabilities(document):
        seen: set[str] = set()
        for pointer, flag in items(vulnerability, where, "flags"):
            if flag["label"] not in JUSTIFICATIONS:
                continue
            flagged, left = _members(flag, members, left)
            if left <= 0:
                yield pointer, "groups of products too large to be followed"
                return
            if not seen.isdisjoint(flagged):
                product = next(each for each in flagged if each in seen)
                yield pointer, f"“{product}” has more than one justification"
                break
            seen |= flagged


def _members(
    flag: dict[str, Any], members: dict[str, list[str]], left: int
) -> tuple[set[str], int]:
    """Return the products of a flag, and how many members may still be seen after them."""
    found = set(flag.get("product_ids", []))
    for group in flag.get("group_ids", []):
        left -= len(members.get(group, []))
        if left <= 0:
            break
        found.update(members.get(group, []))
    return found, left


TESTS: dict[str, Test] = {
    "6.1.6": contradicting_status,
    "6.1.11": unknown_weaknesses,
    "6.1.23": repeated_cves,
    "6.1.24": repeated_involvements,
    "6.1.29": remediations_of_nothing,
    "6.1.32": flags_of_nothing,
    "6.1.33": several_justifications,
}
