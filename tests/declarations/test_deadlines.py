"""The declarant sees what is owed to whom by when, and what is met."""

from datetime import timedelta

import pytest

from tests.factories.declarations import DETECTED, RECEIVED, complement, facts, submission
from vigie.core import codes
from vigie.declarations.models import Receipt
from vigie.declarations.selectors import Deadline, OpenedReceipt, deadlines, open_receipt
from vigie.declarations.services import AuthorityTold, complete, receive

pytestmark = pytest.mark.django_db

CODE = codes.new_code()


@pytest.fixture
def receipt() -> Receipt:
    stolen = submission(facts=facts(data_confidentiality="yes"))
    return receive(stolen, code=CODE, realm="live", received_at=RECEIVED)


def opened(receipt: Receipt) -> OpenedReceipt:
    found = open_receipt(receipt.reference, CODE)
    assert found is not None
    return found


def of(receipt: Receipt, regime: str) -> Deadline:
    (found,) = [line for line in deadlines(opened(receipt)) if line.regime.code == regime]
    return found


def test_declaring_here_meets_what_is_owed_here(receipt: Receipt) -> None:
    assert of(receipt, "csp-l1111-8-2").met


def test_what_is_owed_to_another_authority_stays_open_until_it_is_told(receipt: Receipt) -> None:
    assert not of(receipt, "gdpr-33").met

    told = complement(authorities=(AuthorityTold(authority="cnil"),))
    complete(receipt, told, form_nonce="one", structure_kind="health_establishment")

    assert of(receipt, "gdpr-33").met


def test_a_deadline_is_late_once_its_time_has_passed_and_not_before(receipt: Receipt) -> None:
    line = of(receipt, "gdpr-33")

    assert line.due_at == DETECTED + timedelta(hours=72)
    assert not line.late(DETECTED + timedelta(hours=72))
    assert line.late(DETECTED + timedelta(hours=72, seconds=1))


def test_nothing_that_is_only_announced_is_shown_as_owed(receipt: Receipt) -> None:
    assert "nis2-23" not in {line.regime.code for line in deadlines(opened(receipt))}


def test_what_is_owed_replaces_what_was_to_be_checked() -> None:
    unsure = submission(facts=facts(data_availability="no"))
    receipt = receive(unsure, code=CODE, realm="live", received_at=RECEIVED)
    assert of(receipt, "gdpr-33").status == "check"

    sure = complement(facts=facts(data_confidentiality="yes"))
    complete(receipt, sure, form_nonce="one", structure_kind="health_establishment")

    assert receipt.clocks.filter(regime="gdpr-33").count() == 2
    assert of(receipt, "gdpr-33").status == "owed"
