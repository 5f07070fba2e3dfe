"""Every operation of the part with tokens against every scope, derived from its addresses.

An operation that is added stands here at once: without a scope, or with an argument that
nobody gave a sample of, a test fails.
"""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import cases
from tests.surfaces.api.sending import get
from vigie.accounts import services as accounts
from vigie.accounts.enums import Role, Scope
from vigie.accounts.models import ApiToken
from vigie.core.audience import Audience, declared_audience
from vigie.incidents.models import Incident
from vigie.surfaces.api.desk.endpoints import api
from vigie.surfaces.api.desk.urls import urlpatterns

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"
VIEWS = {pattern.name: pattern for pattern in urlpatterns if pattern.name != "openapi"}
OPERATIONS = {
    operation["operationId"]: (method, address, operation)
    for address, methods in api.document()["paths"].items()
    for method, operation in methods.items()
}
OF_ONE_CASE = [name for name, (_, address, _op) in OPERATIONS.items() if "{reference}" in address]


def token(*scopes: Scope, realm: str = "live") -> str:
    owner = cases.person(Role.ANALYST)
    made, secret = accounts.make_token(
        owner, name="SIEM", scopes=scopes, lasts=timedelta(days=1), actor="test"
    )
    ApiToken.objects.filter(pk=made.pk).update(realm=realm)
    return secret


def asked(name: str, incident: Incident, secret: str = "") -> Any:
    method, address, _operation = OPERATIONS[name]
    assert method == "get", f"say here what {name} is to be sent"
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return get(address.format(reference=incident.reference), **headers)


def needed(name: str) -> Scope:
    return Scope(OPERATIONS[name][2]["x-scope"])


def test_every_address_is_described_and_every_operation_stands_at_an_address() -> None:
    served = {
        f"/api/{pattern.pattern}".replace("<", "{").replace(">", "}") for pattern in VIEWS.values()
    }
    assert served == {address for _, address, _ in OPERATIONS.values()}
    assert OF_ONE_CASE


@pytest.mark.parametrize("name", VIEWS)
def test_each_is_for_holders_of_a_token(name: str) -> None:
    assert declared_audience(VIEWS[name].callback, "") == {Audience.TOKEN_HOLDER}


@pytest.mark.parametrize("scope", Scope)
def test_each_scope_opens_something(scope: Scope) -> None:
    assert scope in {needed(name) for name in OPERATIONS}


@pytest.mark.parametrize("name", OPERATIONS)
def test_without_a_token_each_is_closed(name: str) -> None:
    case = cases.open_case()
    for answer in (asked(name, case), asked(name, case, "vigie_nothing")):
        assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
        assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("name", OPERATIONS)
def test_each_opens_to_its_scope_and_to_no_other(name: str, scope: Scope) -> None:
    answer = asked(name, cases.open_case(), token(scope))
    if scope == needed(name):
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)
        assert answer.json()["detail"] == needed(name).value


@pytest.mark.parametrize("name", OPERATIONS)
def test_all_other_scopes_together_do_not_open_it(name: str) -> None:
    others = [scope for scope in Scope if scope != needed(name)]
    assert asked(name, cases.open_case(), token(*others)).status_code == 403


@pytest.mark.parametrize("name", OF_ONE_CASE)
@pytest.mark.parametrize("realm", ["demo", "exercise:spring", "import:history"])
def test_a_case_of_another_realm_is_not_there(name: str, realm: str) -> None:
    here, elsewhere = cases.open_case(), cases.open_case(realm=realm)
    secret = token(*Scope)
    assert asked(name, here, secret).status_code == 200
    answer = asked(name, elsewhere, secret)
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
    assert asked(name, elsewhere, token(*Scope, realm=realm)).status_code == 200
    assert asked(name, here, token(*Scope, realm=realm)).status_code == 404
