"""The page of a case where an analyst decides whom to tell, seeing what each will see."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from tests.factories import notices
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.incidents import selectors, services
from vigie.incidents.models import AuthorityAddress, Incident, Notice, OperatorStatus

pytestmark = pytest.mark.django_db

BRITTANY = "Regional health agency (ARS) — Brittany"


@pytest.fixture
def incident() -> Incident:
    """A case of a hospital of Brittany."""
    return notices.case_of(notices.declared())


def decide(
    who: SignedIn, incident: Incident, once: str, decision: str = "send", **typed: Any
) -> Any:
    answers = {"once": once, "decision": decision, **typed}
    return who.post(page("decide_notice", incident.reference), answers)


def card(shown: str, name: str) -> str:
    """Return what the page says of one proposal."""
    return shown[shown.index(f">{name}</h3>") :].split("</article>", maxsplit=1)[0]


def test_what_each_will_see_and_not_see_is_shown_before_sending(
    analyst: SignedIn, incident: Incident
) -> None:
    shown = unescape(text(analyst.get(page("case_notices", incident.reference))))
    sees, sees_not = card(shown, "Ministry of health (DGS, HFDS)").split("Will not see")
    assert "What happened (sealed)" in sees
    assert "Who declares (sealed)" in sees_not
    assert "Who declares (sealed)" in card(shown, BRITTANY).split("Will not see")[0]
    assert "The incident may have an impact on health" in shown
    assert "canari" not in shown


def test_one_click_sends_it(analyst: SignedIn, incident: Incident) -> None:
    proposal = notices.proposal(incident, "ars")
    answer = decide(analyst, incident, proposal.once)
    assert answer.headers["Location"] == page("case_notices", incident.reference)
    notice = Notice.objects.get()
    assert (notice.authority, notice.region, notice.decided_by) == ("ars", "53", analyst.user)
    assert notice.reference in text(analyst.get(page("case_notices", incident.reference)))


def test_it_may_be_set_aside(analyst: SignedIn, incident: Incident) -> None:
    decide(analyst, incident, notices.proposal(incident, "anssi", certain=False).once, "aside")
    assert Notice.objects.get().state == "set_aside"


def test_who_is_second_is_told_who_was_first(
    analyst: SignedIn, colleague: SignedIn, incident: Incident
) -> None:
    once = notices.proposal(incident, "ars").once
    decide(colleague, incident, once)
    decide(analyst, incident, once)
    assert Notice.objects.count() == 1
    assert "Cole League has decided this already" in text(
        analyst.get(page("case_notices", incident.reference))
    )


def test_what_is_no_longer_as_it_was_shown_is_not_sent(
    analyst: SignedIn, incident: Incident
) -> None:
    once = notices.proposal(incident, "ars").once
    services.take_into(incident, notices.declared().declaration_id, actor=None)
    answer = decide(analyst, incident, once)
    assert answer.status_code == 409
    assert "the case has changed" in text(answer)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("once", ["", "x", "😀", "9" * 500, "'; --"])
def test_a_made_up_proposal_sends_nothing(analyst: SignedIn, incident: Incident, once: str) -> None:
    assert decide(analyst, incident, once).status_code == 409
    assert not Notice.objects.exists()


def test_a_region_that_is_not_known_must_be_chosen(analyst: SignedIn) -> None:
    incident = notices.case_of(notices.declared(region=""))
    once = notices.proposal(incident, "ars", certain=False).once
    field = f"p{once[:12]}-region"
    refused = decide(analyst, incident, once)
    assert refused.status_code == 422
    assert f"id_{field}_error" in text(refused)
    decide(analyst, incident, once, **{field: "53"})
    assert Notice.objects.get().region == "53"


def test_a_notice_is_withdrawn(analyst: SignedIn, incident: Incident) -> None:
    notice = notices.told(incident)
    analyst.post(page("withdraw_notice", notice.reference))
    analyst.post(page("withdraw_notice", notice.reference))
    assert Notice.objects.get().state == "withdrawn"
    assert analyst.post(page("notice_pdf", notice.reference)).status_code == 404


def test_the_status_of_an_operator_is_kept_and_the_rules_read_again(
    analyst: SignedIn, incident: Incident
) -> None:
    structure = selectors.declarations_of(incident).get().structure
    assert structure is not None
    address = page("operator_status", incident.reference)
    typed = {"structure": structure.finess, f"s{structure.finess}-status": "essential_service"}
    wrong = analyst.post(address, {**typed, f"s{structure.finess}-status": "king"})
    assert wrong.status_code == 422
    analyst.post(address, typed)
    assert OperatorStatus.objects.get().status == "essential_service"
    assert notices.proposal(incident, "anssi").certain


def test_the_status_of_a_structure_of_another_case_is_not_touched(
    analyst: SignedIn, incident: Incident
) -> None:
    other = notices.case_of(notices.declared(name="Clinique"))
    structure = selectors.declarations_of(other).get().structure
    assert structure is not None
    typed = {"structure": structure.finess, f"s{structure.finess}-status": "essential"}
    analyst.post(page("operator_status", incident.reference), typed)
    assert not OperatorStatus.objects.exists()


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_nobody_else_decides(
    sign_in: Callable[..., SignedIn], incident: Incident, role: Role
) -> None:
    browser = sign_in(role, authority="ars")
    once = notices.proposal(incident, "ars").once
    notice = notices.told(incident, "ministry")
    assert browser.get(page("case_notices", incident.reference)).status_code == 403
    assert decide(browser, incident, once).status_code == 403
    assert browser.post(page("withdraw_notice", notice.reference)).status_code == 403
    assert browser.post(page("operator_status", incident.reference)).status_code == 403
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("role", [Role.DUTY_LEAD, Role.ADMINISTRATOR])
def test_the_address_book_is_kept_at_the_desk(sign_in: Callable[..., SignedIn], role: Role) -> None:
    browser = sign_in(role)
    new = {"authority": "ars", "region": "53", "email": "veille@ars.example"}
    wrong = browser.post(page("authorities"), {**new, "email": "not an address"})
    assert wrong.status_code == 422
    assert "not an address" in text(wrong)
    for _ in range(2):
        browser.post(page("authorities"), new)
    assert "veille@ars.example" in text(browser.get(page("authorities")))
    kept = AuthorityAddress.objects.get()
    browser.post(page("remove_address"), {"address": str(kept.pk)})
    assert browser.post(page("remove_address"), {"address": str(kept.pk)}).status_code == 404
    assert browser.post(page("remove_address"), {"address": "x"}).status_code == 404
    assert not AuthorityAddress.objects.exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUTHORITY, Role.STATISTICIAN])
def test_nobody_else_keeps_the_address_book(sign_in: Callable[..., SignedIn], role: Role) -> None:
    browser = sign_in(role)
    assert browser.get(page("authorities")).status_code == 403
    assert browser.post(page("remove_address")).status_code == 403
