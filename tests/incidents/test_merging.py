"""Two cases turn out to be one incident; and, sometimes, not after all."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories import cases
from vigie.core.models import JournalEntry
from vigie.declarations.models import Declaration
from vigie.incidents import selectors, services
from vigie.incidents.models import CaseOperation, Incident, IncidentDeclaration, Qualification

pytestmark = pytest.mark.django_db


def case_of(declaration: Declaration) -> Incident:
    return IncidentDeclaration.objects.get(declaration=declaration).incident


def opened(*declarations: Declaration, actor: Any = None) -> Incident:
    """Return an open case that gathers these."""
    first, *others = declarations
    incident = services.take(first.pk, actor=actor, at=cases.RECEIVED)
    for each in others:
        services.take_into(incident, each.pk, actor=actor, at=cases.RECEIVED)
    return incident


def tables() -> dict[str, list[dict[str, Any]]]:
    """Return all that merging may change, the records of it aside."""
    models: tuple[Any, ...] = (Incident, IncidentDeclaration, Qualification, Declaration)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_the_declarations_go_to_the_survivor_and_the_merged_case_says_where() -> None:
    analyst = cases.person()
    first, second = cases.waiting(), cases.waiting()
    merged, survivor = opened(first), opened(second)

    operation = services.merge(merged, survivor, actor=analyst, at=cases.RECEIVED)

    assert case_of(first) == case_of(second) == survivor
    merged.refresh_from_db()
    assert merged.merged_into == survivor
    assert merged.closed_at == cases.RECEIVED
    assert (operation.done_by, operation.source, operation.target) == (analyst, merged, survivor)


def test_the_merged_case_keeps_its_qualification_and_the_survivor_its_own() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    services.qualify(merged, cases.values(severity="critical"), revision=None, actor=None)
    services.qualify(survivor, cases.values(severity="minor"), revision=None, actor=None)

    services.merge(merged, survivor, actor=None)

    read = dict(Qualification.objects.values_list("incident__reference", "severity"))
    assert read == {merged.reference: "critical", survivor.reference: "minor"}


def test_the_lead_of_the_survivor_stays() -> None:
    ana, lena = cases.person(name="Ana"), cases.person(name="Lena")
    merged, survivor = cases.open_case(ana), cases.open_case(lena)
    services.merge(merged, survivor, actor=ana)
    survivor.refresh_from_db()
    assert survivor.lead == lena


def test_a_survivor_without_lead_or_provider_takes_those_of_the_other_and_gives_them_back() -> None:
    ana = cases.person(name="Ana")
    merged, survivor = cases.open_case(ana), cases.open_case()
    services.qualify(merged, cases.values(provider="Nébulis SAS"), revision=None, actor=None)

    operation = services.merge(merged, survivor, actor=None)

    survivor.refresh_from_db()
    assert (survivor.lead, survivor.provider_key) == (ana, "nebulis")
    services.undo_merge(operation, actor=None)
    survivor.refresh_from_db()
    assert (survivor.lead, survivor.provider, survivor.provider_key) == (None, "", "")


def test_a_lead_chosen_since_is_not_taken_away_by_undoing() -> None:
    ana, lena = cases.person(name="Ana"), cases.person(name="Lena")
    merged, survivor = cases.open_case(ana), cases.open_case()
    operation = services.merge(merged, survivor, actor=None)
    services.assign_lead(survivor, lena, actor=lena)
    services.undo_merge(operation, actor=None)
    survivor.refresh_from_db()
    assert survivor.lead == lena


def test_every_declarant_is_told_where_the_survivor_stands() -> None:
    first, second = cases.waiting(), cases.waiting()
    merged, survivor = opened(first), opened(second)
    services.qualify(survivor, cases.values(), revision=None, actor=None)

    operation = services.merge(merged, survivor, actor=None)
    assert cases.public_state(first) == "qualified"

    services.undo_merge(operation, actor=None)
    assert cases.public_state(first) == "in_progress"
    assert cases.public_state(second) == "qualified"


def test_closing_the_survivor_closes_for_all() -> None:
    first, second = cases.waiting(), cases.waiting()
    merged, survivor = opened(first), opened(second)
    services.merge(merged, survivor, actor=None)
    services.qualify(survivor, cases.values(), revision=None, actor=None)
    services.close(survivor, actor=None)
    assert {cases.public_state(each) for each in (first, second)} == {"closed"}


def test_undone_everything_is_exactly_as_it_was() -> None:
    ana = cases.person()
    merged = opened(cases.waiting(), cases.waiting(), actor=ana)
    survivor = opened(cases.waiting())
    services.qualify(merged, cases.values(provider="Nébulis"), revision=None, actor=ana)
    before = tables()

    operation = services.merge(merged, survivor, actor=ana)
    assert tables() != before
    services.undo_merge(operation, actor=ana)

    assert tables() == before


def test_what_came_since_stays_with_the_survivor() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    operation = services.merge(merged, survivor, actor=None)
    newcomer = cases.waiting()
    services.take_into(survivor, newcomer.pk, actor=None)
    services.qualify(survivor, cases.values(), revision=None, actor=None)

    services.undo_merge(operation, actor=None)

    assert case_of(newcomer) == survivor
    assert merged.links.count() == 1
    assert not Qualification.objects.filter(incident=merged).exists()


def test_undone_by_the_second_is_told_and_done_once() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    operation = services.merge(merged, survivor, actor=None)
    services.undo_merge(operation, actor=None)
    with pytest.raises(services.CannotUndo) as refusal:
        services.undo_merge(operation, actor=None)
    assert refusal.value.reason == services.CannotUndo.ALREADY
    assert JournalEntry.objects.filter(action="incident.merge_undone").count() == 1


def test_what_has_moved_on_is_undone_in_its_order() -> None:
    first, second, third = (cases.open_case() for _ in range(3))
    moved = IncidentDeclaration.objects.get(incident=first).declaration_id
    merging = services.merge(first, second, actor=None)
    splitting = services.split(second, [moved], into=third, actor=None)

    with pytest.raises(services.CannotUndo) as refusal:
        services.undo_merge(merging, actor=None)
    assert refusal.value.reason == services.CannotUndo.MOVED_ON
    assert CaseOperation.objects.get(pk=merging.pk).undone_at is None

    services.undo_split(splitting, actor=None)
    services.undo_merge(merging, actor=None)
    assert first.links.count() == 1


def test_a_chain_of_mergings_is_undone_from_its_end() -> None:
    first, second, third = (cases.open_case() for _ in range(3))
    one = services.merge(first, second, actor=None)
    two = services.merge(second, third, actor=None)
    first.refresh_from_db()
    assert selectors.survivor(first) == third
    with pytest.raises(services.CaseMerged):
        services.undo_merge(one, actor=None)
    services.undo_merge(two, actor=None)
    services.undo_merge(one, actor=None)
    assert [each.links.count() for each in (first, second, third)] == [1, 1, 1]


def test_a_survivor_closed_since_is_reopened_before_undoing() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    operation = services.merge(merged, survivor, actor=None)
    services.qualify(survivor, cases.values(), revision=None, actor=None)
    services.close(survivor, actor=None)
    with pytest.raises(services.CaseClosed):
        services.undo_merge(operation, actor=None)
    services.reopen(survivor, actor=None)
    services.undo_merge(operation, actor=None)
    assert merged.links.count() == 1


def test_nothing_is_done_on_a_merged_case() -> None:
    merged, survivor, third = (cases.open_case() for _ in range(3))
    services.merge(merged, survivor, actor=None)
    waiting = cases.waiting()
    before = tables()
    for refused in (
        lambda: services.merge(merged, third, actor=None),
        lambda: services.merge(third, merged, actor=None),
        lambda: services.take_into(merged, waiting.pk, actor=None),
        lambda: services.reopen(merged, actor=None),
        lambda: services.assign_lead(merged, cases.person(), actor=None),
        lambda: services.split(third, [waiting.pk], into=merged, actor=None),
        lambda: services.qualify(merged, cases.values(), revision=None, actor=None),
        lambda: services.close(merged, actor=None),
        lambda: services.write_note(merged, "x", actor=None),
        lambda: services.apply_playbook(merged, "phishing", actor=None),
    ):
        with pytest.raises(services.CaseMerged):
            refused()
    assert tables() == before


@pytest.mark.parametrize("closed_one", ["source", "target"])
def test_a_closed_case_is_reopened_before_it_is_merged(closed_one: str) -> None:
    closed, open_one = cases.closed_case(), cases.open_case()
    two = (closed, open_one) if closed_one == "source" else (open_one, closed)
    with pytest.raises(services.CaseClosed) as refusal:
        services.merge(*two, actor=None)
    assert refusal.value.incident == closed
    assert not isinstance(refusal.value, services.CaseMerged)


def test_realms_never_mix_and_a_case_is_not_merged_into_itself() -> None:
    live, exercise = cases.open_case(), cases.open_case(realm="exercise:winter")
    with pytest.raises(services.OtherRealm):
        services.merge(live, exercise, actor=None)
    with pytest.raises(services.SameCase):
        services.merge(live, live, actor=None)


def test_the_database_itself_refuses_an_open_merged_case() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=merged.pk).update(merged_into=survivor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=merged.pk).update(
            merged_into=merged, closed_at=cases.RECEIVED + timedelta(days=1)
        )


def test_the_history_of_both_is_read_on_the_survivor() -> None:
    ana = cases.person(name="Ana")
    first, second = cases.waiting(), cases.waiting()
    merged, survivor = opened(first), opened(second)
    services.qualify(merged, cases.values(), revision=None, actor=ana)
    operation = services.merge(merged, survivor, actor=ana)

    deeds = [deed.action for deed in selectors.history([first, second])]
    assert deeds.count("incident.opened") == 2
    assert "incident.qualified" in deeds
    assert deeds[-1] == "incident.merged"

    services.undo_merge(operation, actor=ana)
    assert selectors.history([first])[-1].action == "incident.merge_undone"
    assert selectors.history([second])[-1].action == "incident.merge_undone"


def test_a_merged_case_is_in_no_list_of_cases() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    services.merge(merged, survivor, actor=None)
    assert list(selectors.open_cases("live")) == [survivor]
    assert list(selectors.closed_cases("live")) == []
    assert selectors.joinable_cases(cases.waiting()) == [survivor]
