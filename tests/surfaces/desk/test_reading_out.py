"""The receipt is read out to who calls: its code once, on one page, by one person."""

import logging
from datetime import timedelta
from http.cookies import Morsel
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import structures
from tests.surfaces.desk.calls import call, typed
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page
from tests.surfaces.portal.pages import text
from vigie.core import codes
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.surfaces.desk import read_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def code() -> str:
    """A code that its groups tell apart."""
    return codes.code_from(bytes(range(7, 34)))


def held(analyst: SignedIn) -> Morsel[str]:
    """Return the cookie in which the code travels."""
    return analyst.cookies[read_out.NAME]


def test_code_and_reference_are_spelled_in_the_callers_language(
    analyst: SignedIn, code: str
) -> None:
    row = call(analyst, receipt_code=code, language="es")
    answer = analyst.get(page("read_out", row.reference))
    said = text(answer)
    for group in code.split("-"):
        assert group in said
    assert "B Burgos C Carmen D David E España" in said
    assert "7 siete 8 ocho 9 nueve A Antonio" in said
    assert "V Valencia I Inés G Granada" in said
    assert "Repítamelo, grupo por grupo" in said
    assert 'lang="es"' in answer.content.decode()


def test_what_is_owed_by_when_is_said_in_the_callers_language_and_time(analyst: SignedIn) -> None:
    listed = structures.hospital(region="04")
    row = call(
        analyst, structure_name=listed.finess, data_confidentiality="yes", others_touched="yes"
    )
    assert row.region == "04"
    said = text(analyst.get(page("read_out", row.reference)))
    assert "Ce que vous devez, à qui, pour quand" in said
    assert "Heures : La Réunion" in said
    assert "+04" in said
    assert "CNIL" in said
    assert "Au plus tard le" in said


def test_a_reload_does_not_show_the_code_again(analyst: SignedIn, code: str) -> None:
    row = call(analyst, receipt_code=code)
    assert code[:4] in text(analyst.get(page("read_out", row.reference)))
    again = text(analyst.get(page("read_out", row.reference)))
    assert not any(group in again for group in code.split("-"))
    assert "The receipt code is not shown here any more" in again
    assert row.reference[:3] in again


def test_the_page_is_kept_by_no_cache_and_the_code_is_in_no_address(
    analyst: SignedIn, code: str
) -> None:
    answer = analyst.post(page("declare"), typed(receipt_code=code))
    assert not any(group in answer["Location"] for group in code.split("-"))
    assert not any(group in held(analyst).value for group in code.split("-"))
    shown = analyst.get(answer["Location"])
    assert "no-store" in shown["Cache-Control"]


def test_the_cookie_goes_to_one_page_and_no_script(analyst: SignedIn) -> None:
    row = call(analyst)
    cookie = held(analyst)
    assert cookie["path"] == page("read_out", row.reference)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert cookie["max-age"] == timedelta(minutes=10).total_seconds()


def test_nobody_else_reads_it_out(analyst: SignedIn, colleague: SignedIn, code: str) -> None:
    row = call(analyst, receipt_code=code)
    colleague.cookies[read_out.NAME] = held(analyst).value
    assert code[:4] not in text(colleague.get(page("read_out", row.reference)))
    assert code[:4] in text(analyst.get(page("read_out", row.reference)))


def test_it_is_read_out_for_its_own_declaration_alone(analyst: SignedIn, code: str) -> None:
    call(analyst, receipt_code=code)
    value = held(analyst).value
    other = call(analyst)
    analyst.cookies[read_out.NAME] = value
    assert code[:4] not in text(analyst.get(page("read_out", other.reference)))


def test_after_ten_minutes_it_is_gone(analyst: SignedIn, code: str) -> None:
    answers = typed(receipt_code=code)
    row = call(analyst, **answers)
    later = timezone.now() + timedelta(minutes=11)
    with patch("time.time", return_value=later.timestamp()):
        assert code[:4] not in text(analyst.get(page("read_out", row.reference)))
    with patch("vigie.surfaces.desk.views.calls.SENT_TWICE", timedelta()):
        again = analyst.post(page("declare"), answers, follow=True)
    assert code[:4] not in text(again)
    assert row.reference in again.content.decode()


def test_the_code_is_written_in_no_journal_no_outbox_and_no_log(
    analyst: SignedIn, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    row = call(analyst, receipt_code=code)
    analyst.get(page("read_out", row.reference))
    entry = JournalEntry.objects.get(action="receipt.code_shown")
    assert entry.actor == f"user:{analyst.user.pk}"
    assert entry.objects_touched == {"declaration": str(row.pk)}
    written = [str(each) for each in JournalEntry.objects.values()]
    written += [str(each) for each in OutboxMessage.objects.values()]
    written.append(caplog.text)
    assert not any(code in each or code.replace("-", "") in each for each in written)
    shown = text(analyst.get(page("declaration", row.reference)))
    assert "Receipt code shown, to be read out" in shown


def test_a_page_shown_without_code_is_not_noted_as_shown(analyst: SignedIn) -> None:
    row = call(analyst)
    for _ in range(3):
        analyst.get(page("read_out", row.reference))
    assert JournalEntry.objects.filter(action="receipt.code_shown").count() == 1


@pytest.mark.parametrize("value", ["", "x", "AAAA", "%%%", "é" * 40])
def test_whatever_the_cookie_holds_nothing_breaks(analyst: SignedIn, value: str) -> None:
    row = call(analyst)
    analyst.cookies[read_out.NAME] = value
    assert analyst.get(page("read_out", row.reference)).status_code == 200


def test_a_declaration_that_is_not_there_is_not_read_out(analyst: SignedIn) -> None:
    assert analyst.get(page("read_out", "VIG-AAAA-AAAA")).status_code == 404
    row = call(analyst)
    assert Client().get(page("read_out", row.reference)).status_code == 302
