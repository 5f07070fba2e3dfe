"""The duty's pages: who answers now, the roster, one's addresses, the hand-over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.factories import duty as nights
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.core.models import JournalEntry
from vigie.incidents.models import HandOverNote, PagingAddress, Shift
from vigie.incidents.services import duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(sign_in: Callable[..., SignedIn]) -> SignedIn:
    """The duty lead's browser."""
    return sign_in(Role.DUTY_LEAD, name="Dee Lead")


def asked(person_key: int, **answers: Any) -> dict[str, str]:
    """Return a shift of tomorrow as the duty lead sends it."""
    tomorrow = timezone.localtime() + timedelta(days=1)
    return {
        "person": str(person_key),
        "line": "1",
        "starts_at_0": f"{tomorrow:%Y-%m-%d}",
        "starts_at_1": "08:00",
        "ends_at_0": f"{tomorrow:%Y-%m-%d}",
        "ends_at_1": "20:00",
        **answers,
    }


def test_an_analyst_sees_who_is_on_duty_now_and_next(analyst: SignedIn) -> None:
    now = timezone.now()
    nights.on_duty(cases.person(name="Now Adays"))
    nights.on_duty(cases.person(name="Nex Tup"), since=now + timedelta(hours=11))
    shown = text(analyst.get(page("duty")))
    assert "Now Adays" in shown
    assert "Nex Tup" in shown
    assert "Nobody is on duty now" not in shown
    assert "The roster has gaps" in shown


def test_that_nobody_is_on_duty_is_said_loudly(analyst: SignedIn) -> None:
    assert "Nobody is on duty now" in text(analyst.get(page("duty")))


def test_the_duty_lead_adds_and_removes_a_shift(lead: SignedIn) -> None:
    person = cases.person(name="Ana Other")
    answer = lead.post(page("add_shift"), asked(person.pk), follow=True)
    assert "Shift added" in text(answer)
    shift = Shift.objects.get()
    assert (shift.person, shift.ends_at - shift.starts_at) == (person, timedelta(hours=12))

    lead.post(page("remove_shift"), {"shift": str(shift.pk)})
    assert not Shift.objects.exists()
    assert JournalEntry.objects.filter(action="duty.shift_removed").count() == 1


@pytest.mark.parametrize("where", ["add_shift", "remove_shift", "drill"])
def test_an_analyst_neither_writes_the_roster_nor_launches_a_drill(
    analyst: SignedIn, where: str
) -> None:
    nights.on_duty()
    assert analyst.post(page(where), asked(analyst.user.pk)).status_code == 403
    assert Shift.objects.count() == 1
    assert "Add a shift" not in text(analyst.get(page("duty")))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends_at_1": "07:00"}, "A shift ends after it starts."),
        ({"starts_at_1": ""}, "Give both the date and the time."),
        ({"ends_at_0": "2099-01-01"}, "A shift lasts 31 days at most."),
        ({"line": "9"}, "Select a valid choice"),
        ({"person": "x"}, "Select a valid choice"),
        ({"starts_at_0": "2001-01-01", "ends_at_0": "2001-01-02"}, "would be over already"),
    ],
)
def test_a_shift_that_makes_no_sense_is_refused_at_its_field_and_kept_as_typed(
    lead: SignedIn, wrong: dict[str, str], said: str
) -> None:
    person = cases.person(name="Ana Other")
    answer = lead.post(page("add_shift"), asked(person.pk, **wrong))
    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="08:00"' in text(answer) or 'value="20:00"' in text(answer)
    assert not Shift.objects.exists()


def test_who_handles_no_case_is_not_offered(lead: SignedIn) -> None:
    officer = cases.person(Role.AUTHORITY)
    assert lead.post(page("add_shift"), asked(officer.pk)).status_code == 422


def test_i_record_where_i_am_called_and_it_is_never_shown(analyst: SignedIn) -> None:
    sent = {"email": "night@home.example", "phone": "+33 (6) 39.98 00-42"}
    answer = analyst.post(page("keep_addresses"), sent, follow=True)
    assert "A phone number is recorded." in text(answer)
    assert "39" not in text(answer).split("id_phone")[1].split(">")[0]
    assert "night@home" not in text(answer)
    assert PagingAddress.objects.get().person == analyst.user


@pytest.mark.parametrize("phone", ["0639980042", "+33", "call me", "+33 6 39 98 00 42 ext 3"])
def test_a_number_that_no_gateway_could_dial_is_refused_and_kept_as_typed(
    analyst: SignedIn, phone: str
) -> None:
    answer = analyst.post(page("keep_addresses"), {"phone": phone})
    assert answer.status_code == 422
    assert "with its country code" in text(answer)
    assert f'value="{phone}"' in text(answer)
    assert not PagingAddress.objects.exists()


def test_i_remove_my_number(analyst: SignedIn) -> None:
    duty.keep_addresses(analyst.user, email="", phone=nights.PHONE)
    analyst.post(page("keep_addresses"), {"forget_phone": "on"})
    assert not PagingAddress.objects.get().has_phone


def test_a_note_passes_from_one_to_the_next(analyst: SignedIn, colleague: SignedIn) -> None:
    analyst.post(page("hand_over"), {"note": "canari-releve"})
    note = HandOverNote.objects.get()
    assert "canari-releve" not in text(colleague.get(page("duty")))

    opened = colleague.post(page("open_note"), {"note": str(note.pk)})
    assert "canari-releve" in text(opened)
    assert "no-store" in opened["Cache-Control"]
    answer = colleague.post(page("take_over"), {"note": str(note.pk)}, follow=True)
    assert "You have taken over." in text(answer)
    again = analyst.post(page("take_over"), {"note": str(note.pk)}, follow=True)
    assert "Cole League has taken over already" in text(again)


def test_an_empty_note_is_refused(analyst: SignedIn) -> None:
    assert analyst.post(page("hand_over"), {"note": " "}).status_code == 422


@pytest.mark.parametrize("where", ["open_note", "take_over"])
@pytest.mark.parametrize("key", ["", "x", "00000000-0000-7000-8000-000000000000", "\ud800"])
def test_a_note_that_is_none_is_not_there(analyst: SignedIn, where: str, key: str) -> None:
    sent = key.encode("utf-8", "replace").decode()
    assert analyst.post(page(where), {"note": sent}).status_code == 404


def test_a_stale_form_loses_nothing(analyst: SignedIn) -> None:
    analyst.handler.enforce_csrf_checks = True
    answer = analyst.post(page("hand_over"), {"note": "canari-releve"})
    assert answer.status_code == 403
    assert "canari-releve" in text(answer)
    assert not HandOverNote.objects.exists()


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_handles_no_case_does_not_see_the_duty(
    sign_in: Callable[..., SignedIn], role: Role
) -> None:
    for where in ("duty", "duty_pages"):
        assert sign_in(role).get(page(where)).status_code == 403


def test_the_page_costs_the_same_however_long_the_roster(
    lead: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    nights.on_duty()
    duty.hand_over("one", actor=lead.user)
    with django_assert_max_num_queries(16) as with_one:
        lead.get(page("duty"))
    for number in range(20):
        nights.on_duty(since=timezone.now() + timedelta(hours=number))
        duty.hand_over("more", actor=cases.person())
    with django_assert_max_num_queries(len(with_one)):
        lead.get(page("duty"))
