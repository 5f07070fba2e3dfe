"""A program accepts or declines the help that the CSIRT offers."""

from typing import Any

import pytest

from tests.fixtures.database import FrontDatabase
from tests.surfaces.api.sending import declared, get, post
from tests.surfaces.portal.test_support import offer
from vigie.core import codes, outbox
from vigie.declarations.models import SupportReply
from vigie.incidents.models import SupportRequest

pytestmark = pytest.mark.usefixtures("front")


def answer(address: str, code: str, support: object, accepts: Any) -> Any:
    return post(f"{address}/support/{support}/answer", {"accepts": accepts}, Receipt_Code=code)


@pytest.fixture
def offered(front: FrontDatabase) -> tuple[str, str, SupportRequest]:
    """Return a declaration whose structure is offered help: its address, code and the offer."""
    address, code = declared(help={"wanted": "on_site"})
    return address, code, offer(address.rpartition("/")[2], front)


@pytest.mark.parametrize(("accepts", "state"), [(True, "accepted"), (False, "declined")])
def test_an_offer_is_answered_and_the_desk_told(
    offered: tuple[str, str, SupportRequest], front: FrontDatabase, *, accepts: bool, state: str
) -> None:
    address, code, request = offered
    (told,) = get(address, Receipt_Code=code).json()["support"]
    assert (told["id"], told["state"]) == (str(request.pk), "offered")
    given = answer(address, code, told["id"], accepts)
    assert (given.status_code, given.json()["accepts"]) == (200, accepts)
    with front.lifted():
        outbox.drain()
        request.refresh_from_db()
    assert request.state == state


def test_the_first_answer_stands(
    offered: tuple[str, str, SupportRequest], front: FrontDatabase
) -> None:
    address, code, request = offered
    answer(address, code, request.pk, accepts=True)
    assert answer(address, code, request.pk, accepts=False).json()["accepts"] is True
    with front.lifted():
        assert SupportReply.objects.count() == 1


def test_help_that_is_not_offered_waits_for_no_answer(
    offered: tuple[str, str, SupportRequest], front: FrontDatabase
) -> None:
    address, code, request = offered
    answer(address, code, request.pk, accepts=True)
    with front.lifted():
        outbox.drain()
    late = answer(address, code, request.pk, accepts=False)
    assert (late.status_code, late["Content-Type"]) == (409, "application/problem+json")


def test_an_offer_to_another_structure_is_not_there(
    offered: tuple[str, str, SupportRequest], front: FrontDatabase
) -> None:
    address, _code, request = offered
    other, other_code = declared()
    assert answer(other, other_code, request.pk, accepts=True).status_code == 404
    assert answer(address, codes.new_code(), request.pk, accepts=True).status_code == 404
    with front.lifted():
        assert not SupportReply.objects.exists()


@pytest.mark.parametrize("said", ["yes", 1, None, [], "true"])
def test_no_other_answer_counts(
    offered: tuple[str, str, SupportRequest], front: FrontDatabase, said: Any
) -> None:
    address, code, request = offered
    given = answer(address, code, request.pk, said)
    assert given.status_code == 422
    assert given.json()["errors"][0]["pointer"] == "#/accepts"
    with front.lifted():
        assert not SupportReply.objects.exists()
