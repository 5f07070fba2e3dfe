"""Support: asked, offered, accepted, under way, ended, declined; who answered and when."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from tests.factories import cases
from tests.factories.declarations import complement, facts, submission
from tests.fixtures.clock import Later
from vigie.core import codes, outbox
from vigie.core.models import JournalEntry
from vigie.declarations.models import Declaration, Receipt, SupportReply, SupportShown
from vigie.declarations.services import NotOffered, complete, receive, reply_to_offer
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident, SupportRequest
from vigie.incidents.services import Move
from vigie.incidents.tasks.support import watch_first_answers
from vigie.taxonomy.codes import SupportRefusal, SupportState

pytestmark = pytest.mark.django_db


def received(**wanted: str) -> Receipt:
    asking = submission(facts=facts(**wanted))
    return receive(asking, code=codes.new_code(), realm="live")


def taken(receipt: Receipt) -> Incident:
    return services.take(receipt.declaration_id, actor=cases.person())


def asked(**wanted: str) -> SupportRequest:
    """A structure asked for help, and its declaration was taken."""
    wanted = wanted or {"help_wanted": "remote", "help_urgency": "today"}
    taken(received(**wanted))
    return SupportRequest.objects.get()


def move(request: SupportRequest, to: SupportState, refusal: str = "") -> None:
    request.refresh_from_db()
    step = Move(to=to, revision=request.revision, refusal=refusal)
    services.move_support(request, step, actor=cases.person())
    request.refresh_from_db()


def shown(request: SupportRequest) -> SupportShown:
    return SupportShown.objects.get(pk=request.pk)


def test_help_that_was_asked_for_becomes_a_request_when_the_declaration_is_taken() -> None:
    receipt = received(help_wanted="on_site")
    taken(receipt)
    request = SupportRequest.objects.get()
    assert (request.kind, request.state) == ("on_site", "asked")
    assert request.asked_at == receipt.received_at
    assert request.answer_due_at == receipt.received_at + timedelta(hours=24)
    assert shown(request).state == "asked"


def test_where_people_train_the_first_answer_is_due_as_much_sooner(settings: Settings) -> None:
    settings.VIGIE_CLOCK_SPEED = 60
    request = asked()
    assert request.answer_due_at == request.asked_at + timedelta(minutes=24)


def test_who_asks_for_nothing_has_no_request() -> None:
    taken(received())
    assert not SupportRequest.objects.exists()


def test_an_imported_history_asks_nothing_of_anybody() -> None:
    past = cases.waiting(realm="import:old", import_key="1", help_wanted="advice")
    services.take(past.pk, actor=None)
    assert not SupportRequest.objects.exists()


def test_help_asked_for_in_a_complement_is_opened_once() -> None:
    receipt = received()
    taken(receipt)
    for nonce in ("a", "b"):
        wanted = complement(facts=facts(help_wanted="advice"))
        complete(receipt, wanted, form_nonce=nonce, structure_kind="health_establishment")
    outbox.drain()
    assert SupportRequest.objects.get().kind == "advice"


def test_it_goes_from_asked_to_ended_and_the_declarant_reads_each_step() -> None:
    request = asked()
    for state in ("offered", "accepted", "under_way", "ended"):
        move(request, SupportState(state))
        assert shown(request).state == state
    assert request.started_at is not None
    assert request.ended_at is not None
    deeds = JournalEntry.objects.filter(action__startswith="support.").order_by("id")
    assert [deed.action for deed in deeds] == [
        "support.asked",
        "support.offered",
        "support.accepted",
        "support.under_way",
        "support.ended",
    ]


def test_no_step_is_skipped() -> None:
    request = asked()
    for state in (SupportState.ENDED, SupportState.ACCEPTED, SupportState.ASKED):
        with pytest.raises(services.ImpossibleMove):
            move(request, state)
    assert request.state == "asked"


def test_a_refusal_says_why_and_nothing_else_does() -> None:
    request = asked()
    with pytest.raises(services.ImpossibleMove):
        move(request, SupportState.DECLINED)
    with pytest.raises(services.ImpossibleMove):
        move(request, SupportState.DECLINED, "because")
    with pytest.raises(services.ImpossibleMove):
        move(request, SupportState.OFFERED, SupportRefusal.REFERRED)
    move(request, SupportState.DECLINED, SupportRefusal.REFERRED)
    assert shown(request).refusal == "referred"


def test_whoever_acts_on_an_older_state_is_told() -> None:
    request = asked()
    read = Move(to=SupportState.OFFERED, revision=request.revision)
    services.move_support(request, read, actor=cases.person())
    with pytest.raises(services.StaleSupport) as refusal:
        services.move_support(request, read, actor=cases.person(name="Late Comer"))
    assert refusal.value.current.state == "offered"


def test_the_same_support_is_not_open_twice_for_a_structure() -> None:
    request = asked(help_wanted="advice")
    args = (request.incident, request.declaration_id, "advice")
    with pytest.raises(services.SupportOpen):
        services.open_support(*args, offered=True, actor=None)
    move(request, SupportState.UNDER_WAY)
    move(request, SupportState.ENDED)
    services.open_support(*args, offered=True, actor=None)
    with pytest.raises(services.SupportOpen):
        move(request, SupportState.UNDER_WAY)


def test_a_closed_case_opens_no_support() -> None:
    incident = cases.closed_case()
    with pytest.raises(services.CaseClosed):
        services.open_support(
            incident, incident.links.get().declaration_id, "advice", offered=True, actor=None
        )


def test_the_first_answer_stands() -> None:
    request = asked()
    first = timezone.now()
    services.note_answer(request, actor=cases.person(), at=first)
    services.note_answer(request, actor=cases.person(), at=first + timedelta(hours=2))
    move(request, SupportState.OFFERED)
    assert request.answered_at == first
    assert JournalEntry.objects.filter(action="support.answered").count() == 1


def test_the_duty_is_told_once_when_the_first_answer_is_late(
    later: Later, settings: Settings
) -> None:
    settings.VIGIE_DUTY_EMAIL = "duty@csirt.example"
    request = asked()
    outbox.drain()
    mail.outbox.clear()
    watch_first_answers()
    later(timedelta(hours=24, minutes=1))
    for _ in range(2):
        watch_first_answers()
        outbox.drain()
    (sent,) = mail.outbox
    assert request.declaration.reference in f"{sent.subject} {sent.body}"
    assert request.declaration.structure_name not in f"{sent.subject} {sent.body}"


def test_an_answer_in_time_tells_nobody(later: Later, settings: Settings) -> None:
    settings.VIGIE_DUTY_EMAIL = "duty@csirt.example"
    request = asked()
    outbox.drain()
    mail.outbox.clear()
    services.note_answer(request, actor=cases.person())
    later(timedelta(hours=25))
    watch_first_answers()
    outbox.drain()
    assert mail.outbox == []


def test_the_declarant_accepts_an_offer() -> None:
    request = asked()
    move(request, SupportState.OFFERED)
    receipt = Receipt.objects.get()
    reply_to_offer(receipt, request.pk, accepts=True)
    outbox.drain()
    request.refresh_from_db()
    assert request.state == "accepted"


def test_the_first_of_two_answers_stands() -> None:
    request = asked()
    move(request, SupportState.OFFERED)
    receipt = Receipt.objects.get()
    reply_to_offer(receipt, request.pk, accepts=False)
    assert reply_to_offer(receipt, request.pk, accepts=True).accepts is False
    outbox.drain()
    request.refresh_from_db()
    assert (request.state, request.refusal) == ("declined", "by_structure")
    assert SupportReply.objects.count() == 1


def test_an_answer_to_an_offer_that_the_desk_has_moved_on_changes_nothing() -> None:
    request = asked()
    move(request, SupportState.OFFERED)
    reply_to_offer(Receipt.objects.get(), request.pk, accepts=False)
    move(request, SupportState.UNDER_WAY)
    outbox.drain()
    request.refresh_from_db()
    assert request.state == "under_way"


def test_a_new_offer_asks_anew() -> None:
    request = asked()
    receipt = Receipt.objects.get()
    move(request, SupportState.OFFERED)
    reply_to_offer(receipt, request.pk, accepts=False)
    outbox.drain()
    move(request, SupportState.OFFERED)
    reply_to_offer(receipt, request.pk, accepts=True)
    outbox.drain()
    request.refresh_from_db()
    assert request.state == "accepted"


def test_nobody_answers_the_offer_of_another_declaration() -> None:
    request = asked()
    move(request, SupportState.OFFERED)
    stranger = received()
    with pytest.raises(NotOffered):
        reply_to_offer(stranger, request.pk, accepts=True)


def test_an_offer_is_told_by_a_mail_that_says_nothing_of_it() -> None:
    request = asked()
    outbox.drain()
    mail.outbox.clear()
    move(request, SupportState.OFFERED)
    outbox.drain()
    (sent,) = mail.outbox
    assert request.declaration.reference in sent.subject
    assert sent.to == ["canari@example.org"]
    for said in ("Centre hospitalier", "remote", "à distance", "rançon"):
        assert said not in f"{sent.subject} {sent.body}"


def test_time_is_counted_by_person_and_day_and_a_mistake_is_not() -> None:
    request = asked()
    ana = cases.person()
    today = timezone.localdate()
    for minutes in (90, 45):
        services.spend_time(request, person=ana, minutes=minutes, on=today, actor=ana)
    mistake = services.spend_time(request, person=ana, minutes=600, on=today, actor=ana)
    services.void_time(mistake, actor=ana)
    found = selectors.support_of(request.incident).get()
    assert found.minutes_spent == 135  # type: ignore[attr-defined]
    assert len(found.times.all()) == 2


def test_what_waits_for_an_answer_comes_first() -> None:
    answered, unanswered = (asked_by("advice"), asked_by("remote"))
    services.note_answer(answered, actor=cases.person())
    found = selectors.open_support_requests(cases.person(), "live")
    assert list(found) == [unanswered, answered]


def asked_by(help_wanted: str) -> SupportRequest:
    receipt = received(help_wanted=help_wanted)
    taken(receipt)
    return SupportRequest.objects.get(declaration_id=receipt.declaration_id)


def test_only_who_handles_cases_takes_care_of_it() -> None:
    request = asked()
    with pytest.raises(services.CannotLead):
        services.assign_support(request, cases.person("statistician"), actor=None)  # type: ignore[arg-type]
    ana = cases.person()
    services.assign_support(request, ana, actor=ana)
    request.refresh_from_db()
    assert request.responsible == ana
    assert Declaration.objects.count() == 1
