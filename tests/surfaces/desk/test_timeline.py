"""Notes and timeline of a case: written by hand and by Vigie, in order of time."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.core.models import JournalEntry
from vigie.incidents import services
from vigie.incidents.models import Incident, Note
from vigie.incidents.services import Occurrence
from vigie.taxonomy.codes import DatePrecision

pytestmark = pytest.mark.django_db

CANARY = "Le Dr Canari a cliqué"


@pytest.fixture
def incident() -> Incident:
    """An open case."""
    return cases.open_case(cases.person(name="Lena Lead"))


def typed(**answers: str) -> dict[str, str]:
    """Return a note as an analyst sends it."""
    return {"text": CANARY, "day": "", "clock": "", "zone": "Europe/Paris", **answers}


def test_a_note_is_written_and_shown_only_once_opened(
    analyst: SignedIn, incident: Incident
) -> None:
    answer = analyst.post(page("timeline", incident.reference), typed(), follow=True)
    assert "Noted, and sealed." in text(answer)
    assert CANARY not in text(answer)

    opened = analyst.post(page("timeline_open", incident.reference))
    assert CANARY in text(opened)
    assert "no-store" in opened.headers["Cache-Control"]
    assert CANARY not in text(analyst.get(page("timeline", incident.reference)))
    assert JournalEntry.objects.filter(action="note.opened").count() == 1


def test_what_happened_stands_where_it_happened(analyst: SignedIn, incident: Incident) -> None:
    address = page("timeline", incident.reference)
    analyst.post(address, typed(text="Later note"))
    analyst.post(address, typed(text="Night of March", day="2024-03-04", clock="23:30"))
    analyst.post(address, typed(text="Sometime in February", day="2024-02-10"))
    analyst.post(address, typed(text="In the logs", day="2024-03-05", clock="01:00", zone="UTC"))

    shown = text(analyst.post(page("timeline_open", incident.reference)))

    places = [
        shown.index(word)
        for word in (
            "Sometime in February",
            "Night of March",
            "In the logs",
            "Case opened",
            "Later note",
        )
    ]
    assert places == sorted(places)
    assert "23:30 CET" in shown
    assert "01:00 UTC" in shown
    assert Note.objects.get(occurred_precision="day").occurred_zone == "Europe/Paris"


def test_tasks_and_playbooks_are_named_on_it(analyst: SignedIn, incident: Incident) -> None:
    services.apply_playbook(incident, "ransomware", actor=analyst.user)
    task = incident.tasks.get(code="isolate")
    services.take_task(task, revision=1, actor=analyst.user)
    shown = text(analyst.get(page("timeline", incident.reference)))
    assert "Playbook applied: Ransomware" in shown
    assert "Task given to somebody: Have it isolated, not switched off" in shown
    assert "Declaration taken into the case: VIG-" in shown


def test_what_was_written_by_hand_may_be_read_alone(analyst: SignedIn, incident: Incident) -> None:
    services.write_note(incident, CANARY, actor=analyst.user)
    alone = text(analyst.get(page("timeline", incident.reference), {"show": "written"}))
    assert "Case opened" not in alone
    opened = analyst.post(page("timeline_open", incident.reference) + "?show=written")
    assert CANARY in text(opened)
    assert "Case opened" not in text(opened)


def test_a_note_is_corrected_by_another(analyst: SignedIn, incident: Incident) -> None:
    at = Occurrence(cases.RECEIVED, DatePrecision.MINUTE, "UTC")
    first = services.write_note(incident, CANARY, occurred=at, actor=analyst.user)

    form = text(analyst.get(page("timeline", incident.reference), {"corrects": str(first.pk)}))
    assert "Correct what <bdi>Ana Lyst</bdi> wrote of" in form
    assert 'value="2024-03-04"' in form
    sent = typed(text="Le Dr Serin", corrects=str(first.pk))
    analyst.post(page("timeline", incident.reference), sent)

    assert Note.objects.get(corrects=first)
    shown = text(analyst.post(page("timeline_open", incident.reference)))
    assert "corrected later" in shown
    assert "corrects an earlier one" in shown


@pytest.mark.parametrize("key", ["x", "", "😀", "00000000-0000-7000-8000-000000000000"])
def test_a_note_that_does_not_exist_is_not_corrected(
    analyst: SignedIn, incident: Incident, key: str
) -> None:
    address = page("timeline", incident.reference)
    assert analyst.get(address, {"corrects": key}).status_code == (404 if key else 200)
    answer = analyst.post(address, typed(corrects=key))
    assert answer.status_code == (404 if key else 302)


def test_a_note_of_another_case_is_not_found(analyst: SignedIn, incident: Incident) -> None:
    elsewhere = services.write_note(cases.open_case(), CANARY, actor=None)
    answer = analyst.post(page("timeline", incident.reference), typed(corrects=str(elsewhere.pk)))
    assert answer.status_code == 404
    assert Note.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"day": "yesterday"}, "day"),
        ({"day": "0024-03-04"}, "day"),
        ({"clock": "14:30"}, "day"),
        ({"day": "2024-03-04", "clock": "25:00"}, "clock"),
        ({"day": "2024-03-31", "clock": "02:30"}, "clock"),
        ({"zone": "Mars/Olympus"}, "zone"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(
    analyst: SignedIn, incident: Incident, answers: dict[str, str], field: str
) -> None:
    answer = analyst.post(page("timeline", incident.reference), typed(**answers))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Note.objects.exists()
    if "text" not in answers:
        assert CANARY in text(answer)


def test_a_case_closed_meanwhile_keeps_what_was_typed(analyst: SignedIn) -> None:
    answer = analyst.post(page("timeline", cases.closed_case().reference), typed())
    assert answer.status_code == 409
    assert CANARY in text(answer)


def test_it_is_taken_away_as_json_and_as_a_table_that_computes_nothing(
    analyst: SignedIn, incident: Incident
) -> None:
    at = Occurrence(cases.RECEIVED, DatePrecision.DAY, "UTC")
    note = services.write_note(incident, '=HYPERLINK("http://x")', occurred=at, actor=analyst.user)
    address = page("timeline_export", incident.reference)

    as_json = analyst.post(address, {"format": "json"})
    as_csv = analyst.post(address, {"format": "csv"})

    for answer in (as_json, as_csv):
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer.headers["Cache-Control"]
    entries = json.loads(as_json.content)["entries"]
    (written,) = [entry for entry in entries if entry["id"] == str(note.pk)]
    assert written["occurred_at"] == "2024-03-04"
    assert written["text"] == '=HYPERLINK("http://x")'
    rows = list(csv.DictReader(io.StringIO(as_csv.content.decode("utf-8-sig"), newline="")))
    # That the first was taken away is on the timeline by then.
    assert len(rows) == len(entries) + 1
    assert [row["text"] for row in rows if row["id"]] == ['\'=HYPERLINK("http://x")']
    assert JournalEntry.objects.filter(action="timeline.exported").count() == 2


def test_it_is_not_taken_away_by_an_address(analyst: SignedIn, incident: Incident) -> None:
    services.write_note(incident, CANARY, actor=None)
    address = page("timeline_export", incident.reference)
    assert analyst.get(address).status_code == 302
    assert analyst.post(address, {"format": "exe"}).status_code == 302
    assert not JournalEntry.objects.filter(action="timeline.exported").exists()


def test_a_long_timeline_is_read_by_pages_from_its_end(
    analyst: SignedIn, incident: Incident, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = page("timeline", incident.reference)
    services.write_note(incident, "first", actor=analyst.user)
    with django_assert_max_num_queries(18) as few:
        analyst.get(address)
    began = timezone.now()
    for number in range(120):
        at = began + timedelta(minutes=number)
        services.write_note(incident, f"note {number}", at=at, actor=cases.person())
    with django_assert_max_num_queries(len(few)):
        answer = analyst.get(address)
    page_shown = answer.context["page"]
    assert page_shown.earlier
    assert not page_shown.later
    assert "See what came before" in text(answer)
    assert "?before=" in text(answer)
    opened = analyst.post(f"{page('timeline_open', incident.reference)}?show=written")
    assert "note 119" in text(opened)
    assert "note 19." not in text(opened)
    first = analyst.get(address, {"show": "written", "before": opened.context["page"].earlier})
    assert len(first.context["entries"]) == 21


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    answers=st.fixed_dictionaries(
        {}, optional=dict.fromkeys((*typed(), "corrects"), st.text(max_size=60))
    )
)
def test_any_answers_get_a_page(
    analyst: SignedIn, incident: Incident, answers: dict[str, str]
) -> None:
    answer = analyst.post(page("timeline", incident.reference), {**typed(), **answers})
    assert answer.status_code in {302, 404, 422}


def test_what_was_typed_is_never_markup(analyst: SignedIn, incident: Incident) -> None:
    services.write_note(incident, "<script>alert(1)</script>", actor=None)
    assert "<script>alert" not in text(analyst.post(page("timeline_open", incident.reference)))
