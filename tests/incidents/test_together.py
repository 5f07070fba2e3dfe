"""Two analysts act on the same cases at the same time: nothing is lost, the loser is told."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tests.factories import cases
from tests.incidents.test_merging import opened
from vigie.incidents import selectors, services
from vigie.incidents.models import CaseOperation, Incident, IncidentDeclaration

pytestmark = pytest.mark.django_db(transaction=True)

Work = Callable[[], object]


def together(*works: Work) -> list[object]:
    """Do all at once, each on a connection of its own; return what each gave or was refused."""
    ready = threading.Barrier(len(works))
    outcomes: list[object] = [None] * len(works)

    def do(number: int) -> None:
        try:
            ready.wait()
            outcomes[number] = works[number]()
        except services.Refusal as refusal:
            outcomes[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other for ever"
    return outcomes


def kinds(outcomes: list[object]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.mark.parametrize("attempt", range(5))
def test_two_cases_merged_into_each_other_become_one(attempt: int) -> None:  # noqa: ARG001
    one, other = cases.open_case(), cases.open_case()

    outcomes = together(
        lambda: services.merge(one, other, actor=None),
        lambda: services.merge(other, one, actor=None),
    )

    assert kinds(outcomes) == ["CaseMerged", "CaseOperation"]
    merged = Incident.objects.get(merged_into__isnull=False)
    survivor = Incident.objects.get(merged_into=None)
    assert selectors.survivor(merged) == survivor
    assert survivor.links.count() == 2


def test_one_case_merged_into_two_goes_into_one_of_them() -> None:
    source, one, other = (cases.open_case() for _ in range(3))

    outcomes = together(
        lambda: services.merge(source, one, actor=None),
        lambda: services.merge(source, other, actor=None),
    )

    assert kinds(outcomes) == ["CaseMerged", "CaseOperation"]
    assert one.links.count() + other.links.count() == 3


def test_a_ring_of_mergings_leaves_one_case_and_all_declarations() -> None:
    ring = [cases.open_case() for _ in range(3)]

    together(
        *(
            lambda number=number: services.merge(ring[number], ring[(number + 1) % 3], actor=None)
            for number in range(3)
        )
    )

    standing = Incident.objects.filter(merged_into=None)
    assert sum(each.links.count() for each in standing) == 3
    for each in Incident.objects.filter(merged_into__isnull=False):
        assert selectors.survivor(each) in standing
        assert each.links.count() == 0


def test_a_declaration_taken_while_its_case_is_merged_is_in_the_survivor_or_still_waits() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    newcomer = cases.waiting()

    outcomes = together(
        lambda: services.merge(merged, survivor, actor=None),
        lambda: services.take_into(merged, newcomer.pk, actor=None),
    )

    link = IncidentDeclaration.objects.filter(declaration=newcomer).first()
    if kinds(outcomes) == ["CaseMerged", "CaseOperation"]:
        assert link is None
    else:
        assert link is not None
        assert link.incident == survivor
    assert merged.links.count() == 0


def test_splitting_while_closing_either_comes_first_or_is_refused() -> None:
    stays, leaves = cases.waiting(), cases.waiting()
    source = opened(stays, leaves)
    services.qualify(source, cases.values(), revision=None, actor=None)

    split, closed = together(
        lambda: services.split(source, [leaves.pk], actor=None),
        lambda: services.close(source, actor=None),
    )

    assert closed is None
    if isinstance(split, CaseOperation):
        assert split.target.links.count() == source.links.count() == 1
        assert cases.public_state(leaves) == "in_progress"
    else:
        assert isinstance(split, services.CaseClosed)
        assert source.links.count() == 2
        assert cases.public_state(leaves) == "closed"
    assert cases.public_state(stays) == "closed"


def test_closing_while_merging_either_comes_first_or_is_refused() -> None:
    declaration = cases.waiting()
    source, survivor = opened(declaration), cases.open_case()
    services.qualify(source, cases.values(), revision=None, actor=None)

    outcomes = together(
        lambda: services.merge(source, survivor, actor=None),
        lambda: services.close(source, actor=None),
    )

    assert sum(isinstance(each, services.CaseClosed) for each in outcomes) == 1
    source.refresh_from_db()
    assert source.closed_at is not None
    told = "in_progress" if source.merged_into else "closed"
    assert cases.public_state(declaration) == told


def test_two_who_split_all_between_them_leave_one_declaration() -> None:
    one, two = cases.waiting(), cases.waiting()
    source = opened(one, two)

    outcomes = together(
        lambda: services.split(source, [one.pk], actor=None),
        lambda: services.split(source, [two.pk], actor=None),
    )

    assert kinds(outcomes) == ["CaseOperation", "NothingLeft"]
    assert source.links.count() == 1


def test_undone_by_two_it_is_undone_once() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    operation = services.merge(merged, survivor, actor=None)

    outcomes = together(*[lambda: services.undo_merge(operation, actor=None)] * 2)

    assert kinds(outcomes) == ["CannotUndo", "Incident"]
    assert (merged.links.count(), survivor.links.count()) == (1, 1)


def test_gathered_by_two_each_declaration_is_taken_once() -> None:
    first, second = cases.open_case(), cases.open_case()
    waiting = [cases.waiting().pk for _ in range(6)]

    outcomes = together(
        lambda: services.gather(first, waiting, actor=None),
        lambda: services.gather(second, waiting, actor=None),
    )

    gathered = [each for each in outcomes if isinstance(each, services.Gathered)]
    assert sum(each.taken for each in gathered) == 6
    assert sum(len(each.already) for each in gathered) == 6
    assert first.links.count() + second.links.count() == 8


def test_two_who_link_two_cases_make_one_link() -> None:
    one, other = cases.open_case(), cases.open_case()
    outcomes = together(
        lambda: services.link(one, other, relation="same_campaign", actor=None),
        lambda: services.link(other, one, relation="follow_up", actor=None),
    )
    assert kinds(outcomes) == ["AlreadyLinked", "CaseLink"]


def test_what_was_hung_on_a_case_while_it_was_merged_is_brought_to_the_survivor() -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    operation = services.merge(merged, survivor, actor=None)
    late = cases.waiting()
    IncidentDeclaration.objects.create(
        incident=merged, declaration=late, taken_at=cases.RECEIVED, taken_by=None
    )

    assert services.bring_what_was_left_behind() == 1
    assert services.bring_what_was_left_behind() == 0
    assert survivor.links.count() == 3

    services.undo_merge(operation, actor=None)
    assert (merged.links.count(), survivor.links.count()) == (2, 1)
