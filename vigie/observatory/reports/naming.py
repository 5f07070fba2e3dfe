"""Names of structures in a text: an account of a case names none."""

from collections.abc import Iterable

from django.db.models import QuerySet

from vigie.directory.models import Structure
from vigie.directory.words import ALSO_KNOWN_AS, LINKING_WORDS, SHORT_FORMS, words

# Words that say what a structure is, never which one.
COMMON = {
    word
    for known in (ALSO_KNOWN_AS, SHORT_FORMS)
    for named, others in known.items()
    for word in (*named.split(), *others.split())
}
# A name of one word may be any word of the language.
FEWEST_WORDS = 2
MOST = 5


def structures_named(texts: Iterable[str]) -> list[str]:
    """Return the names of the directory's structures that stand in these texts, at most five.

    `CH de Valbelle` is found in “le centre hospitalier de Valbelle”, whatever its case or accents.
    """
    said = [f" {_plain(text)} " for text in texts]
    found = (name for name in _names() if any(f" {_plain(name)} " in text for text in said))
    return [name for name, _place in zip(found, range(MOST), strict=False)]


def _names() -> Iterable[str]:
    """Yield the names that tell one structure from others."""
    rows: QuerySet[Structure, tuple[str, str]] = Structure.objects.values_list(
        "name", "other_names"
    )
    for pair in rows.iterator(chunk_size=5000):
        for name in pair:
            parts = _plain(name).split()
            if len(parts) >= FEWEST_WORDS and not COMMON.issuperset(parts):
                yield name


def _plain(text: str) -> str:
    """Return the words of a text without those that merely link, long forms made short."""
    plain = " ".join(word for word in words(text) if word not in LINKING_WORDS)
    padded = f" {plain} "
    for long, short in LONG_FIRST:
        padded = padded.replace(f" {long} ", f" {short} ")
    return padded.strip()


LONG_FIRST = sorted(
    ((long, short.split()[0]) for long, short in SHORT_FORMS.items()),
    key=lambda each: -len(each[0]),
)
