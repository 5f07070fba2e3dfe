"""The page of a declaration: what was said at each stage, and what is owed."""

from dataclasses import replace
from typing import Any

import pytest

from tests.factories.declarations import complement, facts, submission
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.core import codes
from vigie.declarations.models import Receipt
from vigie.declarations.services import AuthorityTold, complete, receive, refresh_current_facts

pytestmark = pytest.mark.django_db

KIND = "health_establishment"


@pytest.fixture
def received() -> Receipt:
    """A declaration of a hospital whose health data may have leaked."""
    told = replace(submission(), facts=facts(data_confidentiality="yes"))
    return receive(told, code=codes.new_code(), realm="live")


def test_it_says_what_is_owed_to_whom(analyst: SignedIn, received: Receipt) -> None:
    answer = analyst.get(page("declaration", received.reference))
    deadlines = answer.context["deadlines"]
    assert {"csp-l1111-8-2", "gdpr-33"} <= {deadline.regime.code for deadline in deadlines}
    for deadline in deadlines:
        assert str(deadline.regime.name) in text(answer)


def test_a_stage_is_named_only_where_a_regime_has_several(
    analyst: SignedIn, received: Receipt
) -> None:
    shown = text(analyst.get(page("declaration", received.reference)))
    _before, owed = shown.split('aria-labelledby="deadlines"')

    # The public health code and the GDPR each ask for one thing only.
    assert "Without delay" in owed
    assert "Incident notification" not in owed


def test_answers_of_several_words_are_told_apart(analyst: SignedIn) -> None:
    asked = facts(
        help_wanted="remote", help_urgency="immediate", systems=("messaging", "telephony")
    )
    received = receive(replace(submission(), facts=asked), code=codes.new_code(), realm="live")

    shown = text(analyst.get(page("declaration", received.reference)))

    assert "E-mail · Telephony" in shown
    assert "Remote assistance · Right now" in text(analyst.get(page("queue")))


def test_an_authority_that_was_told_is_owed_nothing_more_once_that_is_opened(
    analyst: SignedIn, received: Receipt
) -> None:
    told = complement(authorities=(AuthorityTold(authority="cnil", reference="CNIL-1"),))
    complete(received, told, form_nonce="n", structure_kind=KIND)

    def met(answer: Any) -> bool:
        deadlines = answer.context["deadlines"]
        return bool(next(each.met for each in deadlines if each.regime.code == "gdpr-33"))

    assert not met(analyst.get(page("declaration", received.reference)))
    opened = analyst.post(page("sealed", received.reference))
    assert met(opened)
    assert "CNIL-1" in text(opened)


def test_a_later_report_shows_what_it_changed(analyst: SignedIn, received: Receipt) -> None:
    later = complement(facts=facts(data_confidentiality="yes", care_impact="interrupted"))
    complete(received, later, form_nonce="n", structure_kind=KIND)
    refresh_current_facts(received.declaration_id)

    context = analyst.get(page("declaration", received.reference)).context

    first, second = context["stages"]
    assert second.news == [("Effect on care", "Care interrupted")]
    assert ("Effect on care", "Degraded mode") in first.news
    assert ("Effect on care", "Care interrupted") in context["answered"]


def test_a_day_known_without_its_hour_is_shown_without_one(analyst: SignedIn) -> None:
    told = replace(submission(), facts=facts(detected_precision="day"))
    received = receive(told, code=codes.new_code(), realm="live")
    answered = dict(analyst.get(page("declaration", received.reference)).context["answered"])
    assert answered["Detected"] == "March 4, 2026"


def test_a_structure_typed_by_hand_is_marked_so(analyst: SignedIn, received: Receipt) -> None:
    assert "not verified" in text(analyst.get(page("declaration", received.reference)))


def test_the_telephone_of_the_declarant_is_one_tap_away(
    analyst: SignedIn, received: Receipt
) -> None:
    assert 'href="tel:+33639980042"' in text(analyst.post(page("sealed", received.reference)))
