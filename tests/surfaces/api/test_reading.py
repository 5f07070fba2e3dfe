"""A program with a token reads incidents, support and indicators, within its scopes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tests.factories import cases
from tests.surfaces.api.sending import get
from vigie.accounts import services as accounts
from vigie.accounts.enums import Role, Scope
from vigie.accounts.models import ApiToken, User
from vigie.core.models import JournalEntry
from vigie.incidents import services
from vigie.surfaces.api.desk import endpoints

pytestmark = pytest.mark.django_db

INCIDENTS = "/api/v1/incidents"
MONTH = timedelta(days=30)
PROBLEM = "application/problem+json"


def token(*scopes: Scope, owner: User | None = None) -> str:
    who = owner or cases.person(Role.ANALYST)
    wanted = scopes or tuple(Scope)
    return accounts.make_token(who, name="SIEM", scopes=wanted, lasts=MONTH, actor="test")[1]


def read(address: str, secret: str) -> Any:
    return get(address, Authorization=f"Bearer {secret}")


def test_a_refusal_is_a_problem_that_says_what_is_needed() -> None:
    answer = get(INCIDENTS)
    assert (answer["Content-Type"], answer["WWW-Authenticate"]) == (PROBLEM, "Bearer")
    assert read(INCIDENTS, token(Scope.SUPPORT)).json()["detail"] == "incidents:read"


def test_a_token_too_old_revoked_or_of_somebody_gone_opens_nothing() -> None:
    owner = cases.person(Role.ANALYST)
    secret = token(owner=owner)
    kept = ApiToken.objects.get()
    assert read(INCIDENTS, secret).status_code == 200
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert read(INCIDENTS, secret).status_code == 401
    User.objects.filter(pk=owner.pk).update(is_active=True)
    ApiToken.objects.update(expires_at=timezone.now())
    assert read(INCIDENTS, secret).status_code == 401
    ApiToken.objects.update(expires_at=timezone.now() + MONTH)
    assert accounts.revoke_token(kept, actor="test")
    assert read(INCIDENTS, secret).status_code == 401


def test_another_secret_under_the_same_prefix_opens_nothing() -> None:
    first, second = token(), token()
    forged = "_".join((*first.split("_")[:2], second.split("_", 2)[2]))
    assert read(INCIDENTS, forged).status_code == 401


def test_it_sees_what_its_owner_sees() -> None:
    cases.open_case()
    secret = token(owner=cases.person(Role.STATISTICIAN))
    assert read(INCIDENTS, secret).json()["incidents"] == []
    address = f"{INCIDENTS}/{cases.open_case().reference}"
    assert read(address, secret).status_code == 404


def test_another_realm_is_not_told(settings: Settings) -> None:
    reference = cases.open_case().reference
    settings.VIGIE_INTAKE_REALM = "demo"
    assert read(INCIDENTS, token()).json()["incidents"] == []
    assert read(f"{INCIDENTS}/{reference}", token()).status_code == 404


def test_pages_follow_each_other_and_each_case_comes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "PAGE", 2)
    opened = [cases.open_case().reference for _ in range(5)]
    secret, seen, cursor = token(), [], ""
    while True:
        told = read(f"{INCIDENTS}?cursor={cursor}", secret).json()
        seen += [each["reference"] for each in told["incidents"]]
        cursor = told["next"]
        if not cursor:
            break
    assert seen == opened


def test_a_cursor_that_is_none_of_ours_is_refused() -> None:
    answer = read(f"{INCIDENTS}?cursor=x", token())
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_the_list_costs_the_same_however_long() -> None:
    costs = []
    secret = token()
    read(INCIDENTS, secret)
    for _ in range(2):
        cases.closed_case()
        cases.open_case()
        with CaptureQueriesContext(connection) as queries:
            read(INCIDENTS, secret)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_case_is_told_with_its_qualification_and_nothing_sealed() -> None:
    reference = cases.closed_case().reference
    answer = read(f"{INCIDENTS}/{reference.lower()}", token())
    told = answer.json()
    assert told["qualification"]["severity"]
    assert told["closed_at"]
    assert "anari" not in answer.content.decode()


def test_indicators_are_told_but_the_red_ones() -> None:
    case = cases.open_case()
    for tlp, value in (("AMBER", "evil-host.net"), ("RED", "secret-host.net")):
        marking = services.Marking(tlp=tlp, pap="AMBER")
        services.add_indicators(case, [("domain", value)], marking, actor=None)
    told = read(f"{INCIDENTS}/{case.reference}/indicators", token()).json()["indicators"]
    assert [each["value"] for each in told] == ["evil-host.net"]


def test_each_read_is_in_the_journal() -> None:
    case = cases.open_case()
    read(f"{INCIDENTS}/{case.reference}", token())
    entry = JournalEntry.objects.get(action="token.incident_read")
    assert entry.actor == f"token:{ApiToken.objects.get().pk}"
    assert entry.objects_touched["incident"] == str(case.pk)


def test_the_secret_is_stored_nowhere() -> None:
    secret = token()
    row = ApiToken.objects.values().get()
    assert secret.split("_", 2)[2] not in str(row)
    assert row["digest"] not in secret


@pytest.mark.parametrize("lasts", [timedelta(), timedelta(days=366)])
def test_no_token_lasts_for_ever(lasts: timedelta) -> None:
    owner = cases.person(Role.ANALYST)
    with pytest.raises(accounts.CannotMake):
        accounts.make_token(owner, name="x", scopes=[Scope.SUPPORT], lasts=lasts, actor="test")


def test_an_operator_makes_lists_and_revokes_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    owner = cases.person(Role.ANALYST)
    call_command("api_token", "make", "SIEM", owner=owner.email, scope=["incidents:read"])
    secret = capsys.readouterr().out.split()[-1]
    assert read(INCIDENTS, secret).status_code == 200
    call_command("api_token", "list")
    listed = capsys.readouterr().out
    prefix = ApiToken.objects.get().prefix
    assert prefix in listed
    assert secret not in listed
    call_command("api_token", "revoke", prefix)
    assert read(INCIDENTS, secret).status_code == 401


def test_what_was_red_in_one_of_two_merged_cases_is_told_of_neither() -> None:
    survivor, merged = cases.open_case(), cases.open_case()
    for case, tlp in ((survivor, "CLEAR"), (merged, "RED")):
        marking = services.Marking(tlp=tlp, pap="AMBER")
        services.add_indicators(case, [("domain", "evil-host.net")], marking, actor=None)
    secret = token()
    services.merge(merged, survivor, actor=None)
    for case in (survivor, merged):
        assert read(f"{INCIDENTS}/{case.reference}/indicators", secret).json()["indicators"] == []
