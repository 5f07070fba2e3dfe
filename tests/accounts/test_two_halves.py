"""An account asked for by one and approved by another: neither holds what opens it alone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from tests.accounts.test_making_accounts import PASSWORD, create_user, path_in
from tests.factories import cases
from vigie.accounts import services
from vigie.accounts.enums import ChangeKind, Role, Scope
from vigie.accounts.models import AccountChange, User
from vigie.accounts.services import Asked
from vigie.core import outbox
from vigie.core.models import JournalEntry

pytestmark = pytest.mark.django_db

NO_CODE = "0000-0000-0000-0000"


@pytest.fixture
def ada() -> User:
    return cases.person(Role.ADMINISTRATOR, name="Ada Min")


@pytest.fixture
def bea() -> User:
    return cases.person(Role.DUTY_LEAD, name="Bea Lead")


@pytest.fixture
def lea() -> User:
    user = cases.person(name="Lea Roux", email="lea@example.org")
    user.set_password("what was forgotten")
    user.save()
    return user


def choose(link: str, code: str | None) -> tuple[int, str]:
    """Follow a link, type an opening code and a password; return status and page."""
    client = Client()
    form = client.get(link, follow=True)
    typed = {"password1": PASSWORD, "password2": PASSWORD}
    if code is not None:
        typed["opening_code"] = code
    answer = client.post(form.redirect_chain[-1][0], typed, follow=True)
    return answer.status_code, answer.content.decode()


def recovered(lea: User, ada: User, bea: User) -> tuple[str, str]:
    """Return what whoever approved and whoever asked were shown."""
    change = services.ask(ChangeKind.RECOVERY, lea, actor=ada)
    stored = AccountChange.objects.get(pk=change.pk)
    link = services.decide(stored, approves=True, actor=bea)
    assert link
    return path_in(link), change.opening_code


def has_the_password(user: User) -> bool:
    return User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_link_and_code_together_open_a_recovered_account(lea: User, ada: User, bea: User) -> None:
    link, code = recovered(lea, ada, bea)
    assert "Your password is kept" in choose(link, code)[1]
    assert has_the_password(lea)


def test_the_code_is_read_as_it_is_said(lea: User, ada: User, bea: User) -> None:
    link, code = recovered(lea, ada, bea)
    choose(link, code.lower().replace("-", "  ").replace("0", "o"))
    assert has_the_password(lea)


@pytest.mark.parametrize("code", [None, "", NO_CODE, "é" * 99, "0" * 101])
def test_whoever_approved_opens_nothing_with_the_link_alone(
    lea: User, ada: User, bea: User, code: str | None
) -> None:
    link, _code = recovered(lea, ada, bea)
    assert "Opening code" in choose(link, code)[1]
    assert not has_the_password(lea)


def test_a_code_opens_no_account_but_its_own(lea: User, ada: User, bea: User) -> None:
    link, _code = recovered(lea, ada, bea)
    other = cases.person(name="Zoe")
    assert "This is not the opening code" in choose(link, recovered(other, ada, bea)[1])[1]


def test_an_invitation_goes_in_two_halves_too(ada: User, bea: User) -> None:
    asked = Asked(role=Role.ANALYST)
    change = services.ask_invitation("new@example.org", "New One", asked, actor=ada)
    link = services.decide(AccountChange.objects.get(), approves=True, actor=bea)
    assert link
    new = User.objects.get(email="new@example.org")
    choose(link, NO_CODE)
    assert not has_the_password(new)
    choose(link, change.opening_code)
    assert has_the_password(new)


def test_the_code_of_before_opens_nothing_once_it_is_asked_anew(
    lea: User, ada: User, bea: User
) -> None:
    _link, before = recovered(lea, ada, bea)
    link, code = recovered(lea, ada, bea)
    choose(link, before)
    assert not has_the_password(lea)
    choose(link, code)
    assert has_the_password(lea)


def test_another_role_needs_no_code(lea: User, ada: User) -> None:
    change = services.ask(ChangeKind.ROLE, lea, Asked(role=Role.STATISTICIAN), actor=ada)
    assert (change.opening_code, change.code_digest) == ("", "")


def test_a_link_made_on_the_machine_needs_no_code(lea: User, ada: User, bea: User) -> None:
    recovered(lea, ada, bea)
    choose(path_in(create_user("lea@example.org", "--new-link")), None)
    assert has_the_password(lea)


def test_neither_half_is_stored_mailed_or_journaled(lea: User, ada: User, bea: User) -> None:
    link, code = recovered(lea, ada, bea)
    outbox.drain()
    rows = str(list(AccountChange.objects.values()))
    rows += str(list(JournalEntry.objects.values("action", "objects_touched")))
    kept = rows + "".join(str(each.body) for each in mail.outbox)
    assert len(mail.outbox) == 2
    for secret in (code, code.replace("-", ""), link.rstrip("/").rsplit("-", 2)[-1]):
        assert secret not in kept


def test_a_recovery_takes_the_tokens_back(lea: User, ada: User, bea: User) -> None:
    token, secret = services.make_token(
        lea, name="SIEM", scopes=[Scope.INCIDENTS], lasts=timedelta(days=1), actor="test"
    )
    assert services.check_token(secret)
    recovered(lea, ada, bea)
    assert services.check_token(secret) is None
    entry = JournalEntry.objects.get(action="token.revoked")
    assert entry.objects_touched == {"token": str(token.pk)}


def test_the_journal_tells_a_first_password_from_another(lea: User, ada: User, bea: User) -> None:
    services.set_password(lea, "another one of mine")
    link, code = recovered(lea, ada, bea)
    choose(link, code)
    entries = JournalEntry.objects.filter(action__startswith="account.password_").order_by("id")
    assert [(each.action, each.actor) for each in entries] == [
        ("account.password_changed", f"user:{lea.pk}"),
        ("account.password_set", f"user:{lea.pk}"),
    ]
