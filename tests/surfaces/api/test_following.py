"""A declaration opens with its code only, sent in a header."""

import pytest

from tests.surfaces.api.sending import declared, get, post
from vigie.core import codes
from vigie.core.throttle import FREE_ATTEMPTS

pytestmark = pytest.mark.usefixtures("front")


def test_the_code_opens_it() -> None:
    address, code = declared()
    answer = get(address, Receipt_Code=code.lower())
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("max-age=0")
    assert code not in answer.content.decode()
    assert "Canari" not in answer.content.decode()


def test_a_wrong_code_and_an_unknown_reference_are_answered_alike() -> None:
    address, _code = declared()
    wrong = get(address, Receipt_Code=codes.new_code())
    unknown = get("/api/v1/declarations/VIG-2222-2222", Receipt_Code=codes.new_code())
    assert (wrong.status_code, unknown.status_code) == (404, 404)
    assert wrong.content == unknown.content


def test_without_a_code_nothing_opens() -> None:
    address, code = declared()
    assert get(address).status_code == 422
    assert get(f"{address}?Receipt-Code={code}").status_code == 422
    assert post(f"{address}/messages", {"body": "x"}).status_code == 422


def test_who_fails_again_and_again_must_wait() -> None:
    address, code = declared()
    for _ in range(FREE_ATTEMPTS):
        get(address, Receipt_Code=codes.new_code())
    answer = get(address, Receipt_Code=code)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 1
