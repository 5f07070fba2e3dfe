"""Support on the desk's pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.core.ids import new_id
from vigie.incidents import services
from vigie.incidents.models import Incident, SupportRequest, SupportTime
from vigie.surfaces.desk.forms import support

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(analyst: SignedIn) -> Callable[..., SupportRequest]:
    """Return a request for support of a case in hand."""

    def make(**columns: Any) -> SupportRequest:
        cases.open_case(analyst.user, help_wanted="remote", **columns)
        return SupportRequest.objects.latest("id")

    return make


def step(request: SupportRequest, to: str, **typed: Any) -> dict[str, Any]:
    prefix = f"move-{request.pk.hex}"
    sent = {"to": to, "refusal": "", "revision": request.revision, **typed}
    return {f"{prefix}-{name}": value for name, value in sent.items()}


def address(name: str, request: SupportRequest, *more: str) -> str:
    return page(name, request.incident.reference, str(request.pk), *more)


def test_a_case_shows_what_its_structures_asked_for(
    analyst: SignedIn, request_of: Callable[..., SupportRequest]
) -> None:
    request = request_of(structure_name="CH DE VALBELLE")
    shown = text(analyst.get(page("support", request.incident.reference)))
    for said in ("CH DE VALBELLE", "Remote investigation", "Asked for", "First answer"):
        assert said in shown


def test_an_offer_is_made_and_said(analyst: SignedIn) -> None:
    incident = cases.open_case(analyst.user)
    reference = incident.links.get().declaration.reference
    sent = {"declaration": reference, "kind": "on_site", "origin": "offered"}
    answer = analyst.post(page("support", incident.reference), sent, follow=True)
    assert "Support opened" in text(answer)
    assert SupportRequest.objects.get().state == "offered"
    again = analyst.post(page("support", incident.reference), sent)
    assert again.status_code == 409
    assert "open already" in text(again)


def test_a_step_is_taken(analyst: SignedIn, request_of: Callable[..., SupportRequest]) -> None:
    request = request_of()
    analyst.post(address("support_move", request), step(request, "under_way"))
    request.refresh_from_db()
    assert request.state == "under_way"


def test_a_refusal_without_reason_is_asked_again(
    analyst: SignedIn, request_of: Callable[..., SupportRequest]
) -> None:
    request = request_of()
    answer = analyst.post(address("support_move", request), step(request, "declined"))
    assert answer.status_code == 422
    assert "the declarant reads it" in text(answer)
    analyst.post(address("support_move", request), step(request, "declined", refusal="referred"))
    request.refresh_from_db()
    assert request.refusal == "referred"


def test_whoever_comes_second_is_told(
    analyst: SignedIn, colleague: SignedIn, request_of: Callable[..., SupportRequest]
) -> None:
    request = request_of()
    colleague.post(address("support_move", request), step(request, "under_way"))
    answer = analyst.post(address("support_move", request), step(request, "offered"), follow=True)
    assert "Somebody changed this support" in text(answer)


def test_time_is_recorded_and_taken_back(
    analyst: SignedIn, request_of: Callable[..., SupportRequest]
) -> None:
    request = request_of()
    prefix = f"time-{request.pk.hex}"
    sent = {
        f"{prefix}-who": analyst.user.pk,
        f"{prefix}-spent_on": timezone.localdate().isoformat(),
        f"{prefix}-hours": "1.5",
    }
    shown = text(analyst.post(address("support_time", request), sent, follow=True))
    assert "1 h 30" in shown
    spent = SupportTime.objects.get()
    analyst.post(address("support_void", request, str(spent.pk)))
    shown = text(analyst.get(page("support", request.incident.reference)))
    assert "1 h 30" not in shown


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("hours", "0"),
        ("hours", "25"),
        ("hours", "0.1"),
        ("hours", "NaN"),
        ("hours", "1e999"),
        ("hours", ""),
        ("spent_on", "2999-01-01"),
        ("spent_on", "x"),
        ("who", "0"),
        ("who", "\0"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    analyst: SignedIn, request_of: Callable[..., SupportRequest], field: str, typed: str
) -> None:
    request = request_of()
    prefix = f"time-{request.pk.hex}"
    sent = {"who": analyst.user.pk, "spent_on": timezone.localdate().isoformat(), "hours": "1"}
    sent[field] = typed
    answer = analyst.post(
        address("support_time", request), {f"{prefix}-{name}": each for name, each in sent.items()}
    )
    assert answer.status_code in {400, 422}
    assert not SupportTime.objects.exists()


def test_a_request_of_another_case_is_not_found_here(
    analyst: SignedIn, request_of: Callable[..., SupportRequest]
) -> None:
    here, elsewhere = request_of(), request_of()
    for name in ("support_move", "support_answered", "support_charge", "support_time"):
        wrong = page(name, here.incident.reference, str(elsewhere.pk))
        assert analyst.post(wrong).status_code == 404
    wrong = page("support_void", here.incident.reference, str(here.pk), str(new_id()))
    assert analyst.post(wrong).status_code == 404


def test_answered_and_taken_care_of(
    analyst: SignedIn, request_of: Callable[..., SupportRequest]
) -> None:
    request = request_of()
    analyst.post(address("support_answered", request))
    analyst.post(address("support_charge", request))
    request.refresh_from_db()
    assert request.answered_at is not None
    assert request.responsible == analyst.user


def test_an_address_that_only_changes_something_leads_to_the_page(
    analyst: SignedIn, request_of: Callable[..., SupportRequest]
) -> None:
    request = request_of()
    answer = analyst.get(address("support_move", request))
    assert (answer.status_code, answer["Location"]) == (
        302,
        page("support", request.incident.reference),
    )


def test_all_that_waits_is_listed_with_as_many_queries_for_one_as_for_many(
    analyst: SignedIn, request_of: Callable[..., SupportRequest]
) -> None:
    request_of(structure_name="CH UN")
    analyst.get(page("support_waiting") + "?realm=live")
    with CaptureQueriesContext(connection) as one:
        analyst.get(page("support_waiting") + "?realm=live")
    for number in range(8):
        request_of(structure_name=f"CH {number}")
    with CaptureQueriesContext(connection) as many:
        shown = text(analyst.get(page("support_waiting") + "?realm=live"))
    assert "9 open requests" in shown
    assert len(many) == len(one)


def test_a_case_of_many_requests_takes_as_many_queries(analyst: SignedIn) -> None:
    incident = cases.open_case(analyst.user, help_wanted="advice")
    analyst.get(page("support", incident.reference))
    with CaptureQueriesContext(connection) as one:
        analyst.get(page("support", incident.reference))
    for _ in range(6):
        more = cases.waiting(help_wanted="remote")
        services.take_into(incident, more.pk, actor=analyst.user)
    with CaptureQueriesContext(connection) as many:
        analyst.get(page("support", incident.reference))
    assert len(many) <= len(one) + 1


def test_officers_see_no_support(sign_in: Callable[..., SignedIn]) -> None:
    incident = cases.open_case(help_wanted="advice")
    officer = sign_in(Role.AUTHORITY)
    assert officer.get(page("support", incident.reference)).status_code == 403
    assert officer.get(page("support_waiting")).status_code == 403


def test_every_page_of_a_case_says_how_grave_it_is(analyst: SignedIn) -> None:
    incident = cases.open_case(analyst.user, help_wanted="advice")
    assert "Not yet qualified" in text(analyst.get(page("support", incident.reference)))
    services.qualify(incident, cases.values(severity="critical"), revision=None, actor=analyst.user)
    for name in (
        "case",
        "case_declarations",
        "case_messages",
        "support",
        "tasks",
        "timeline",
        "case_files",
        "indicators",
        "case_notices",
        "case_related",
    ):
        shown = text(analyst.get(page(name, incident.reference)))
        assert "Critical" in shown, name
        assert "Not yet qualified" not in shown, name


@pytest.fixture
def large(analyst: SignedIn, monkeypatch: pytest.MonkeyPatch) -> Incident:
    """Return a case of more structures than a choice offers: here, than two."""
    monkeypatch.setattr(support, "MOST_OFFERED", 2)
    incident = cases.open_case(analyst.user, structure_name="CH DE VALBELLE")
    names = ("EHPAD LES TILLEULS", "CLINIQUE DU LÉMAN", "CENTRE HOSPITALIER D’ÉPINAL")
    more = [cases.waiting(structure_name=name).pk for name in names]
    services.gather(incident, more, actor=analyst.user)
    services.index_what_is_missing()
    return incident


def offered(page_shown: str) -> list[str]:
    """Return the references that the choice of a structure offers."""
    choice = page_shown.partition('name="declaration"')[2].partition("</select>")[0]
    return re.findall(r'value="(VIG-[^"]+)"', choice)


def test_of_many_structures_the_first_are_offered_and_any_is_found_by_its_name(
    analyst: SignedIn, large: Incident
) -> None:
    at = page("support", large.reference)
    shown = text(analyst.get(at))
    assert len(offered(shown)) == 2
    assert "Only the first 2 structures are offered below" in shown

    epinal = large.links.get(declaration__structure_name__contains="PINAL").declaration
    assert offered(text(analyst.get(at, {"structure": "epinal centre"}))) == [epinal.reference]
    assert offered(text(analyst.get(at, {"structure": epinal.reference}))) == [epinal.reference]
    for nothing in ("nowhere", "!", "'\"%", "x" * 3000):
        shown = text(analyst.get(at, {"structure": nothing}))
        assert offered(shown) == []
        assert "No structure of this case matches." in shown


def test_a_structure_found_is_kept_when_the_form_is_to_be_corrected(
    analyst: SignedIn, large: Incident
) -> None:
    at = page("support", large.reference)
    epinal = large.links.get(declaration__structure_name__contains="PINAL").declaration
    sent = {"declaration": epinal.reference, "kind": "", "origin": "offered"}
    refused = analyst.post(at, sent)
    assert refused.status_code == 422
    assert offered(text(refused))[0] == epinal.reference
    assert analyst.post(at, {**sent, "kind": "on_site"}).status_code == 302
    assert SupportRequest.objects.get().declaration == epinal
    # Of another case: not offered, not taken.
    other = cases.open_case(analyst.user).links.get().declaration
    strange = analyst.post(at, {**sent, "declaration": other.reference, "kind": "remote"})
    assert strange.status_code == 422
