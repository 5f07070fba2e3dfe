"""Notes of a case: sealed, added to, never rewritten; opened by who handles the case."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories import cases
from vigie.accounts.enums import Role
from vigie.core.models import JournalEntry
from vigie.incidents import services
from vigie.incidents.models import Note
from vigie.incidents.services import Occurrence
from vigie.taxonomy.codes import DatePrecision

pytestmark = pytest.mark.django_db

TEXT = "Le Dr Canari a ouvert la pièce jointe"
NIGHT = Occurrence(datetime(2026, 3, 4, 1, 30, tzinfo=UTC), DatePrecision.MINUTE, "Europe/Paris")


def test_a_note_is_sealed_and_opened_for_who_handles_the_case() -> None:
    analyst = cases.person()
    incident = cases.open_case()
    note = services.write_note(incident, TEXT, actor=analyst)

    assert b"Canari" not in bytes(Note.objects.get().words)
    assert services.open_notes(incident, actor=analyst) == {note.pk: TEXT}
    opened = JournalEntry.objects.get(action="note.opened")
    assert opened.actor == f"user:{analyst.pk}"
    assert opened.objects_touched == {"incident": str(incident.pk)}


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_nobody_else_opens_or_takes_it(role: Role) -> None:
    incident = cases.open_case()
    services.write_note(incident, TEXT, actor=None)
    for refused in (services.open_notes, services.export_notes, services.open_comments):
        with pytest.raises(services.CannotOpen):
            refused(incident, actor=cases.person(role))
    assert not JournalEntry.objects.filter(action__in=["note.opened", "timeline.exported"]).exists()


def test_what_happened_keeps_its_moment_as_it_was_given() -> None:
    incident = cases.open_case()
    services.write_note(incident, TEXT, occurred=NIGHT, actor=None)
    note = Note.objects.get()
    assert (note.occurred_at, note.occurred_precision, note.occurred_zone) == (
        NIGHT.at,
        "minute",
        "Europe/Paris",
    )
    assert JournalEntry.objects.filter(action="timeline.added").count() == 1


def test_a_moment_without_its_zone_is_refused_by_the_database() -> None:
    incident = cases.open_case()
    broken = Occurrence(NIGHT.at, DatePrecision.MINUTE, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        services.write_note(incident, TEXT, occurred=broken, actor=None)
    assert not Note.objects.exists()


def test_a_correction_is_another_note_and_both_stay() -> None:
    incident = cases.open_case()
    first = services.write_note(incident, TEXT, actor=None)
    second = services.write_note(incident, "Non : le Dr Serin", corrects=first, actor=None)
    assert list(first.corrections.all()) == [second]
    assert len(services.open_notes(incident, actor=cases.person())) == 2


def test_a_note_corrects_none_of_another_case() -> None:
    elsewhere = services.write_note(cases.open_case(), TEXT, actor=None)
    with pytest.raises(services.CannotCorrect):
        services.write_note(cases.open_case(), "x", corrects=elsewhere, actor=None)


def test_a_closed_case_takes_no_note() -> None:
    with pytest.raises(services.CaseClosed):
        services.write_note(cases.closed_case(), TEXT, actor=None)


def test_one_opening_shows_this_case_alone() -> None:
    incident, other = cases.open_case(), cases.open_case()
    services.write_note(other, TEXT, actor=None)
    assert services.open_notes(incident, actor=cases.person()) == {}
