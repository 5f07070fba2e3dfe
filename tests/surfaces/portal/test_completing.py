"""Completing: a further report, beside the first and never over it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declared, errors, page, text, typed_in
from vigie.declarations.models import Declaration, ReceiptDocument, Report
from vigie.declarations.services import open_sections, refresh_current_facts
from vigie.surfaces.portal import receipt_cookie


def fill(client: Client, **changed: Any) -> dict[str, Any]:
    """Open the complement page and return its answers, some of them changed."""
    return {**typed_in(client.get(page("complete"))), **changed}


def complete(client: Client, **changed: Any) -> Any:
    return client.post(page("complete"), fill(client, **changed))


def test_the_page_begins_with_what_is_known(declarant: Client) -> None:
    declared(declarant, origin="malicious", zone="Indian/Reunion")
    answers = fill(declarant)
    assert answers["kind"] == "ransomware"
    assert answers["care_impact"] == "degraded"
    assert answers["origin"] == "malicious"
    assert answers["stage"] == "addendum"


def test_a_complement_is_a_further_report(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    answer = complete(
        declarant,
        stage="final",
        care_impact="interrupted",
        systems=["patient_record", "messaging"],
        persons_affected="12 000",
        degraded_since_0="2025-03-01",
        degraded_since_1="08:00",
        degraded_until_0="2025-03-04",
        degraded_until_1="18:30",
        causes="A stolen password",
        measures="All passwords were changed",
    )
    assert (answer.status_code, answer["Location"]) == (302, page("declaration"))
    words = text(declarant.get(page("declaration")))
    for said in ("Final report", "Care interrupted", "12000", "A stolen password", "E-mail"):
        assert said in words
    assert "Your complement has been received" in words
    with front.lifted():
        first, second = Report.objects.all()
        declaration = Declaration.objects.get()
        refresh_current_facts(declaration.pk)
        declaration.refresh_from_db()
    assert first.facts["care_impact"] == "degraded"
    assert second.facts["care_impact"] == "interrupted"
    assert declaration.persons_affected == 12_000
    assert declaration.systems == ["patient_record", "messaging"]


def test_authorities_already_told_are_kept_sealed_and_met(
    declarant: Client, front: FrontDatabase
) -> None:
    declared(declarant, data_confidentiality="yes")
    complete(
        declarant,
        **{
            "authority0-authority": "cnil",
            "authority0-told_on": "2025-03-02",
            "authority0-told_reference": "N-123",
            "authority4-authority": "police",
        },
    )
    words = text(declarant.get(page("declaration")))
    assert "CNIL, data protection authority, March 2, 2025, N-123" in words
    assert "Police or gendarmerie" in words
    with front.lifted():
        opened = open_sections(Declaration.objects.get().pk, actor="test")
    told = next(section.content["told"] for section in opened if section.section == "authorities")
    assert [each["authority"] for each in told] == ["cnil", "police"]


def test_somebody_else_to_call_is_told(declarant: Client) -> None:
    declared(declarant)
    complete(declarant, contact_name="Ali Day", contact_phone="07 11 22 33 44")
    words = text(declarant.get(page("declaration")))
    assert "Ali Day" in words
    assert "07 11 22 33 44" in words


def test_somebody_else_without_a_number_is_asked_for_it(declarant: Client) -> None:
    declared(declarant)
    answer = complete(declarant, contact_name="Ali Day")
    assert list(errors(answer)) == ["contact_phone"]


def test_sending_twice_adds_one_report(declarant: Client) -> None:
    declared(declarant)
    answers = fill(declarant, narrative="Wards are back to normal.")
    for _ in range(3):
        assert declarant.post(page("complete"), answers).status_code == 302
    assert ReceiptDocument.objects.count() == 2


def test_the_same_words_in_another_form_are_another_report(declarant: Client) -> None:
    declared(declarant)
    for persons in ("10", "20", "10"):
        assert complete(declarant, persons_affected=persons).status_code == 302
    assert ReceiptDocument.objects.count() == 4


def test_what_was_corrected_after_the_back_button_is_another_report(declarant: Client) -> None:
    declared(declarant)
    answers = fill(declarant, narrative="Wards are back to normal.")
    declarant.post(page("complete"), answers)
    declarant.post(page("complete"), {**answers, "narrative": "Two wards are back to normal."})
    assert ReceiptDocument.objects.count() == 3


def test_an_empty_addendum_is_asked_again(declarant: Client) -> None:
    declared(declarant)
    answer = complete(declarant)
    assert answer.status_code == 422
    assert list(errors(answer)) == ["narrative"]
    assert ReceiptDocument.objects.count() == 1


def test_two_people_of_one_structure_do_not_undo_each_other(declarant: Client) -> None:
    reference, code = declared(declarant)
    colleague = Client()
    colleague.get(page("follow"))
    colleague.post(page("follow"), {"reference": reference, "code": code})
    mine, theirs = fill(declarant, origin="malicious"), fill(colleague, endangerment="proven")
    colleague.post(page("complete"), theirs)
    assert declarant.post(page("complete"), mine).status_code == 302
    answers = fill(declarant)
    assert (answers["origin"], answers["endangerment"]) == ("malicious", "proven")


def test_times_that_no_longer_go_together_are_asked_again(declarant: Client) -> None:
    reference, code = declared(declarant, detected_at_0="2025-03-03", detected_at_1="10:00")
    colleague = Client()
    colleague.get(page("follow"))
    colleague.post(page("follow"), {"reference": reference, "code": code})
    mine = fill(declarant, started_at_0="2025-03-02", started_at_1="10:00")
    earlier = {"detected_at_0": "2025-03-01", "detected_at_1": "10:00"}
    colleague.post(page("complete"), fill(colleague, **earlier))
    answer = declarant.post(page("complete"), mine)
    assert answer.status_code == 422
    assert list(errors(answer)) == ["started_at"]
    assert "meanwhile" in text(answer)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"started_at_0": "2025-03-05", "started_at_1": "10:00"}, "started_at"),
        (
            {
                "started_at_0": "2025-03-02",
                "started_at_1": "10:00",
                "ended_at_0": "2025-03-01",
                "ended_at_1": "10:00",
            },
            "started_at",
        ),
        (
            {
                "degraded_since_0": "2025-03-04",
                "degraded_since_1": "10:00",
                "degraded_until_0": "2025-03-03",
                "degraded_until_1": "10:00",
            },
            "degraded_since",
        ),
        ({"ended_at_0": "2199-01-01", "ended_at_1": "10:00"}, "ended_at"),
        ({"degraded_since_0": "2025-03-04"}, "degraded_since"),
        ({"persons_affected": "-1"}, "persons_affected"),
        ({"persons_affected": "9" * 400}, "persons_affected"),
        ({"persons_affected": "many"}, "persons_affected"),
        ({"systems": ["patient_record", "teapot"]}, "systems"),
        ({"stage": "early_warning"}, "stage"),
        ({"stage": "teapot"}, "stage"),
        ({"authority1-told_on": "2025-03-02"}, "authority1-authority"),
        ({"authority1-authority": "cnil", "authority1-told_on": "soon"}, "authority1-told_on"),
        (
            {"authority1-authority": "cnil", "authority1-told_on": "0001-01-01"},
            "authority1-told_on",
        ),
        ({"authority1-authority": "teapot"}, "authority1-authority"),
        ({"narrative": "x" * 20_001}, "narrative"),
    ],
)
def test_a_wrong_answer_is_told_at_its_place(
    declarant: Client, changed: dict[str, Any], field: str
) -> None:
    declared(declarant, detected_at_0="2025-03-03", detected_at_1="10:00")
    answer = complete(declarant, **changed)
    assert answer.status_code == 422
    assert list(errors(answer)) == [field]
    assert ReceiptDocument.objects.count() == 1


def test_telling_an_authority_tomorrow_is_not_telling_it(declarant: Client) -> None:
    declared(declarant)
    tomorrow = timezone.localdate() + timedelta(days=1)
    told = {"authority0-authority": "cnil", "authority0-told_on": tomorrow.isoformat()}
    assert list(errors(complete(declarant, **told))) == ["authority0-told_on"]


def test_after_an_hour_of_writing_only_the_code_is_asked_again(declarant: Client) -> None:
    _reference, code = declared(declarant)
    answers = fill(declarant, narrative="An hour of writing", stage="final")
    del declarant.cookies[receipt_cookie.NAME]
    asked = declarant.post(page("complete"), answers)
    assert asked.status_code == 422
    assert "An hour of writing" in asked.content.decode()
    assert "Give the receipt code again" in text(asked)
    again = {**typed_in(asked), "reopen-code": code}
    assert declarant.post(page("complete"), again).status_code == 302
    assert "An hour of writing" in text(declarant.get(page("declaration")))


def test_a_wrong_code_then_adds_nothing_and_loses_nothing(declarant: Client) -> None:
    reference, _code = declared(declarant)
    answers = fill(declarant, narrative="An hour of writing")
    del declarant.cookies[receipt_cookie.NAME]
    _other, wrong = declared(Client())
    answer = declarant.post(
        page("complete"), {**answers, "reopen-reference": reference, "reopen-code": wrong}
    )
    assert answer.status_code == 422
    assert "An hour of writing" in answer.content.decode()
    assert ReceiptDocument.objects.count() == 2


def test_a_complement_never_lands_on_another_declaration(declarant: Client) -> None:
    declared(declarant)
    answers = fill(declarant, narrative="About the first one")
    second, _code = declared(declarant, structure_name="EHPAD Les Tilleuls")
    answer = declarant.post(page("complete"), answers)
    assert answer.status_code == 422
    assert "About the first one" in answer.content.decode()
    assert second not in text(answer)
    assert ReceiptDocument.objects.count() == 2
