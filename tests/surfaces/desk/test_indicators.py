"""Indicators of a case: searched, chosen, kept, seen elsewhere, taken away."""

import csv
import io
import json
import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import Answer, page, text
from vigie.core.models import JournalEntry
from vigie.incidents import services
from vigie.incidents.models import Incident, Indicator
from vigie.incidents.services import Marking

pytestmark = pytest.mark.django_db

PASTED = "canari-log: GET hxxp://evil-host[.]net/a from 185[.]12[.]45[.]7 by 10.0.0.4"
MAIL = b"From: Paie <paie@evil-host.net>\nSubject: canari-objet\n\nSee http://evil-host.net/b\n"


@pytest.fixture
def incident() -> Incident:
    """An open case."""
    return cases.open_case()


def search(browser: SignedIn, incident: Incident, **sent: Any) -> Any:
    """Search what is sent: `text`, or `file`."""
    return browser.post(page("indicators_search", incident.reference), {"text": "", **sent})


def kept_from(answer: Any, *places: int, **changes: Any) -> dict[str, Any]:
    """Return what the page of what was found sends, with these boxes checked."""
    form = answer.context["form"]
    names = ("found", "source", "tlp", "pap")
    return {
        **{name: form[name].value() for name in names},
        "keep": [str(place) for place in places],
        "comment": "",
        **changes,
    }


def shown(answer: Answer) -> list[tuple[str, str, bool]]:
    """Return what a page offers: value, why it is noise, whether its box is checked."""
    lines = answer.context["lines"]  # type: ignore[attr-defined]
    return [(line.candidate.value, line.candidate.noise, line.checked) for line in lines]


def test_what_is_pasted_is_offered_and_nothing_stored_before_it_is_chosen(
    analyst: SignedIn, incident: Incident
) -> None:
    answer = search(analyst, incident, text=PASTED)
    assert shown(answer) == [
        ("185.12.45.7", "", True),
        ("evil-host.net", "", True),
        ("http://evil-host.net/a", "", True),
        ("10.0.0.4", "private_address", False),
    ]
    assert "hxxp://evil-host[.]net/a" in text(answer)
    assert 'href="http://evil-host.net' not in text(answer)
    assert "Private or reserved address" in text(answer)
    assert not Indicator.objects.exists()

    sent = kept_from(answer, 0, 3, tlp="RED", pap="GREEN", comment="Vu par Canari")
    kept = analyst.post(page("indicators_keep", incident.reference), sent, follow=True)

    assert "2 indicators kept." in text(kept)
    assert "185[.]12[.]45[.]7" in text(kept)
    assert "Vu par Canari" not in text(kept)
    saved = Indicator.objects.get(value="185.12.45.7")
    assert (saved.tlp, saved.pap, saved.source, saved.added_by) == (
        "RED",
        "GREEN",
        "text",
        analyst.user,
    )
    opened = text(analyst.post(page("indicators_open", incident.reference)))
    assert "Vu par Canari" in opened


