"""Threads at the desk: closed until somebody opens them; and writing to declarants."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.factories.declarations import submission, write_as_declarant, write_as_desk, written
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from tests.surfaces.portal.pages import errors
from vigie.accounts.enums import Role
from vigie.core import codes
from vigie.core.models import JournalEntry
from vigie.declarations.models import Message, Receipt
from vigie.declarations.services import DeclaredStructure, receive
from vigie.incidents import services
from vigie.incidents.models import Incident

pytestmark = pytest.mark.django_db

SECRETS = ("canari-objet", "canari-corps")


def declared(name: str = "CH des Essais", **changes: Any) -> Receipt:
    changes.setdefault("structure", DeclaredStructure(name=name, town="Rennes"))
    return receive(submission(**changes), code=codes.new_code(), realm="live")


@pytest.fixture
def receipt() -> Receipt:
    return declared()


@pytest.fixture
def incident(receipt: Receipt) -> Incident:
    return services.take(receipt.declaration_id, actor=None)


def joined(incident: Incident, *receipts: Receipt) -> None:
    for each in receipts:
        services.take_into(incident, each.declaration_id, actor=None)


def typed(**answers: Any) -> dict[str, Any]:
    return {"form_nonce": "a" * 32, "subject_fr": "Objet", "body_fr": "Bonjour.", **answers}


def write(analyst: SignedIn, incident: Incident, **answers: Any) -> Any:
    return analyst.post(page("case_messages", incident.reference), typed(**answers))


def opened_by() -> list[str]:
    found = JournalEntry.objects.filter(action="message.opened").order_by("id")
    return list(found.values_list("actor", flat=True))


def test_a_thread_is_closed_until_somebody_opens_it_and_the_journal_says_who(
    analyst: SignedIn, receipt: Receipt, incident: Incident
) -> None:
    write_as_declarant(receipt)
    for address in (
        page("case_messages", incident.reference),
        page("case", incident.reference),
        page("declaration", receipt.reference),
        page("cases"),
    ):
        shown = text(analyst.get(address))
        assert [secret for secret in SECRETS if secret in shown] == []
    assert opened_by() == []

    answer = analyst.post(page("open_case_messages", incident.reference))
    assert all(secret in text(answer) for secret in SECRETS)
    assert "no-store" in answer.headers["Cache-Control"]
    assert opened_by() == [f"user:{analyst.user.pk}"]


def test_the_team_sees_who_opened_it_first(
    analyst: SignedIn, colleague: SignedIn, receipt: Receipt, incident: Incident
) -> None:
    write_as_declarant(receipt)
    asked = {"declaration": receipt.reference}
    analyst.post(page("open_case_messages", incident.reference), asked)
    answer = colleague.post(page("open_case_messages", incident.reference), asked)
    assert "First opened by <bdi>Ana Lyst</bdi>" in text(answer)
    assert len(opened_by()) == 2


def test_one_thread_is_opened_and_the_others_stay_closed(
    analyst: SignedIn, receipt: Receipt, incident: Incident
) -> None:
    other = declared()
    joined(incident, other)
    write_as_declarant(receipt, written(body="le premier"))
    write_as_declarant(other, written(body="le second"))
    asked = {"declaration": other.reference}
    shown = text(analyst.post(page("open_case_messages", incident.reference), asked))
    assert ("le premier" in shown, "le second" in shown) == (False, True)


def test_a_declaration_that_waits_is_read_and_is_to_be_taken_before_one_answers(
    analyst: SignedIn, receipt: Receipt
) -> None:
    write_as_declarant(receipt)
    assert "New messages (1)" in text(analyst.get(page("queue")))
    shown = text(analyst.post(page("declaration_messages", receipt.reference)))
    assert "canari-corps" in shown
    assert "take this declaration into a case first" in shown
    assert "New messages (0)" in text(analyst.get(page("queue")))


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_nobody_else_reads_or_writes(
    sign_in: Callable[..., SignedIn], receipt: Receipt, incident: Incident, role: Role
) -> None:
    write_as_declarant(receipt)
    browser = sign_in(role)
    answers = [
        browser.get(page("case_messages", incident.reference)),
        write(browser, incident, to="all"),
        browser.post(page("open_case_messages", incident.reference)),
        browser.post(page("declaration_messages", receipt.reference)),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert Message.objects.count() == 1
    assert opened_by() == []


def test_a_case_or_a_thread_that_is_not_there_is_not_found(
    analyst: SignedIn, incident: Incident
) -> None:
    foreign = declared()
    for answer in (
        analyst.get(page("case_messages", "INC-2222-2222")),
        analyst.post(
            page("open_case_messages", incident.reference), {"declaration": foreign.reference}
        ),
        analyst.get(page("case_messages", incident.reference), {"template": "teapot"}),
    ):
        assert answer.status_code == 404


def test_the_only_declarant_is_not_asked_for(analyst: SignedIn, incident: Incident) -> None:
    form = analyst.get(page("case_messages", incident.reference)).context["form"]
    sent = {"to": form["to"].value(), "only": form["only"].value()}
    answer = write(analyst, incident, **sent)
    assert answer.status_code == 302
    message = Message.objects.get()
    assert message.sent_by == analyst.user
    shown = text(analyst.post(page("open_case_messages", incident.reference)))
    assert "<bdi>Ana Lyst</bdi>" in shown
    assert "Not read by the declarant yet" in shown


def test_all_declarants_of_a_case_are_written_to_in_one_act(
    analyst: SignedIn, incident: Incident
) -> None:
    joined(incident, *(declared() for _ in range(30)))
    answer = analyst.post(page("case_messages", incident.reference), typed(to="all"), follow=True)
    assert "Message sent to 31 declarants." in text(answer)
    assert Message.objects.values("act").distinct().count() == 1
    assert Message.objects.count() == 31


def test_nobody_is_written_to_by_leaving_a_choice_as_it_was(
    analyst: SignedIn, incident: Incident
) -> None:
    joined(incident, declared())
    shown = analyst.get(page("case_messages", incident.reference))
    assert not shown.context["form"]["to"].value()
    answer = write(analyst, incident)
    assert (answer.status_code, list(errors(answer))) == (422, ["to"])
    answer = write(analyst, incident, to="some")
    assert (answer.status_code, list(errors(answer))) == (422, ["only"])
    assert not Message.objects.exists()


def test_a_selection_is_written_to_whatever_page_it_stands_on(
    analyst: SignedIn, receipt: Receipt, incident: Incident
) -> None:
    others = [declared() for _ in range(30)]
    joined(incident, *others)
    last = others[-1].reference
    address = page("case_messages", incident.reference)
    form = analyst.get(address, {"to": last}).context["form"]
    assert (form["to"].value(), form["only"].value()) == ("some", [last])
    answer = analyst.post(f"{address}?to={last}", typed(to="some", only=[last, receipt.reference]))
    assert answer.status_code == 302
    assert Message.objects.count() == 2


def test_a_declarant_of_another_case_cannot_be_ticked(
    analyst: SignedIn, incident: Incident
) -> None:
    joined(incident, declared())
    answer = write(analyst, incident, to="some", only=[declared().reference])
    assert (answer.status_code, list(errors(answer))) == (422, ["only"])
    assert not Message.objects.exists()


def test_a_double_click_and_the_back_button_send_one_message(
    analyst: SignedIn, incident: Incident
) -> None:
    joined(incident, declared())
    for _ in range(3):
        assert write(analyst, incident, to="all").status_code == 302
    assert Message.objects.count() == 2


def test_each_language_of_the_declarants_is_written_in(
    analyst: SignedIn, incident: Incident
) -> None:
    joined(incident, declared(language="es"), declared(language="de"))
    form = analyst.get(page("case_messages", incident.reference)).context["form"]
    assert form.languages == ["fr", "es"]
    write(analyst, incident, to="all", body_es="Buenos días.")
    told = Message.objects.values_list("declaration__language", "language")
    assert set(told) == {("fr", "fr"), ("es", "es"), ("de", "fr")}


def test_a_template_fills_the_form_without_scripts_and_is_edited_before_it_is_sent(
    analyst: SignedIn, receipt: Receipt, incident: Incident
) -> None:
    address = page("case_messages", incident.reference)
    offered = text(analyst.get(address))
    assert "ransomware_first_steps" in offered
    assert "provider_failure_over" not in offered
    shown = analyst.get(address, {"template": "acknowledgement"}).context["form"]
    assert "{reference}" in shown["subject_fr"].value()
    body = shown["body_fr"].value()
    assert "09 72 43 91 25" in body
    answer = write(
        analyst,
        incident,
        to="some",
        only=[receipt.reference],
        body_fr=f"{body}\nAna",
        subject_fr="",
    )
    assert answer.status_code == 302
    read = text(analyst.post(page("open_case_messages", incident.reference)))
    assert f"la déclaration {receipt.reference} de votre structure, CH des Essais" in read


def test_a_template_is_not_sent_with_what_was_left_to_complete(
    analyst: SignedIn, incident: Incident
) -> None:
    joined(incident, declared())
    answer = write(analyst, incident, to="all", body_fr="Rétablissement : [à compléter]")
    assert (answer.status_code, list(errors(answer))) == (422, ["body_fr"])
    assert "Rétablissement" in text(answer)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"body_fr": ""}, "body_fr"),
        ({"body_fr": " ", "subject_fr": ""}, "body_fr"),
        ({"body_fr": "x" * 10_001}, "body_fr"),
        ({"subject_fr": "x" * 151}, "subject_fr"),
        ({"to": "teapot"}, "to"),
    ],
)
def test_a_wrong_message_is_told_at_its_place(
    analyst: SignedIn, incident: Incident, answers: dict[str, str], field: str
) -> None:
    joined(incident, declared())
    answer = write(analyst, incident, **{"to": "all", **answers})
    assert (answer.status_code, list(errors(answer))) == (422, [field])
    assert not Message.objects.exists()


def test_what_was_typed_is_shown_again_when_its_token_is_stale(
    analyst: SignedIn, incident: Incident
) -> None:
    joined(incident, declared())
    analyst.handler.enforce_csrf_checks = True
    answer = write(analyst, incident, to="all", body_fr="Gardé")
    assert answer.status_code == 403
    assert "Gardé" in text(answer)
    assert "fr-error-text" not in text(answer)
    assert not Message.objects.exists()


def test_a_closed_case_can_be_answered_and_stands_among_those_with_messages(
    analyst: SignedIn, receipt: Receipt, incident: Incident
) -> None:
    services.qualify(incident, cases.values(), revision=None, actor=None)
    services.close(incident, actor=None)
    write_as_declarant(receipt)
    shown = text(analyst.get(page("cases"), {"show": "messages"}))
    assert incident.reference in shown
    assert "New message" in shown
    answer = write(analyst, incident, to="some", only=[receipt.reference])
    assert answer.status_code == 302


def test_what_a_declarant_writes_is_never_markup(
    analyst: SignedIn, receipt: Receipt, incident: Incident
) -> None:
    hostile = "<script>alert(1)</script>\u202e\"'&"
    write_as_declarant(receipt, written(subject=hostile, body=hostile))
    shown = text(analyst.post(page("open_case_messages", incident.reference)))
    assert "<script>alert" not in shown


@pytest.mark.parametrize("name", ["form_nonce", "to", "only", "subject_fr", "body_fr", "body_zz"])
@pytest.mark.parametrize("value", ["", "\x00", "😀" * 50, "x" * 20_000, "' OR 1=1 --"])
def test_a_tampered_form_is_no_error_of_the_server(
    analyst: SignedIn, incident: Incident, name: str, value: str
) -> None:
    joined(incident, declared())
    assert write(analyst, incident, **{"to": "all", name: value}).status_code in {302, 422}


@pytest.mark.parametrize("number", ["0", "-1", "999999", "x", "٣"])
def test_any_page_number_answers(analyst: SignedIn, incident: Incident, number: str) -> None:
    address = page("case_messages", incident.reference)
    assert analyst.get(address, {"page": number, "to": number}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_threads(
    analyst: SignedIn, incident: Incident, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def fill(rows: int) -> None:
        receipts = [declared() for _ in range(rows)]
        joined(incident, *receipts)
        for each in receipts:
            write_as_declarant(each)
            write_as_desk(each)

    address = page("case_messages", incident.reference)
    fill(1)
    with django_assert_max_num_queries(14) as with_one:
        analyst.get(address)
    fill(40)
    with django_assert_max_num_queries(len(with_one)):
        analyst.get(address)
