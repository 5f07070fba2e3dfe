"""What is read aloud is heard as it is written."""

from pathlib import Path
from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.core import codes, references
from vigie.taxonomy.datafile import LANGUAGES, MalformedDataError
from vigie.taxonomy.spelling import alphabets, read_alphabets, spelled

SHIPPED = Path("vigie/taxonomy/data/spelling.toml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_letter_has_a_word_that_begins_by_it(language: str) -> None:
    words = alphabets()[language]
    assert set(words) == set(ascii_uppercase + digits)
    unaccented = {"É": "E"}
    for letter in ascii_uppercase:
        first = words[letter][0]
        assert unaccented.get(first, first) == letter
    assert len(set(words.values())) == len(words)


@given(st.binary(min_size=codes.LENGTH, max_size=codes.LENGTH), st.sampled_from(LANGUAGES))
def test_any_code_can_be_read_aloud_and_written_down(secret: bytes, language: str) -> None:
    code = codes.code_from(secret)
    groups = spelled(code, language)
    assert len(groups) == 7
    heard = {word: character for character, word in alphabets()[language].items()}
    written = "-".join("".join(heard[word] for _one, word in group.said) for group in groups)
    assert written == code


def test_a_reference_too() -> None:
    first, *_others = spelled(references.new_reference(), "fr")
    assert first.said == (("V", "Victor"), ("I", "Irma"), ("G", "Gaston"))


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ('Z = "Zoé"', 'Z = ""'),
        ('Y = "Yvonne", ', ""),
        ('"neuf"', '"neuf", "dix"'),
        ('language = "es"', 'language = "it"'),
        ('A = "Alfa"', 'A = "Alfa", Ä = "Ärger"'),
    ],
)
def test_a_malformed_alphabet_is_refused(tmp_path: Path, part: str, instead: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert part in text
    path = tmp_path / "spelling.toml"
    path.write_text(text.replace(part, instead), encoding="utf-8")
    with pytest.raises(MalformedDataError):
        read_alphabets(path)
