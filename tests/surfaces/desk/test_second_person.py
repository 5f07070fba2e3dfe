"""What waits for a second person is said on the queue: to who may decide, and to who asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import DjangoAssertNumQueries
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases, structures, subscriptions
from tests.factories.declarations import submission
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from tests.surfaces.desk.test_in_a_browser import sit_down
from vigie.accounts import services as accounts
from vigie.accounts.enums import ChangeKind, Role, Scope
from vigie.accounts.models import ApiToken, User
from vigie.core import codes, outbox
from vigie.declarations.models import CodeReplacement, Declaration, Receipt
from vigie.declarations.services import DeclaredStructure, receive
from vigie.incidents.services import replacing
from vigie.subscriptions import services as subscribing

pytestmark = pytest.mark.django_db
TITLE = "Waiting for a second person"


def asked_by(who: User, realm: str = "live") -> CodeReplacement:
    """Ask for a new code of a declaration just received."""
    listed = DeclaredStructure.listed(structures.hospital(phone="02 61 91 00 42"))
    receipt = receive(submission(structure=listed), code=codes.new_code(), realm=realm)
    declaration = Declaration.objects.get(pk=receipt.declaration_id)
    return replacing.ask_replacement(
        declaration, receipt, reason="lost", called="directory", actor=who
    )


def token_asked_by(who: User) -> ApiToken:
    wanted = accounts.Wanted(
        name="Night SIEM", scopes={Scope.INCIDENTS}, lasts=timedelta(days=30), realm="live"
    )
    return accounts.ask_token(cases.person(), wanted, actor=who)[0]


def block(who: SignedIn, name: str = "queue", **query: str) -> str:
    """Return what a page says of what waits for a second person."""
    shown = text(who.get(page(name), query))
    return (
        shown.partition('id="second-person">')[2].partition("</section>")[0].partition("</div>")[0]
    )


def test_a_colleague_is_told_and_led_to_the_page(analyst: SignedIn, colleague: SignedIn) -> None:
    asked = asked_by(analyst.user)
    shown = block(colleague)
    assert TITLE in shown
    assert f"New receipt code for {asked.receipt.reference}" in shown
    assert f'href="{page("replacement", asked.receipt.reference)}"' in shown
    assert "You may decide." in shown
    assert "Ana Lyst" in shown


def test_who_asked_sees_that_it_waits_for_a_colleague(analyst: SignedIn) -> None:
    asked_by(analyst.user)
    shown = block(analyst)
    assert "it waits for a colleague" in shown
    assert "You may decide." not in shown


def test_once_approved_only_who_reads_it_out_is_told(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    asked = asked_by(analyst.user)
    replacing.decide_replacement(asked, approves=True, actor=colleague.user)
    assert "Approved: have whoever you called back on the line." in block(analyst)
    assert TITLE not in block(colleague)
    replacing.issue_code(asked, actor=analyst.user)
    assert TITLE not in block(analyst)


def test_what_is_refused_or_too_old_waits_no_more(analyst: SignedIn, colleague: SignedIn) -> None:
    refused, old = asked_by(analyst.user), asked_by(analyst.user)
    replacing.decide_replacement(refused, approves=False, actor=colleague.user)
    CodeReplacement.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(hours=2))
    for who in (analyst, colleague):
        assert TITLE not in block(who)


def test_each_realm_shows_its_own(analyst: SignedIn, colleague: SignedIn) -> None:
    asked = asked_by(analyst.user, "exercise:cyber")
    assert TITLE not in block(colleague)
    assert asked.receipt.reference in block(colleague, realm="exercise:cyber")


def test_a_duty_lead_is_told_of_programs_and_accounts_and_an_analyst_is_not(
    analyst: SignedIn, sign_in: Callable[..., SignedIn]
) -> None:
    lead = sign_in(Role.DUTY_LEAD, name="Dot Lead")
    ada = cases.person(Role.ADMINISTRATOR, name="Ada Min")
    token_asked_by(ada)
    subscribing.subscribe(subscriptions.asked(name="Ticketing"), actor=ada)
    accounts.ask_invitation(
        "lea@example.org", "Léa Roux", accounts.Asked(role=Role.ANALYST), actor=ada
    )
    shown = block(lead)
    for said in (
        "Token of the API: Night SIEM",
        "Webhook: Ticketing",
        "New account: Léa Roux",
        "Ada Min",
    ):
        assert said in shown
    assert shown.count("You may decide.") == 3
    assert TITLE not in block(analyst)


def test_an_administrator_is_told_where_he_arrives_and_of_no_code(
    analyst: SignedIn, sign_in: Callable[..., SignedIn]
) -> None:
    ada, other = sign_in(Role.ADMINISTRATOR, name="Ada Min"), sign_in(Role.ADMINISTRATOR)
    token_asked_by(ada.user)
    reference = asked_by(analyst.user).receipt.reference
    assert "You may decide." in block(other, "people")
    assert "it waits for a colleague" in block(ada, "people")
    assert reference not in block(other, "people")


def test_nobody_is_told_that_their_own_account_is_theirs_to_decide(
    sign_in: Callable[..., SignedIn],
) -> None:
    lead = sign_in(Role.DUTY_LEAD, name="Dot Lead")
    ada = cases.person(Role.ADMINISTRATOR, name="Ada Min")
    accounts.ask(ChangeKind.RECOVERY, lead.user, actor=ada)
    assert TITLE not in block(lead)


def test_the_queue_learns_of_it_without_being_loaded_again(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    assert TITLE not in block(colleague, "news")
    asked = asked_by(analyst.user)
    assert asked.receipt.reference in block(colleague, "news")


def test_much_that_waits_costs_no_further_query_and_is_shown_in_part(
    analyst: SignedIn,
    sign_in: Callable[..., SignedIn],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    lead = sign_in(Role.DUTY_LEAD)
    ada = cases.person(Role.ADMINISTRATOR, name="Ada Min")

    def ask(times: int) -> None:
        for _ in range(times):
            asked_by(analyst.user)
            token_asked_by(ada)

    ask(1)
    with django_assert_max_num_queries(14) as with_one:
        lead.get(page("queue"))
    ask(14)
    with django_assert_max_num_queries(len(with_one)):
        shown = block(lead)
    assert shown.count("New receipt code for") == 10
    assert shown.count("Token of the API") == 10


def drain() -> None:
    while outbox.drain():
        pass


def mails(asked: CodeReplacement, mailoutbox: list[EmailMessage]) -> list[EmailMessage]:
    """Return the mails that lead to where it is approved."""
    drain()
    where = page("replacement", asked.receipt.reference)
    return [each for each in mailoutbox if where in each.body]


def test_those_who_may_approve_are_mailed_a_link_and_nothing_of_what_it_is(
    analyst: SignedIn, colleague: SignedIn, mailoutbox: list[EmailMessage]
) -> None:
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    cases.person(name="Gone", is_active=False)
    for role in (Role.AUTHORITY, Role.ADMINISTRATOR, Role.STATISTICIAN):
        cases.person(role)
    asked = asked_by(analyst.user)

    sent = mails(asked, mailoutbox)

    assert sorted(each.to for each in sent) == sorted([[colleague.user.email], [lead.email]])
    for mail in sent:
        said = f"{mail.subject} {mail.body}"
        for kept in ("Centre hospitalier", "Essais", "02 61 91 00 42", "Ana Lyst", "canari"):
            assert kept not in said


def test_nobody_is_mailed_of_what_was_decided_meanwhile(
    analyst: SignedIn, colleague: SignedIn, mailoutbox: list[EmailMessage]
) -> None:
    asked = asked_by(analyst.user)
    replacing.decide_replacement(asked, approves=True, actor=colleague.user)
    assert mails(asked, mailoutbox) == []


@pytest.mark.parametrize("realm", ["demo", "exercise:cyber"])
def test_only_what_is_real_is_mailed(
    analyst: SignedIn, colleague: SignedIn, mailoutbox: list[EmailMessage], realm: str
) -> None:
    assert colleague.user.is_active
    assert mails(asked_by(analyst.user, realm), mailoutbox) == []


def test_on_a_phone_a_colleague_arrives_where_it_is_approved(
    phone: Page, live_server: LiveServer, analyst: SignedIn, colleague: SignedIn
) -> None:
    reference = asked_by(analyst.user).receipt.reference
    sit_down(phone, live_server, colleague)
    phone.goto(live_server.url + page("queue"))
    waits = phone.get_by_role("region", name=TITLE)
    expect(waits).to_contain_text("You may decide.")
    assert_fits(phone)
    assert_accessible(phone)
    waits.get_by_role("link", name=f"New receipt code for {reference}").click()
    expect(phone.get_by_role("button", name="Approve")).to_be_visible()
    assert Receipt.objects.get(reference=reference).code_number == 0