def test_what_is_pasted_is_neither_logged_nor_stored(
    analyst: SignedIn, incident: Incident, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = search(analyst, incident, text=f'{PASTED} "http://evil-host.net/canari-chemin")')
    analyst.post(page("indicators_keep", incident.reference), kept_from(answer, 0))
    assert "canari" not in caplog.text
    assert not JournalEntry.objects.filter(objects_touched__icontains="evil").exists()


@pytest.mark.parametrize(
    ("name", "content", "source"),
    [
        ("message.eml", MAIL, "mail"),
        ("iocs.CSV", b"type;valeur\nurl;http://evil-host.net/b\n", "table"),
        ("journal.log", b"GET http://evil-host.net/b\n", "text"),
    ],
)
def test_a_file_is_searched_as_what_it_is(
    analyst: SignedIn, incident: Incident, name: str, content: bytes, source: str
) -> None:
    answer = search(analyst, incident, file=SimpleUploadedFile(name, content))
    assert "http://evil-host.net/b" in [value for value, _noise, _checked in shown(answer)]
    assert answer.context["form"]["source"].value() == source


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("message.eml", b"no mail at all", "cannot be read"),
        ("iocs.csv", b"PK\x03\x04\0\0", "cannot be read"),
        ("program.txt", b"MZ\0\0", "cannot be read"),
        ("large.eml", b"From: a@b.example\n\n" + b"x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_searched_is_refused_at_its_field(
    analyst: SignedIn, incident: Incident, name: str, content: bytes, fault: str
) -> None:
    answer = search(analyst, incident, file=SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert fault in text(answer)
    assert "file" in answer.context["search_form"].errors


def test_nothing_sent_is_said_at_the_field(analyst: SignedIn, incident: Incident) -> None:
    answer = search(analyst, incident)
    assert answer.status_code == 422
    assert "Paste a text, or choose a file." in text(answer)


def test_too_long_a_text_is_refused_and_kept(analyst: SignedIn, incident: Incident) -> None:
    answer = search(analyst, incident, text="x " * 100_001)
    assert answer.status_code == 422
    assert "x x x" in text(answer)


def test_a_file_sent_to_a_case_that_is_not_there_is_not_read(analyst: SignedIn) -> None:
    file = SimpleUploadedFile("message.eml", MAIL)
    answer = analyst.post(page("indicators_search", "INC-2222-2222"), {"file": file})
    assert answer.status_code == 404


def test_a_mistake_in_the_marking_loses_no_choice(analyst: SignedIn, incident: Incident) -> None:
    answer = search(analyst, incident, text=PASTED)
    sent = kept_from(answer, 1, tlp="PINK", first_seen_at_0="yesterday")
    again = analyst.post(page("indicators_keep", incident.reference), sent)
    assert again.status_code == 422
    assert {"tlp", "first_seen_at"} == set(again.context["form"].errors)
    assert [checked for _value, _noise, checked in shown(again)] == [False, True, False, False]
    assert not Indicator.objects.exists()


def test_a_case_closed_meanwhile_loses_no_choice(analyst: SignedIn) -> None:
    closed = cases.closed_case()
    answer = search(analyst, closed, text=PASTED)
    kept = analyst.post(page("indicators_keep", closed.reference), kept_from(answer, 1))
    assert kept.status_code == 409
    assert [checked for _value, _noise, checked in shown(kept)] == [False, True, False, False]


@pytest.mark.parametrize(
    "found",
    [
        "",
        "x",
        "null",
        "[]",
        "[1]",
        '[["domain"]]',
        '[["poem","x"]]',
        '[["url","javascript:alert(1)"]]',
        "[" * 5_000,
        '{"a":1}',
        '[["domain",{"a":1}]]',
        "1e999",
    ],
)
def test_a_list_that_was_tampered_with_keeps_nothing(
    analyst: SignedIn, incident: Incident, found: str
) -> None:
    sent = {"found": found, "source": "text", "tlp": "RED", "pap": "RED", "keep": ["0", "1", "x"]}
    answer = analyst.post(page("indicators_keep", incident.reference), sent)
    assert answer.status_code in {302, 422}
    assert not Indicator.objects.exists()


def test_what_was_seen_elsewhere_is_said_before_and_after_it_is_kept(
    analyst: SignedIn, incident: Incident
) -> None:
    other = cases.open_case()
    marking = Marking(tlp="AMBER", pap="AMBER")
    services.add_indicators(other, [("domain", "evil-host.net")], marking, actor=None)

    found = search(analyst, incident, text="evil-host.net")
    assert page("indicators", other.reference) in text(found)
    analyst.post(page("indicators_keep", incident.reference), kept_from(found, 0))

    listed = text(analyst.get(page("indicators", incident.reference)))
    assert page("indicators", other.reference) in listed
    again = search(analyst, incident, text="evil-host.net")
    assert "This case has it already." in text(again)


def test_chosen_ones_are_marked_anew_or_removed(analyst: SignedIn, incident: Incident) -> None:
    marking = Marking(tlp="AMBER", pap="AMBER")
    pairs = [("ipv4", "192.0.2.1"), ("ipv4", "192.0.2.2")]
    services.add_indicators(incident, pairs, marking, actor=None)
    first, second = Indicator.objects.order_by("value")
    address = page("indicators_change", incident.reference)

    analyst.post(address, {"pick": [first.pk], "tlp": "GREEN", "pap": "CLEAR"})
    analyst.post(address, {"pick": [second.pk], "tlp": "GREEN", "pap": "CLEAR", "remove": "yes"})

    left = Indicator.objects.get()
    assert (left.value, left.tlp, left.pap) == ("192.0.2.1", "GREEN", "CLEAR")
    for wrong in ([], ["x"], [str(second.pk)]):
        answer = analyst.post(address, {"pick": wrong, "tlp": "GREEN", "pap": "CLEAR"})
        assert answer.status_code == 422


def test_they_are_taken_away_with_their_marking(analyst: SignedIn, incident: Incident) -> None:
    for value, tlp in (("192.0.2.1", "RED"), ("192.0.2.2", "GREEN")):
        marking = Marking(tlp=tlp, pap="AMBER")
        services.add_indicators(incident, [("ipv4", value)], marking, actor=None)
    address = page("indicators_export", incident.reference)

    def taken(at_most: str, ending: str) -> str:
        answer = analyst.post(address, {"tlp_at_most": at_most, "format": ending})
        assert answer.headers["Content-Disposition"].startswith("attachment")
        return str(answer.content.decode("utf-8-sig"))

    whole = json.loads(taken("RED", "json"))
    assert (whole["tlp"], whole["pap"], len(whole["indicators"])) == ("RED", "AMBER", 2)
    rows = list(csv.DictReader(io.StringIO(taken("AMBER", "csv"), newline="")))
    assert [(row["value"], row["tlp"]) for row in rows] == [("192.0.2.2", "GREEN")]
    as_text = taken("RED", "txt")
    assert "TLP:RED" in as_text.splitlines()[0]
    assert "192[.]0[.]2[.]1" in as_text
    assert "192.0.2.1" not in as_text
    assert JournalEntry.objects.filter(action="indicator.exported").count() == 3
    assert analyst.get(address).status_code == 302


def test_a_long_list_takes_no_more_queries(
    analyst: SignedIn, incident: Incident, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = page("indicators", incident.reference)
    marking = Marking(tlp="AMBER", pap="AMBER", comment="x")

    def fill(third: int) -> None:
        pairs = [("ipv4", f"192.0.{third}.{n}") for n in range(60)]
        for each in (incident, cases.open_case()):
            services.add_indicators(each, pairs, marking, actor=cases.person())

    fill(2)
    with django_assert_max_num_queries(18) as few:
        analyst.get(address)
    fill(3)
    with django_assert_max_num_queries(len(few)):
        answer = analyst.get(address)
    assert len(answer.context["lines"]) == 100
    assert "page=2" in text(answer)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pasted=st.text(max_size=200), name=st.text(max_size=20), content=st.binary(max_size=200))
def test_anything_pasted_or_sent_gets_a_page(
    analyst: SignedIn, incident: Incident, pasted: str, name: str, content: bytes
) -> None:
    assert search(analyst, incident, text=pasted).status_code in {200, 422}
    for ending in (".eml", ".csv", ".txt"):
        safe = name.encode("utf-8", "ignore").decode() or "x"
        file = SimpleUploadedFile(f"{safe}{ending}", content)
        assert search(analyst, incident, file=file).status_code in {200, 422}


def test_what_was_said_on_a_merged_case_is_opened_with_the_rest_and_says_where(
    analyst: SignedIn, incident: Incident
) -> None:
    merged = cases.open_case()
    said = Marking(tlp="RED", pap="AMBER", comment="Vu chez Canari")
    services.add_indicators(merged, [("domain", "evil-host.net")], said, actor=None)
    quiet = Marking(tlp="CLEAR", pap="AMBER")
    services.add_indicators(incident, [("domain", "evil-host.net")], quiet, actor=None)
    services.merge(merged, incident, actor=None)

    shown = text(analyst.get(page("indicators", incident.reference)))
    assert "TLP:RED" in shown
    assert "TLP:CLEAR ·" not in shown
    assert "Also in:" not in shown
    assert "Something sealed is said of it." in shown
    assert "Canari" not in shown

    opened = text(analyst.post(page("indicators_open", incident.reference)))
    assert f"{merged.reference}</span> · Vu chez Canari" in opened
    assert "Something sealed is said of it." not in opened
