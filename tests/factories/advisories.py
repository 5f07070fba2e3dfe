"""Advisories in CSAF 2.0, small and invented, and ways to break them."""

import copy
import json
from pathlib import Path
from typing import Any

Json = Any
ONE, TWO, BOTH = "P-1", "P-2", "P-1-ON-2"
GROUP = "G-1"
REMOVED = object()
VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"

HELPER = {
    "cpe": "cpe:2.3:a:example:imaging:1.0:*:*:*:*:*:*:*",
    "purl": "pkg:generic/example/imaging@1.0",
    "hashes": [
        {
            "filename": "imaging.bin",
            "file_hashes": [{"algorithm": "sha256", "value": "0123456789abcdef" * 4}],
        }
    ],
}


def _branch(category: str, name: str, **below: Json) -> dict[str, Json]:
    return {"category": category, "name": name, **below}


def _named(key: str, name: str, **helper: Json) -> dict[str, Json]:
    return {"product_id": key, "name": name, **helper}


def _tree() -> dict[str, Json]:
    one = _named(ONE, "Example Imaging 1.0", product_identification_helper=HELPER)
    two = _named(TWO, "Example Imaging 2.0")
    versions = [
        _branch("product_version", "1.0", product=one),
        _branch("product_version", "2.0", product=two),
    ]
    product = _branch("product_name", "Imaging", branches=versions)
    return {
        "branches": [_branch("vendor", "Example", branches=[product])],
        "relationships": [
            {
                "category": "installed_on",
                "product_reference": ONE,
                "relates_to_product_reference": TWO,
                "full_product_name": _named(BOTH, "Imaging 1.0 on 2.0"),
            }
        ],
        "product_groups": [{"group_id": GROUP, "product_ids": [ONE, BOTH]}],
    }


def _vulnerability() -> dict[str, Json]:
    metrics = {"attackVector": "NETWORK", "scope": "UNCHANGED"}
    score = {"version": "3.1", "vectorString": VECTOR, "baseScore": 9.8}
    return {
        "cve": "CVE-2026-1234",
        "title": "Anybody may read images",
        "cwe": {"id": "CWE-306", "name": "Missing Authentication for Critical Function"},
        "notes": [{"category": "description", "text": "No password is asked."}],
        "product_status": {"known_affected": [ONE, BOTH], "known_not_affected": [TWO]},
        "scores": [
            {"products": [ONE], "cvss_v3": {**score, "baseSeverity": "CRITICAL", **metrics}}
        ],
        "remediations": [{"category": "vendor_fix", "details": "Update", "group_ids": [GROUP]}],
        "flags": [{"label": "vulnerable_code_not_present", "product_ids": [TWO]}],
        "threats": [{"category": "impact", "details": "Not there", "product_ids": [TWO]}],
        "involvements": [
            {"party": "vendor", "status": "completed", "date": "2026-11-02T10:00:00Z"}
        ],
    }


def revision(number: str, date: str) -> dict[str, Json]:
    """Return a revision of a history."""
    return {"number": number, "date": date, "summary": "What changed"}


def document(changes: dict[str, Json] | None = None) -> dict[str, Json]:
    """Return a valid security advisory, once changed as `changed` does."""
    made = {
        "document": {
            "category": "csaf_security_advisory",
            "csaf_version": "2.0",
            "lang": "en",
            "title": "Imaging asks for no password",
            "aggregate_severity": {"text": "Critical"},
            "distribution": {"tlp": {"label": "WHITE"}},
            "publisher": {
                "category": "vendor",
                "name": "Example PSIRT",
                "namespace": "https://psirt.example",
            },
            "tracking": {
                "id": "EX-2026-001",
                "status": "final",
                "version": "2",
                "initial_release_date": "2026-11-01T10:00:00Z",
                "current_release_date": "2026-11-02T10:00:00+01:00",
                "revision_history": [
                    revision("1", "2026-11-01T10:00:00Z"),
                    revision("2", "2026-11-02T10:00:00Z"),
                ],
            },
        },
        "product_tree": _tree(),
        "vulnerabilities": [_vulnerability()],
    }
    return changed(made, changes or {})


def vex(changes: dict[str, Json] | None = None) -> dict[str, Json]:
    """Return the same as a VEX document."""
    return changed(document(), {"/document/category": "csaf_vex", **(changes or {})})


def informational(changes: dict[str, Json] | None = None) -> dict[str, Json]:
    """Return a document that informs, and names no vulnerability."""
    head = {
        "/document/category": "csaf_informational_advisory",
        "/document/notes": [{"category": "summary", "text": "Read this."}],
        "/document/references": [{"summary": "More", "url": "https://psirt.example/more"}],
        "/vulnerabilities": REMOVED,
    }
    return changed(changed(document(), head), changes or {})


def in_version(number: int, **head: Json) -> dict[str, Json]:
    """Return the advisory in its n-th version."""
    history = [revision(str(n), f"2026-11-{n:02}T10:00:00Z") for n in range(1, number + 1)]
    made = changed(
        document(),
        {
            "/document/tracking/version": str(number),
            "/document/tracking/revision_history": history,
        },
    )
    made["document"].update(head)
    return made


def changed(given: dict[str, Json], changes: dict[str, Json]) -> dict[str, Json]:
    """Return a copy in which JSON pointers have other values, or none (REMOVED).

    A pointer that ends with `/-` adds to a list.
    """
    made = copy.deepcopy(given)
    for pointer, value in changes.items():
        *way, last = pointer.split("/")[1:]
        place: Json = made
        for key in way:
            place = place[int(key) if isinstance(place, list) else key]
        if last == "-":
            place.append(value)
        elif value is REMOVED:
            del place[int(last) if isinstance(place, list) else last]
        else:
            place[int(last) if isinstance(place, list) else last] = value
    return made


def as_bytes(value: Json) -> bytes:
    """Return a document as its publisher sends it."""
    return json.dumps(value).encode()


def file(folder: Path, value: Json, name: str = "ex-2026-001.json") -> Path:
    """Write a document in a folder, which is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(as_bytes(value))
    return path
