"""A year that was published before is corrected aloud."""

import pytest

from tests.observatory.builders import a_structure, declared_often
from vigie.observatory import publications, releases

pytestmark = pytest.mark.django_db


def release(note: str = "") -> None:
    releases.release("demo", signed_by="S. Tatistician", note=note)


def test_a_correction_needs_a_note_and_keeps_it() -> None:
    declared_often(8)
    release()
    declared_often(6)

    with pytest.raises(releases.NoteMissing) as missing:
        release("  ")
    assert missing.value.years == (2019,)
    assert publications.next_version("demo", 2019) == 2

    release("Six came in late.")
    assert [each.note for each in publications.history("demo", 2019)] == ["", "Six came in late."]


def test_what_has_not_changed_needs_none() -> None:
    declared_often(8)
    release()

    release()

    assert publications.next_version("demo", 2019) == 2


def test_a_structure_that_enters_the_directory_corrects_nothing() -> None:
    declared_often(8)
    release()
    a_structure()

    release()

    assert publications.next_version("demo", 2019) == 2
