"""An analyst qualifies a case, beside what was declared."""

import pytest

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import decided, page, text
from vigie.incidents import services
from vigie.incidents.models import Incident, Qualification
from vigie.taxonomy import terms

pytestmark = pytest.mark.django_db


def test_what_is_decided_is_saved_and_shown(analyst: SignedIn) -> None:
    incident = cases.open_case()

    answer = analyst.post(page("case", incident.reference), decided(), follow=True)

    saved = Qualification.objects.get(incident=incident)
    assert (saved.severity, saved.in_scope, saved.significant) == ("major", True, False)
    assert saved.qualified_by == analyst.user
    assert "Servers encrypted overnight" in text(answer)


def test_the_form_begins_with_what_was_declared_and_decides_nothing_by_itself(
    analyst: SignedIn,
) -> None:
    incident = cases.open_case(care_impact="interrupted", origin="not_malicious")

    form = analyst.get(page("case", incident.reference)).context["form"]

    assert form["care_impact"].value() == "interrupted"
    assert form["origin"].value() == "not_malicious"
    for judgement in ("in_scope", "severity", "significant"):
        assert not form[judgement].value()


def test_what_each_declarant_said_stands_beside(analyst: SignedIn) -> None:
    incident = cases.open_case(care_impact="interrupted")
    services.take_into(incident, cases.waiting(care_impact="degraded").pk, actor=None)

    rows = analyst.get(page("case", incident.reference)).context["beside"]

    declared = {row.field.name: row.declared for row in rows}
    assert declared["care_impact"] == "Care interrupted / Degraded mode"
    assert declared["severity"] == ""


def test_a_class_left_to_the_kind_is_the_one_that_it_suggests(analyst: SignedIn) -> None:
    incident = cases.open_case()
    analyst.post(page("case", incident.reference), decided(kind="phishing", rsit=""))

    suggested = terms.term("incident_kind", "phishing").extra["rsit"]
    assert Qualification.objects.get().rsit == suggested
    form = analyst.get(page("case", incident.reference)).context["form"]
    assert form["rsit"].value() == ""


def test_a_class_chosen_against_the_kind_is_kept(analyst: SignedIn) -> None:
    incident = cases.open_case()
    chosen = next(
        code
        for code in terms.scheme("rsit").codes
        if code != terms.term("incident_kind", "phishing").extra["rsit"]
    )
    analyst.post(page("case", incident.reference), decided(kind="phishing", rsit=chosen))

    assert Qualification.objects.get().rsit == chosen
    form = analyst.get(page("case", incident.reference)).context["form"]
    assert form["rsit"].value() == chosen


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(analyst: SignedIn) -> None:
    incident = cases.open_case()

    answer = analyst.post(
        page("case", incident.reference), decided(severity="", summary="Kept as typed")
    )

    assert answer.status_code == 422
    assert "There is 1 thing to correct" in text(answer)
    assert 'href="#id_severity"' in text(answer)
    assert "Kept as typed" in text(answer)
    assert not Qualification.objects.exists()


@pytest.mark.parametrize(
    "personal",
    ["call jane@hospital.example", "jane: 06 39 98 00 42", "+33 6 39 98 00 42", "+33639980042"],
)
def test_an_address_or_a_number_is_not_stored_in_clear(analyst: SignedIn, personal: str) -> None:
    incident = cases.open_case()
    answer = analyst.post(page("case", incident.reference), decided(summary=personal))
    assert answer.status_code == 422
    assert not Qualification.objects.exists()


@pytest.mark.parametrize(
    "technical", ["CVE-2024-38063 on 10.0.0.12", "04-03-2024 02:15", "2 100 files, 40 hosts"]
)
def test_technical_words_are_not_taken_for_a_number_to_call(
    analyst: SignedIn, technical: str
) -> None:
    incident = cases.open_case()
    analyst.post(page("case", incident.reference), decided(summary=technical))
    assert Incident.objects.get().summary == technical


def test_saving_may_close_the_case_too(analyst: SignedIn) -> None:
    incident = cases.open_case()

    answer = analyst.post(
        page("case", incident.reference), {**decided(), "close": "yes"}, follow=True
    )

    incident.refresh_from_db()
    assert incident.closed_at is not None
    assert "Reopen the case" in text(answer)
    assert "Save the qualification" not in text(answer)


def test_a_mistake_closes_nothing(analyst: SignedIn) -> None:
    incident = cases.open_case()
    analyst.post(page("case", incident.reference), {**decided(severity=""), "close": "yes"})
    incident.refresh_from_db()
    assert incident.closed_at is None


def test_a_closed_case_is_read_and_reopened(analyst: SignedIn) -> None:
    incident = cases.closed_case()
    assert "Servers encrypted overnight" in text(analyst.get(page("case", incident.reference)))

    answer = analyst.post(page("reopen", incident.reference), follow=True)

    assert "Save the qualification" in text(answer)
    again = analyst.post(page("reopen", incident.reference), follow=True)
    assert "open already" in text(again)


def test_another_analyst_may_take_the_lead(analyst: SignedIn, colleague: SignedIn) -> None:
    incident = cases.open_case(analyst.user)
    assert "Lead this case" not in text(analyst.get(page("case", incident.reference)))

    colleague.post(page("lead", incident.reference))

    incident.refresh_from_db()
    assert incident.lead == colleague.user


def test_what_was_done_is_read_from_the_journal(analyst: SignedIn) -> None:
    incident = cases.open_case()
    analyst.post(page("case", incident.reference), {**decided(), "close": "yes"})

    shown = analyst.get(page("case", incident.reference)).context["history"]

    assert [(deed.action, deed.person) for deed in shown][-2:] == [
        ("incident.qualified", "Ana Lyst"),
        ("incident.closed", "Ana Lyst"),
    ]


def test_changing_language_keeps_what_was_typed_and_saves_nothing(analyst: SignedIn) -> None:
    incident = cases.open_case()
    french = page("case", incident.reference).replace("/en/", "/fr/")

    answer = analyst.post(french, {**decided(summary="As typed"), "show_again": "fr"})

    assert answer.status_code == 200
    assert "As typed" in text(answer)
    assert not Qualification.objects.exists()
