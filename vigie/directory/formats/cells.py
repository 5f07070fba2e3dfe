"""Reads single cells: cleans text, checks numbers, understands dates and routing lines."""

import re
from collections.abc import Sequence
from datetime import date

from vigie.directory.formats.rows import RefusedRowError

FINESS = re.compile(r"[0-9A-Z]{9}")
SIRET = re.compile(r"[0-9]{14}")
SIREN = re.compile(r"[0-9]{9}")
CATEGORY = re.compile(r"[0-9A-Za-z]{1,10}")
POSTAL_CODE = re.compile(r"[0-9]{5}")
ROUTING_LINE = re.compile(r"(?:(\d{5})\b)?\s*(.*?)(?:\s+CEDEX\b.*)?", re.IGNORECASE)
ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?")
FRENCH_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
NOT_DIALLED = re.compile(r"[^0-9+]")
FRENCH_PREFIX = re.compile(r"^(?:\+|00)330?")
SEVERAL = re.compile(r"[/;,]")
FRENCH_PHONE = re.compile(r"0[1-9][0-9]{8}")
FOREIGN_PHONE = re.compile(r"\+[1-9][0-9]{7,14}")
REPEATED_QUOTES = re.compile('"{2,}')

# What FINESS writes for want of a date.
NO_DATE = date(1900, 1, 1)
LONGEST_NAME = 250
LONGEST_ADDRESS = 300
LONGEST_TOWN = 120


def clean(text: str, longest: int) -> str:
    """Return `text` on one line, without control characters, cut to what its column holds."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(REPEATED_QUOTES.sub('"', text).split())[:longest].rstrip()


def check_count(found: Sequence[str], expected: Sequence[str]) -> None:
    """Raise RefusedRowError unless a row has as many cells as there are columns."""
    if len(found) != len(expected):
        raise RefusedRowError(f"{len(found)} cells instead of {len(expected)}")


def finess_number(text: str, called: str = "FINESS number") -> str:
    """Return a FINESS number in capitals; raises RefusedRowError."""
    number = text.strip().upper()
    if not number:
        raise RefusedRowError(f"{called} missing")
    if not FINESS.fullmatch(number):
        raise RefusedRowError(f"{called} malformed: {shown(text)} is not 9 digits or letters")
    return number


def legal_entity_number(text: str) -> str:
    """Return the FINESS number of a legal entity, empty when there is none."""
    return finess_number(text, "legal entity's FINESS number") if text.strip() else ""


def siret_number(text: str) -> str:
    """Return a SIRET. A bare SIREN does not say which establishment: it is left out."""
    number = "".join(text.split())
    if not number or SIREN.fullmatch(number):
        return ""
    if not SIRET.fullmatch(number):
        raise RefusedRowError(f"SIRET malformed: {shown(text)} is not 14 digits")
    return number


def category_code(text: str) -> str:
    """Return a code of the FINESS categories, empty when there is none."""
    code = text.strip()
    if code and not CATEGORY.fullmatch(code):
        raise RefusedRowError(f"category malformed: {shown(text)}")
    return code


def day(text: str, called: str) -> date | None:
    """Return a date written as 2024-03-31 or 31/03/2024; None where FINESS had none."""
    written = text.strip()
    if not written:
        return None
    french = FRENCH_DAY.fullmatch(written)
    iso = ISO_DAY.fullmatch(written)
    try:
        found = date.fromisoformat(
            f"{french[3]}-{french[2]}-{french[1]}" if french else iso[1] if iso else ""
        )
    except ValueError:
        raise RefusedRowError(f"{called} is not a date: {shown(text)}") from None
    return None if found == NO_DATE else found


def day_or_none(text: str) -> date | None:
    """Return a date that the file can do without."""
    try:
        return day(text, "date")
    except RefusedRowError:
        return None


def name(*candidates: str) -> tuple[str, str]:
    """Return the first name given, and the others that say something else."""
    names = dict.fromkeys(filter(None, (clean(text, LONGEST_NAME) for text in candidates)))
    if not names:
        raise RefusedRowError("name missing")
    first, *others = names
    return first, clean(" / ".join(others), LONGEST_NAME)


def routing(text: str) -> tuple[str, str]:
    """Split a routing line, `01606 TREVOUX CEDEX`, into postal code and town."""
    found = ROUTING_LINE.fullmatch(clean(text, LONGEST_TOWN))
    return (found[1] or "", found[2]) if found else ("", "")


def postal_code(text: str) -> str:
    """Return a postal code, or nothing where the cell holds something else."""
    return text.strip() if POSTAL_CODE.fullmatch(text.strip()) else ""


def phone(text: str) -> str:
    """Return a telephone number as one dials it, `02 99 28 43 21`; nothing where it is none.

    Of several, the first. A row is not refused for it. A spreadsheet drops the zero that begins
    it: it is put back.
    """
    dialled = NOT_DIALLED.sub("", SEVERAL.split(text, maxsplit=1)[0])
    if not dialled:
        return ""
    dialled = FRENCH_PREFIX.sub("0", dialled) if dialled[0] in "+0" else f"0{dialled}"
    if FRENCH_PHONE.fullmatch(dialled):
        return " ".join(dialled[start : start + 2] for start in range(0, 10, 2))
    return dialled if FOREIGN_PHONE.fullmatch(dialled) else ""


def street(*parts: str) -> str:
    """Return one address line from its parts."""
    return clean(" ".join(parts), LONGEST_ADDRESS)


def shown(text: str) -> str:
    """Return `text` as it can be shown in a message."""
    return f"“{clean(text, 40)}”"
