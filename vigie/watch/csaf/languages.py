"""Tests of the languages of a document (BCP 47)."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vigie.watch.csaf.findings import Document, Fault, Test

SUBTAGS = Path(__file__).parent / "data" / "language_subtags.tsv"
# Parts in the order in which a tag has them; what follows a singleton is not in the registry.
PARTS = re.compile(
    r"(?P<language>[a-z]{2,8})"
    r"(?P<extlang>(?:-[a-z]{3}(?![a-z0-9])){0,3})"
    r"(?P<script>(?:-[a-z]{4}(?![a-z0-9]))?)"
    r"(?P<region>(?:-(?:[a-z]{2}|[0-9]{3})(?![a-z0-9]))?)"
    r"(?P<variant>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3})(?![a-z0-9]))*)"
    r"(?:-[a-z0-9](?:-[a-z0-9]{1,8})+)*",
    re.ASCII,
)


def unknown_languages(document: Document) -> Iterator[Fault]:
    """6.1.12: a language is one of IANA's registry, in every part of its tag."""
    for name in ("lang", "source_lang"):
        tag = document["document"].get(name)
        if tag is not None and not is_language(tag):
            yield f"/document/{name}", f"“{tag}” is not a language"


def translated_from_nothing(document: Document) -> Iterator[Fault]:
    """6.1.15: a translator says from which language."""
    head = document["document"]
    if head["publisher"]["category"] == "translator" and "source_lang" not in head:
        yield "/document/source_lang", "a translation that does not say from which language"


def translated_into_itself(document: Document) -> Iterator[Fault]:
    """6.1.28: a translation is in another language than what it translates."""
    head = document["document"]
    source = head.get("source_lang")
    if source is not None and source.lower() == head.get("lang", "").lower():
        yield "/document/source_lang", f"translated from {source} into {source}"


def is_language(tag: str) -> bool:
    """Tell whether every part of a language tag is registered."""
    tag = tag.lower()
    if tag.startswith("x-") or tag in _registered()["grandfathered"]:
        return True
    if (found := PARTS.fullmatch(tag)) is None:
        return False
    return all(
        _is_registered(kind, subtag)
        for kind, subtags in found.groupdict().items()
        for subtag in subtags.split("-")
        if subtag
    )


def _is_registered(kind: str, subtag: str) -> bool:
    registered = _registered()[kind]
    if subtag in registered:
        return True
    ranges = (each.split("..") for each in registered if ".." in each)
    return any(len(subtag) == len(low) and low <= subtag <= high for low, high in ranges)


@cache
def _registered() -> dict[str, frozenset[str]]:
    lines = SUBTAGS.read_text("utf-8").splitlines()
    return {kind: frozenset(tags.split()) for kind, _, tags in (x.partition("\t") for x in lines)}


TESTS: dict[str, Test] = {
    "6.1.12": unknown_languages,
    "6.1.15": translated_from_nothing,
    "6.1.28": translated_into_itself,
}
