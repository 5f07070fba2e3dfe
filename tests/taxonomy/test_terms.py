"""Terms are shown in the reader's language, and a bad data file is refused by name."""

from pathlib import Path

import pytest
from django.utils import translation

from vigie.taxonomy import terms
from vigie.taxonomy.datafile import MalformedDataError, Words

HEAD = 'name = "colour"\nversion = "1"\ndate = 2026-01-01\nsource = "a painter"\n'
RED = 'label = { fr = "rouge", en = "red", es = "rojo" }\n'


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("fr", "Rançongiciel"),
        ("en", "Ransomware"),
        ("es", "Ransomware (secuestro de datos)"),
        ("es-mx", "Ransomware (secuestro de datos)"),
        ("de", "Ransomware"),
    ],
)
def test_a_label_follows_the_active_language(language: str, label: str) -> None:
    term = terms.term("incident_kind", "ransomware")
    with translation.override(language):
        assert (term.label, str(term)) == (label, label)
        assert terms.label("incident_kind", "ransomware") == label


def test_without_an_active_language_words_are_english() -> None:
    with translation.override(None):
        assert terms.label("care_impact", "degraded") == "Degraded mode"


def test_words_without_english_are_french_to_others() -> None:
    with translation.override("de"):
        assert str(Words({"fr": "mode dégradé"})) == "mode dégradé"


def test_a_definition_is_empty_where_the_label_suffices() -> None:
    assert terms.term("touched", "yes").definition == ""
    with translation.override("fr"):
        assert "papier" in terms.term("care_impact", "degraded").definition


def test_an_unknown_scheme_is_named() -> None:
    with pytest.raises(terms.UnknownSchemeError, match=r"“colours”.*incident_kind"):
        terms.scheme("colours")


@pytest.mark.parametrize("name", ["../codes", "", "origin.toml", "a\x00b"])
def test_a_name_of_a_scheme_is_never_a_path(name: str) -> None:
    with pytest.raises(terms.UnknownSchemeError):
        terms.scheme(name)


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(terms.UnknownTermError, match="“mauve” is not a code of the scheme origin"):
        terms.term("origin", "mauve")


def test_an_unknown_code_is_shown_as_it_stands_with_a_warning() -> None:
    with pytest.warns(terms.UnknownTermWarning, match="mauve"):
        assert terms.label("origin", "mauve") == "mauve"


def test_choices_keep_the_order_and_leave_out_what_is_not_asked() -> None:
    with translation.override("es"):
        assert terms.choices("origin", exclude=("unknown",)) == [
            ("malicious", "Malintencionado"),
            ("not_malicious", "No malintencionado"),
        ]


def test_a_scheme_is_read_once() -> None:
    assert terms.scheme("origin") is terms.scheme("origin")


def test_what_was_read_cannot_be_changed() -> None:
    term = terms.term("incident_kind", "ransomware")
    with pytest.raises(TypeError):
        term.extra["rsit"] = "other:other"  # type: ignore[index]
    with pytest.raises(AttributeError):
        term.code = "other"  # type: ignore[misc]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "colour.toml"
    path.write_text(f"{HEAD}[terms.red]\n{RED}wavelength = 700\n", encoding="utf-8")
    scheme = terms.read_scheme(path)
    assert (scheme.name, scheme.version, scheme.codes) == ("colour", "1", ("red",))
    assert scheme.terms["red"].extra == {"wavelength": 700}
    assert "red" in scheme
    assert "blue" not in scheme


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("name = ", "colour.toml: is not TOML"),
        (HEAD.replace("colour", "color"), "colour.toml: “name” must be colour"),
        (HEAD.replace('version = "1"\n', ""), "“version” must be a text"),
        (HEAD.replace("a painter", "  "), "“source” must be a text"),
        (HEAD.replace("2026-01-01", '"2026"'), "“date” must be a date"),
        (HEAD.replace("2026-01-01", "2026-01-01T10:00:00Z"), "“date” must be a date"),
        (f"{HEAD}colour = 1\n", "unknown key colour"),
        (HEAD, "“terms” must be a table"),
        (f"{HEAD}[terms]\n", "terms: there must be one term at least"),
        (f"{HEAD}[terms]\nred = 1\n", "terms: “red” must be a table"),
        (f"{HEAD}[terms.red]\n", "terms red: “label” must have fr, en, es"),
        (f'{HEAD}[terms.red]\nlabel = {{ fr = "rouge", en = "red" }}\n', "“label” lacks es"),
        (f"{HEAD}[terms.red]\n{RED.replace('red', ' ')}", "terms red: “label” lacks en"),
        (f"{HEAD}[terms.red]\n{RED}definition.fr = 'r'\n", "“definition” lacks en"),
        (
            f"{HEAD}[terms.red]\n" + RED.replace("es =", 'es = "x", de ='),
            "“label” has an unknown language de",
        ),
        (f"{HEAD}[terms.red]\n{RED}[terms.red]\n{RED}", "is not TOML"),
    ],
)
def test_a_malformed_file_is_refused_by_name(tmp_path: Path, content: str, fault: str) -> None:
    path = tmp_path / "colour.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MalformedDataError) as caught:
        terms.read_scheme(path)
    assert str(caught.value).startswith("colour.toml: ")
    assert fault in str(caught.value)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "colour.toml"
    path.write_bytes(HEAD.replace("painter", "peintre à").encode("latin-1"))
    with pytest.raises(MalformedDataError, match="is not TOML"):
        terms.read_scheme(path)
