"""The catalogues of messages: what is wrong with one is named."""

from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command

from vigie.core import catalogues


def entry(msgid: str, msgstr: str = "", *flags: str) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, flags=list(flags))


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for catalogues, empty."""
    monkeypatch.setattr(catalogues.catalogue, "__defaults__", (tmp_path,))
    return tmp_path


def write(locale: Path, language: str, *entries: polib.POEntry) -> Path:
    path = catalogues.catalogue(language, locale)
    path.parent.mkdir(parents=True)
    file = polib.POFile()
    file.extend(entries)
    file.save(str(path))
    return path


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (entry("Yes", "Oui"), None),
        (entry("Yes"), "not translated"),
        (entry("Yes", "Non", "fuzzy"), "fuzzy"),
        (entry("%(n)s days", "%(n)s jours", "python-format"), None),
        (entry("%(n)s days", "des jours", "python-format"), "placeholders differ"),
        (entry("{name} left", "{nom} est parti", "python-brace-format"), "placeholders differ"),
        (entry("100 % sure", "certain"), None),
    ],
)
def test_each_flaw_is_named(message: polib.POEntry, problem: str | None) -> None:
    assert catalogues.flaw(message) == problem


def test_a_plural_needs_each_of_its_forms() -> None:
    days = polib.POEntry(
        msgid="%(n)s day",
        msgid_plural="%(n)s days",
        msgstr_plural={0: "un jour", 1: "%(n)s jours"},
        flags=["python-format"],
    )
    assert catalogues.flaw(days) is None
    days.msgstr_plural[1] = ""
    assert catalogues.flaw(days) == "not translated"


def test_english_is_the_source_and_needs_no_catalogue() -> None:
    assert "en" not in catalogues.languages()
    assert {"fr", "es"} <= set(catalogues.languages())


def test_a_missing_catalogue_is_told(locale: Path) -> None:
    write(locale, "fr", entry("Yes", "Oui"))
    assert list(catalogues.flaws()) == ["es: there is no catalogue"]


def test_compiling_writes_what_django_reads(locale: Path) -> None:
    path = write(locale, "es", entry("Yes", "Sí"), entry("No"))
    assert catalogues.compile_all() == {"es": 1}
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert [(e.msgid, e.msgstr) for e in compiled] == [("Yes", "Sí")]


def test_what_the_source_has_more_or_less_is_told(locale: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    for language in catalogues.languages():
        write(locale, language, entry("Yes", "x"), entry("Old", "x"))
        write(fresh, language, entry("Yes"), entry("New"))
    told = list(catalogues.differences(fresh))
    assert "es: new in the source: ('', 'New')" in told
    assert "es: gone from the source: ('', 'Old')" in told
    assert len(told) == 2 * len(catalogues.languages())


def test_the_check_fails_on_a_flaw(
    locale: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    write(locale, "fr", entry("Yes"))
    write(locale, "es", entry("Yes", "Sí"))
    with pytest.raises(CommandError, match="to mend: 1"):
        call_command("compile_messages", check=True)
    told = capsys.readouterr().err
    assert "fr: not translated: 'Yes'" in told
    assert "GNU gettext is not installed" in told
