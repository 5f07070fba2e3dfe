"""The catalogues of messages: `locale/<language>/LC_MESSAGES/django.po`.

English needs none: the messages in the source are English.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings

SOURCE_LANGUAGE = "en"
LOCALE_DIR: Path = settings.PACKAGE_DIR / "locale"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def languages() -> list[str]:
    """Return the languages that the messages are translated into."""
    return [code for code, _ in settings.LANGUAGES if code != SOURCE_LANGUAGE]


def catalogue(language: str, locale_dir: Path = LOCALE_DIR) -> Path:
    """Return the path of a language's catalogue."""
    return locale_dir / language / "LC_MESSAGES" / "django.po"


def compile_all() -> dict[str, int]:
    """Compile every catalogue; return how many messages each language has."""
    counts = {}
    for language in languages():
        path = catalogue(language)
        if path.exists():
            entries = polib.pofile(str(path))
            path.with_suffix(".mo").write_bytes(entries.to_binary())
            counts[language] = len(entries.translated_entries())
    return counts


def flaws() -> Iterator[str]:
    """Yield each message that is not translated, only guessed, or lost a placeholder."""
    for language in languages():
        path = catalogue(language)
        if not path.exists():
            yield f"{language}: there is no catalogue"
            continue
        for entry in polib.pofile(str(path)):
            if problem := flaw(entry):
                yield f"{language}: {problem}: {entry.msgid!r}"


def flaw(entry: polib.POEntry) -> str | None:
    """Say what is wrong with one message, if anything is."""
    if entry.obsolete:
        return "no longer used"
    if entry.fuzzy:
        return "fuzzy"
    if not entry.translated():
        return "not translated"
    if {"python-format", "python-brace-format"}.isdisjoint(entry.flags):
        return None
    # A singular may leave its number out; the longest plural form may not.
    source = entry.msgid_plural or entry.msgid
    told = max(entry.msgstr_plural.values(), key=len) if entry.msgid_plural else entry.msgstr
    same = set(PLACEHOLDER.findall(source)) == set(PLACEHOLDER.findall(told))
    return None if same else "placeholders differ"


def differences(fresh_locale_dir: Path) -> Iterator[str]:
    """Yield each message that the source has and the catalogues have not, or the reverse."""
    for language in languages():
        if not catalogue(language).exists():
            continue
        committed = messages(catalogue(language))
        fresh = messages(catalogue(language, fresh_locale_dir))
        for message in sorted(fresh - committed):
            yield f"{language}: new in the source: {message!r}"
        for message in sorted(committed - fresh):
            yield f"{language}: gone from the source: {message!r}"


def messages(path: Path) -> set[tuple[str, str]]:
    """Return the context and text of every message of a catalogue."""
    return {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(path))}
