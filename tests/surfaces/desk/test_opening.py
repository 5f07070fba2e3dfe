"""What is sealed is opened on one page, by who may, and the journal says so each time."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import cases
from tests.factories.declarations import CANARIES, complement, submission
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.core import codes
from vigie.core.models import JournalEntry
from vigie.declarations.models import Receipt
from vigie.declarations.services import complete, receive
from vigie.incidents.models import Incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def received() -> Receipt:
    """A declaration whose sealed fields hold canaries."""
    return receive(submission(), code=codes.new_code(), realm="live")


def opened_by() -> list[str]:
    """Return who opened what is sealed, as the journal has it."""
    entries = JournalEntry.objects.filter(action="declaration.opened").order_by("id")
    return list(entries.values_list("actor", flat=True))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.DUTY_LEAD])
def test_who_handles_cases_opens_it_and_the_journal_says_so_each_time(
    sign_in: Callable[..., SignedIn], received: Receipt, role: Role
) -> None:
    browser = sign_in(role)
    for _ in range(2):
        answer = browser.post(page("sealed", received.reference))
        assert [canary for canary in CANARIES if canary not in text(answer)] == []
    assert opened_by() == [f"user:{browser.user.pk}"] * 2


def test_what_is_open_is_kept_in_no_cache(analyst: SignedIn, received: Receipt) -> None:
    answer = analyst.post(page("sealed", received.reference))
    assert "no-store" in answer.headers["Cache-Control"]


def test_no_other_page_opens_it(analyst: SignedIn, received: Receipt) -> None:
    analyst.post(page("take", received.reference))
    incident = Incident.objects.get()
    for address in (
        page("queue"),
        page("declarations"),
        page("declaration", received.reference),
        page("cases"),
        page("case", incident.reference),
    ):
        shown = text(analyst.get(address))
        assert [canary for canary in CANARIES if canary in shown] == []
    assert opened_by() == []


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_nobody_else_opens_it(
    sign_in: Callable[..., SignedIn], received: Receipt, role: Role
) -> None:
    browser = sign_in(role)
    assert browser.post(page("sealed", received.reference)).status_code == 403
    assert opened_by() == []


def test_later_reports_are_opened_with_the_first(analyst: SignedIn, received: Receipt) -> None:
    complete(received, complement(), form_nonce="n", structure_kind="health_establishment")
    shown = text(analyst.post(page("sealed", received.reference)))
    assert shown.index("canari-narration") < shown.index("canari-cause")


def test_a_declaration_without_sealed_content_says_so(analyst: SignedIn) -> None:
    imported = cases.waiting()
    assert "Nothing was sealed" in text(analyst.post(page("sealed", imported.reference)))


def test_a_front_process_opens_nothing(analyst: SignedIn, received: Receipt, settings: Any) -> None:
    settings.VIGIE_ROLE = "front"
    analyst.raise_request_exception = False
    answer = analyst.post(page("sealed", received.reference))
    assert answer.status_code == 500
    assert opened_by() == []
