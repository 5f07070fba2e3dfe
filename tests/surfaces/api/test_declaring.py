"""A program declares: what it must say, what it gets back, and sending again."""

from typing import Any

import pytest
from django.utils import timezone

from tests.factories import structures
from tests.fixtures.database import FrontDatabase
from tests.surfaces.api.sending import DECLARATIONS, KEY, declaration, declared, get, post
from vigie.core import codes
from vigie.declarations.models import Declaration, Message, Receipt, Report

pytestmark = pytest.mark.usefixtures("front")


def test_it_gets_a_receipt_with_what_is_owed() -> None:
    answer = post(DECLARATIONS, declaration())
    told = answer.json()
    assert answer.status_code == 201
    assert told["reference"].startswith("VIG-")
    assert codes.normalise(told["receipt_code"]) == told["receipt_code"]
    assert told["state"]["code"] == "received"
    deadline = next(each for each in told["deadlines"] if each["due_at"])
    assert deadline["status"] in {"owed", "check"}
    assert deadline["recipient"]
    assert deadline["reasons"][0]["words"]


def test_it_is_received_as_from_the_portal(front: FrontDatabase) -> None:
    post(DECLARATIONS, declaration(), accept_language="es")
    with front.lifted():
        row = Declaration.objects.get()
    assert (row.channel, row.kind, row.language) == ("api", "ransomware", "es")
    assert row.structure_name == "Centre hospitalier des Essais"


def test_a_structure_is_known_by_its_number(front: FrontDatabase) -> None:
    with front.lifted():
        listed = structures.hospital()
    told = post(DECLARATIONS, declaration(structure={"number": listed.finess})).json()
    assert told["structure"]["verified"]
    assert told["structure"]["name"] == listed.name


def test_an_unknown_number_keeps_nobody_from_declaring() -> None:
    told = post(DECLARATIONS, declaration(structure={"number": "999999999"})).json()
    assert told["structure"] == {
        "name": "999999999",
        "town": "",
        "kind": "unknown",
        "verified": False,
    }


def test_a_code_of_its_own_is_not_sent_back() -> None:
    code = codes.new_code()
    sent = declaration(receipt_code=code)
    first, again = post(DECLARATIONS, sent), post(DECLARATIONS, sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["reference"] == first.json()["reference"]
    assert first.json()["receipt_code"] is None
    assert code not in first.content.decode()


def test_a_code_used_for_something_else_is_refused(front: FrontDatabase) -> None:
    code = codes.new_code()
    post(DECLARATIONS, declaration(receipt_code=code))
    other = declaration(receipt_code=code, structure={"name": "Another"})
    assert post(DECLARATIONS, other).status_code == 409
    with front.lifted():
        assert Receipt.objects.count() == 1


def changed(part: str, name: str, value: Any) -> dict[str, Any]:
    whole = declaration()
    whole[part] = {**whole.get(part, {}), name: value}
    return whole


YET_TO_COME = "2199-03-28T14:30:00+01:00"


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("incident", "kind", "aliens"),
        ("incident", "detected_at", YET_TO_COME),
        ("incident", "detected_at", "2025-03-28T14:30:00"),
        ("incident", "detected_at", "0001-01-01T00:00:00+14:00"),
        ("incident", "detected_at", 1742000000),
        ("incident", "narrative", " \x00 "),
        ("incident", "narrative", "x" * 20_001),
        ("incident", "narrative", "\ud800"),
        ("incident", "provider", "somebody@example.org"),
        ("contact", "phone", "12"),
        ("contact", "email", "nowhere"),
        ("contact", "nickname", "Zo"),
        ("help", "urgency", "immediate"),
        ("structure", "name", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field(part: str, name: str, value: Any) -> None:
    answer = post(DECLARATIONS, changed(part, name, value), accept_language="fr")
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    field = "wanted" if part == "help" else name
    assert [error["pointer"] for error in told["errors"]] == [f"#/{part}/{field}"]
    assert told["title"] == "Quelque chose est à corriger"
    assert str(value) not in [error["detail"] for error in told["errors"]] or not value


def test_what_begins_after_it_was_noticed_is_refused() -> None:
    sent = changed("incident", "started_at", timezone.now().isoformat())
    told = post(DECLARATIONS, sent).json()
    assert told["errors"][0]["pointer"] == "#/incident/started_at"


def test_all_that_lacks_is_said_at_once() -> None:
    told = post(DECLARATIONS, {}).json()
    assert {error["pointer"] for error in told["errors"]} == {
        "#/structure",
        "#/incident",
        "#/contact",
    }


def test_a_further_report_changes_what_it_says_and_no_more(front: FrontDatabase) -> None:
    address, code = declared()
    sent = {"stage": "notification", "incident": {"care_impact": "interrupted"}, "causes": "VPN"}
    answer = post(f"{address}/reports", sent, Receipt_Code=code)
    assert answer.status_code == 201
    facts = get(address, Receipt_Code=code).json()["facts"]
    assert (facts["care_impact"], facts["kind"]) == ("interrupted", "ransomware")
    with front.lifted():
        assert Report.objects.count() == 2


def test_a_report_sent_again_under_its_key_is_one(front: FrontDatabase) -> None:
    address, code = declared()
    sent = {"stage": "addendum", "incident": {"persons_affected": 1200}}
    answers = [
        post(f"{address}/reports", sent, Receipt_Code=code, Idempotency_Key=KEY) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 200]
    with front.lifted():
        assert Report.objects.count() == 2


def test_a_report_that_says_nothing_is_refused() -> None:
    address, code = declared()
    assert post(f"{address}/reports", {"stage": "addendum"}, Receipt_Code=code).status_code == 422


def test_a_report_in_disorder_is_refused_at_its_field() -> None:
    address, code = declared()
    sent = {"stage": "addendum", "incident": {"started_at": timezone.now().isoformat()}}
    told = post(f"{address}/reports", sent, Receipt_Code=code).json()
    assert told["errors"][0]["pointer"] == "#/incident/started_at"


def test_it_writes_to_the_csirt_and_reads_what_was_written(front: FrontDatabase) -> None:
    address, code = declared()
    sent = {"subject": "Backups", "body": "They are safe."}
    answers = [
        post(f"{address}/messages", sent, Receipt_Code=code, Idempotency_Key=KEY) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 200]
    told = get(f"{address}/messages", Receipt_Code=code).json()["messages"]
    assert [(each["author"], each["body"]) for each in told] == [("declarant", "They are safe.")]
    with front.lifted():
        assert Message.objects.count() == 1
