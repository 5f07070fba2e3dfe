"""All that waits for a second person, in one list, counted in the menu, and told by e-mail."""

import re
from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from tests.factories import cases, subscriptions
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from tests.surfaces.desk.test_second_person import asked_by, drain, token_asked_by
from vigie.accounts import services as accounts
from vigie.accounts.enums import ChangeKind, Role
from vigie.accounts.models import AccountChange, User
from vigie.incidents.services import replacing
from vigie.subscriptions import services as subscribing

pytestmark = pytest.mark.django_db
WAITS = "Something waits for your approval at the desk"


@pytest.fixture(autouse=True)
def _in_english(settings: Settings) -> None:
    """Have the desk mailed in the language that these tests read."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def lead(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return sign_in(Role.DUTY_LEAD, name="Dot Lead")


@pytest.fixture
def ada(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return sign_in(Role.ADMINISTRATOR, name="Ada Min")


def invitation_asked_by(who: User) -> AccountChange:
    asked = accounts.Asked(role=Role.ANALYST)
    return accounts.ask_invitation("lea@example.org", "Léa Roux", asked, actor=who)


def listed(who: SignedIn) -> tuple[str, str]:
    """Return what the page says is the reader's turn, and what waits for a colleague."""
    shown = text(who.get(page("approvals"))).partition('id="mine"')[2]
    mine, _, of_others = shown.partition('id="of-others"')
    return mine, of_others


def counted(who: SignedIn, name: str = "approvals") -> str:
    """Return how many things the menu says wait for the reader; empty when none."""
    link = re.search(
        r'id="approvals-link"[^>]*>Approvals(?: \((\d+)\))?<', text(who.get(page(name)))
    )
    assert link
    return link[1] or ""


def test_everything_that_waits_is_in_one_list_and_counted(
    analyst: SignedIn, colleague: SignedIn, lead: SignedIn, ada: SignedIn
) -> None:
    code = asked_by(analyst.user)
    token = token_asked_by(ada.user)
    webhook, _secret = subscribing.subscribe(subscriptions.asked(name="Ticketing"), actor=ada.user)
    change = invitation_asked_by(ada.user)
    accounts.ask(ChangeKind.RECOVERY, lead.user, actor=ada.user)
    of_code = f"New receipt code for {code.receipt.reference}"
    of_programs = ("Token of the API: Night SIEM", "Webhook: Ticketing", "New account: Léa Roux")

    mine, of_others = listed(lead)
    for said in (of_code, *of_programs):
        assert said in mine
    # Their own account is not theirs to decide.
    assert "Dot Lead" not in mine
    assert "Nothing that you asked for waits." in of_others
    assert counted(lead) == "4"

    mine, of_others = listed(ada)
    assert "Nothing waits for you." in mine
    for said in of_programs:
        assert said in of_others
    assert of_code not in mine + of_others
    assert counted(ada) == ""

    assert of_code in listed(colleague)[0]
    assert counted(colleague, "queue") == "1"
    assert of_code in listed(analyst)[1]
    assert counted(analyst) == ""

    replacing.decide_replacement(code, approves=True, actor=colleague.user)
    # Whoever asked now reads it out; a colleague has nothing more to do.
    assert of_code in listed(analyst)[0]
    assert counted(analyst) == "1"
    assert counted(colleague, "news") == ""
    accounts.approve_token(token, actor=lead.user)
    subscribing.approve(webhook, actor=lead.user)
    accounts.decide(change, approves=False, actor=lead.user)
    assert counted(lead) == ""


def told(mailoutbox: list[EmailMessage]) -> list[EmailMessage]:
    drain()
    drain()
    return [each for each in mailoutbox if each.subject == WAITS]


def test_who_may_decide_is_mailed_once_of_each_thing_and_nothing_of_what_it_is(
    lead: SignedIn, ada: SignedIn, mailoutbox: list[EmailMessage]
) -> None:
    other = cases.person(Role.ADMINISTRATOR, name="Otto Min")
    cases.person(Role.DUTY_LEAD, name="Gone", is_active=False)
    for role in (Role.ANALYST, Role.AUTHORITY, Role.STATISTICIAN):
        cases.person(role)
    token_asked_by(ada.user)
    webhook, _secret = subscribing.subscribe(subscriptions.asked(name="Ticketing"), actor=ada.user)
    invitation_asked_by(ada.user)

    sent = told(mailoutbox)

    pages = [page("tokens"), page("webhook", str(webhook.pk)), page("people")]
    for where in pages:
        addressees = [each.to for each in sent if where in each.body]
        assert sorted(addressees) == sorted([[lead.user.email], [other.email]])
    assert len(sent) == 2 * len(pages)
    for mail in sent:
        for kept in ("Night SIEM", "Ticketing", "Léa", "lea@", "Ada Min", "example.org/"):
            assert kept not in f"{mail.subject} {mail.body}".replace("//desk.example.org/", "")


def test_nobody_is_mailed_of_their_own_account_nor_of_what_was_decided_meanwhile(
    lead: SignedIn, ada: SignedIn, mailoutbox: list[EmailMessage]
) -> None:
    other = cases.person(Role.ADMINISTRATOR, name="Otto Min")
    accounts.ask(ChangeKind.RECOVERY, lead.user, actor=ada.user)
    accounts.approve_token(token_asked_by(ada.user), actor=lead.user)
    webhook, _secret = subscribing.subscribe(subscriptions.asked(), actor=ada.user)
    subscribing.approve(webhook, actor=lead.user)
    assert [each.to for each in told(mailoutbox)] == [[other.email]]


def test_what_is_no_more_than_an_exercise_or_a_demonstration_is_mailed_to_nobody(
    lead: SignedIn, ada: SignedIn, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    assert lead.user.is_active
    subscribing.subscribe(subscriptions.asked(realm="exercise:cyber"), actor=ada.user)
    settings.VIGIE_DEMO = True
    invitation_asked_by(ada.user)
    token_asked_by(ada.user)
    assert told(mailoutbox) == []
