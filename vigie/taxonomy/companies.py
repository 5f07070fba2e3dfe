"""Names of companies, written by tired people in as many ways as there are people."""

import re
import unicodedata
from functools import cache

from vigie.taxonomy.datafile import DATA, read

NAME_MAX_LENGTH = 120
# One letter, a point, one letter, a point: S.A.S. is SAS.
INITIALS = re.compile(r"\b(?:\w\.){2,}(?!\w)|\b\w(?:\.\w)+\b")


def company_key(name: str) -> str:
    """Return what two ways of writing the name of one company have in common.

    Case, accents, punctuation and the legal form (SA, SAS, Ltd, GmbH: see
    `data/legal_forms.toml`) are left out. Empty when no letter nor digit is left. It compares
    and is not shown; its length is `NAME_MAX_LENGTH` at most.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    joined = INITIALS.sub(lambda found: found[0].replace(".", ""), bare)
    spaced = "".join(sign if sign.isalnum() else " " for sign in joined)
    return " ".join(_without_legal_form(spaced.split()))[:NAME_MAX_LENGTH].strip()


def _without_legal_form(words: list[str]) -> list[str]:
    """Return the words but the legal forms at either end, never leaving nothing."""
    forms = legal_forms()
    first, last = 0, len(words)
    while last - first > 1 and words[last - 1] in forms:
        last -= 1
    while last - first > 1 and words[first] in forms:
        first += 1
    return words[first:last]


@cache
def legal_forms() -> frozenset[str]:
    """Return the short names of legal forms, as names are compared."""
    head = read(DATA / "legal_forms.toml")
    head.only(("name", "version", "date", "source", "note", "words"))
    return frozenset(head.texts("words"))
