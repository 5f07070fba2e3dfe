"""Tests of versions: the document's, and those of its history."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from vigie.watch.csaf.findings import Document, Fault, Test
from vigie.watch.csaf.values import Version, instant, is_semantic, version

HISTORY = "/document/tracking/revision_history"
RELEASED = {"final", "interim"}

Revision = tuple[str, dict[str, Any]]


def unsorted_history(document: Document) -> Iterator[Fault]:
    """6.1.14: a later revision has a higher number."""
    for (_, earlier), (pointer, later) in pairwise(_by_date(document)):
        if version(later["number"]) < version(earlier["number"]):
            sentence = f"{later['number']} is later than {earlier['number']}, and lower"
            yield pointer, sentence


def not_the_last_version(document: Document) -> Iterator[Fault]:
    """6.1.16: the document's version is the last of its history, builds aside.

    Of a draft, what is said of pre-releases is put aside too.
    """
    tracking = _tracking(document)
    _, last = _by_date(document)[-1]
    here, there = version(tracking["version"]), version(last["number"])
    if tracking["status"] == "draft":
        here, there = _without_pre_release(here), _without_pre_release(there)
    if here != there:
        yield "/document/tracking/version", f"the last revision is {last['number']}"


def unfinished_but_not_draft(document: Document) -> Iterator[Fault]:
    """6.1.17: version 0, and a pre-release, are drafts."""
    tracking = _tracking(document)
    here = version(tracking["version"])
    if tracking["status"] != "draft" and (here.major == 0 or not here.released):
        yield "/document/tracking/status", f"version {tracking['version']} is a draft"


def released_with_version_zero(document: Document) -> Iterator[Fault]:
    """6.1.18: the history of what was released holds no version 0."""
    if _tracking(document)["status"] in RELEASED:
        for pointer, revision in _history(document):
            if version(revision["number"]).major == 0:
                yield f"{pointer}/number", "version 0 in the history of a released document"


def pre_releases_in_history(document: Document) -> Iterator[Fault]:
    """6.1.19: the history holds no pre-release."""
    for pointer, revision in _history(document):
        if not version(revision["number"]).released:
            yield f"{pointer}/number", f"{revision['number']} is a pre-release"


def released_as_pre_release(document: Document) -> Iterator[Fault]:
    """6.1.20: what was released is no pre-release."""
    tracking = _tracking(document)
    if tracking["status"] in RELEASED and not version(tracking["version"]).released:
        yield "/document/tracking/version", f"{tracking['version']} is a pre-release"


def missing_revisions(document: Document) -> Iterator[Fault]:
    """6.1.21: the history starts with version 0 or 1, and leaves none out."""
    history = _by_date(document)
    pointer, first = history[0]
    if version(first["number"]).major > 1:
        yield f"{pointer}/number", f"the history starts with {first['number']}"
    for (_, earlier), (pointer, later) in pairwise(history):
        if version(later["number"]).major > version(earlier["number"]).major + 1:
            sentence = f"nothing between {earlier['number']} and {later['number']}"
            yield f"{pointer}/number", sentence


def repeated_revisions(document: Document) -> Iterator[Fault]:
    """6.1.22: the history has each version once."""
    seen: set[str] = set()
    for pointer, revision in _history(document):
        if revision["number"] in seen:
            yield f"{pointer}/number", f"{revision['number']} is there more than once"
        seen.add(revision["number"])


def mixed_versions(document: Document) -> Iterator[Fault]:
    """6.1.30: versions are all integer, or all semantic."""
    semantic = is_semantic(_tracking(document)["version"])
    for pointer, revision in _history(document):
        if is_semantic(revision["number"]) != semantic:
            yield f"{pointer}/number", "integer and semantic versions in one document"


def _tracking(document: Document) -> dict[str, Any]:
    tracking: dict[str, Any] = document["document"]["tracking"]
    return tracking


def _history(document: Document) -> list[Revision]:
    history = _tracking(document)["revision_history"]
    return [(f"{HISTORY}/{place}", revision) for place, revision in enumerate(history)]


def _by_date(document: Document) -> list[Revision]:
    """Return the history by date; of one date, by version."""
    return sorted(
        _history(document), key=lambda each: (instant(each[1]["date"]), version(each[1]["number"]))
    )


def _without_pre_release(here: Version) -> Version:
    return here._replace(released=True, pre_release=())


TESTS: dict[str, Test] = {
    "6.1.14": unsorted_history,
    "6.1.16": not_the_last_version,
    "6.1.17": unfinished_but_not_draft,
    "6.1.18": released_with_version_zero,
    "6.1.19": pre_releases_in_history,
    "6.1.20": released_as_pre_release,
    "6.1.21": missing_revisions,
    "6.1.22": repeated_revisions,
    "6.1.30": mixed_versions,
}
