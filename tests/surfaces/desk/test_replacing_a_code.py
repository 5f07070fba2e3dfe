"""A lost receipt code at the desk: called back, asked for, approved by another, read out once."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases, structures
from tests.factories.declarations import submission
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from tests.surfaces.desk.test_in_a_browser import sit_down
from vigie.accounts.enums import Role
from vigie.core import codes
from vigie.declarations import selectors
from vigie.declarations.models import CodeReplacement, Receipt
from vigie.declarations.services import DeclaredStructure, receive

pytestmark = pytest.mark.django_db
CODE = codes.new_code()
ANSWERS = {"reason": "lost", "called": "directory", "vouched": "on"}


def lost(phone: str = "02 61 91 00 42") -> Receipt:
    listed = DeclaredStructure.listed(structures.hospital(phone=phone))
    return receive(submission(structure=listed), code=CODE, realm="live")


def asked(who: SignedIn, receipt: Receipt, **answers: str) -> CodeReplacement:
    answer = who.post(page("replacement", receipt.reference), {**ANSWERS, **answers})
    assert answer.status_code == 302
    return CodeReplacement.objects.get(receipt=receipt, closed_at=None)


def act(who: Client, name: str, asked_for: CodeReplacement, **said: str) -> str:
    reference = asked_for.receipt.reference
    answer = who.post(page(name, reference, str(asked_for.pk)), said, follow=True)
    assert answer.status_code == 200
    return text(answer)


def test_the_page_shows_which_number_to_call_back(analyst: SignedIn) -> None:
    shown = text(analyst.get(page("replacement", lost().reference)))
    assert 'href="tel:0261910042"' in shown


def test_without_a_number_it_says_where_to_find_one(analyst: SignedIn) -> None:
    receipt = lost(phone="")
    shown = text(analyst.get(page("replacement", receipt.reference)))
    assert "The directory holds no number to call back" in shown
    assert 'value="directory"' not in shown
    refused = analyst.post(page("replacement", receipt.reference), ANSWERS)
    assert refused.status_code == 422
    assert asked(analyst, receipt, called="official_site").number == ""


@pytest.mark.parametrize("missing", ["reason", "called", "vouched"])
def test_nothing_is_asked_for_before_somebody_was_called_back(
    analyst: SignedIn, missing: str
) -> None:
    answers = {name: value for name, value in ANSWERS.items() if name != missing}
    answer = analyst.post(page("replacement", lost().reference), answers)
    assert answer.status_code == 422
    assert not CodeReplacement.objects.exists()


def test_two_persons_give_a_new_code_that_is_shown_once(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    receipt = lost()
    waits = asked(analyst, receipt)
    assert "Approved." in act(colleague, "replacement_decide", waits, decision="approve")
    address = page("replacement_issue", receipt.reference, str(waits.pk))

    answer = analyst.post(address)
    shown = analyst.get(answer["Location"])

    assert "no-store" in shown["Cache-Control"]
    assert "The receipt code is shown this once." in text(shown)
    assert "not shown here any more" in text(analyst.get(answer["Location"]))
    assert "not shown here any more" in text(colleague.get(answer["Location"]))
    assert selectors.open_receipt(receipt.reference, CODE) is None
    assert "Not for you to do" in act(analyst, "replacement_issue", waits)


def test_nobody_approves_what_they_asked_for(analyst: SignedIn) -> None:
    receipt = lost()
    waits = asked(analyst, receipt)
    own = text(analyst.get(page("replacement", receipt.reference)))
    assert 'value="approve"' not in own
    assert "Not for you to do" in act(analyst, "replacement_decide", waits, decision="approve")


def test_the_second_is_warned_of_another_number(analyst: SignedIn, colleague: SignedIn) -> None:
    receipt = lost()
    asked(analyst, receipt, called="declared")
    shown = text(colleague.get(page("replacement", receipt.reference)))
    assert "The directory has a number, 02 61 91 00 42, and another was called" in shown


def test_two_do_not_ask_at_once(analyst: SignedIn, colleague: SignedIn) -> None:
    receipt = lost()
    asked(analyst, receipt)
    answer = colleague.post(page("replacement", receipt.reference), ANSWERS)
    assert answer.status_code == 409


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.ADMINISTRATOR, Role.STATISTICIAN])
def test_other_roles_are_refused(
    analyst: SignedIn, sign_in: Callable[..., SignedIn], role: Role
) -> None:
    waits = asked(analyst, lost())
    other = sign_in(role)
    reference, key = waits.receipt.reference, str(waits.pk)
    assert other.get(page("replacement", reference)).status_code == 403
    for name in ("replacement_decide", "replacement_issue", "replacement_take_back"):
        assert other.post(page(name, reference, key)).status_code == 403


def test_what_was_asked_for_another_declaration_is_not_found(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    waits = asked(analyst, lost())
    foreign = cases.waiting(realm="exercise:cyber")
    for name in ("replacement_decide", "replacement_issue", "replacement_take_back"):
        address = page(name, foreign.reference, str(waits.pk))
        assert colleague.post(address, {"decision": "approve"}).status_code == 404


def test_a_history_has_no_code(analyst: SignedIn) -> None:
    imported = cases.waiting(realm="import:before", import_key="k")
    Receipt.objects.filter(declaration_id=imported.pk).delete()
    assert analyst.get(page("replacement", imported.reference)).status_code == 404
    shown = text(analyst.get(page("declaration", imported.reference)))
    assert page("replacement", imported.reference) not in shown


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_by_hand(
    request: pytest.FixtureRequest,
    live_server: LiveServer,
    analyst: SignedIn,
    colleague: SignedIn,
    screen: str,
) -> None:
    browser: Page = request.getfixturevalue(screen)
    receipt = lost()
    sit_down(browser, live_server, analyst)
    browser.goto(page("declaration", receipt.reference))
    browser.get_by_role("link", name="The declarant has lost the receipt code").click()
    expect(browser.get_by_role("heading", name="First, hang up and call back")).to_be_visible()
    assert_accessible(browser)
    assert_fits(browser)
    browser.get_by_label("Why is a new code needed?").select_option("lost")
    browser.get_by_text("The number of the directory (02 61 91 00 42)").click()
    browser.get_by_text("I called this number myself").click()
    browser.get_by_role("button", name="Ask a second person to approve").click()
    expect(browser.get_by_role("heading", name="Waits for a second person")).to_be_visible()

    sit_down(browser, live_server, colleague)
    browser.reload()
    assert_accessible(browser)
    assert_fits(browser)
    browser.get_by_role("button", name="Approve").click()
    expect(browser.get_by_text("Whoever asked for it reads it out")).to_be_visible()

    sit_down(browser, live_server, analyst)
    browser.reload()
    browser.get_by_role("button", name="Make the new code and read it out").click()
    expect(browser.get_by_text("The receipt code is shown this once.")).to_be_visible()
    assert_fits(browser)
    browser.goto(page("replacement", receipt.reference))
    expect(browser.get_by_text("All that the former code opened")).to_be_visible()
    assert_accessible(browser)
    assert_fits(browser)
