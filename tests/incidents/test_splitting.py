"""One case turns out to be two incidents."""

from collections.abc import Callable

import pytest

from tests.factories import cases
from tests.incidents.test_merging import case_of, opened, tables
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident

pytestmark = pytest.mark.django_db


def test_a_declaration_leaves_for_a_case_of_its_own() -> None:
    ana = cases.person()
    stays, leaves = cases.waiting(), cases.waiting()
    source = opened(stays, leaves)
    services.qualify(source, cases.values(), revision=None, actor=ana)

    operation = services.split(source, [leaves.pk], actor=ana, at=cases.RECEIVED)

    apart = case_of(leaves)
    assert (operation.target, operation.opened_target) == (apart, True)
    assert (apart.lead, apart.realm, apart.opened_at) == (ana, "live", cases.RECEIVED)
    assert case_of(stays) == source
    assert (cases.public_state(stays), cases.public_state(leaves)) == ("qualified", "in_progress")


def test_several_leave_for_a_case_that_exists() -> None:
    stays, one, two = cases.waiting(), cases.waiting(), cases.waiting()
    source, target = opened(stays, one, two), cases.open_case()
    services.split(source, [one.pk, two.pk], into=target, actor=None)
    assert case_of(one) == case_of(two) == target
    assert (source.links.count(), target.links.count()) == (1, 3)


@pytest.mark.parametrize("exists", [True, False])
def test_undone_the_case_is_exactly_as_it_was(exists: bool) -> None:
    stays, leaves = cases.waiting(), cases.waiting()
    source, target = opened(stays, leaves), cases.open_case()
    before = tables()

    into = target if exists else None
    operation = services.split(source, [leaves.pk], into=into, actor=None)
    assert tables() != before
    services.undo_split(operation, actor=None)

    after = tables()
    after["Incident"] = [row for row in after["Incident"] if row["merged_into_id"] is None]
    assert after == before
    assert selectors.survivor(Incident.objects.get(pk=operation.target_id)) == (
        target if exists else source
    )


def test_what_was_worked_on_since_is_merged_rather_than_undone() -> None:
    def qualify(target: Incident) -> None:
        services.qualify(target, cases.values(), revision=None, actor=None)

    def take_more(target: Incident) -> None:
        services.take_into(target, cases.waiting().pk, actor=None)

    works: tuple[Callable[[Incident], None], ...] = (qualify, take_more)
    for work in works:
        stays, leaves = cases.waiting(), cases.waiting()
        source = opened(stays, leaves)
        operation = services.split(source, [leaves.pk], actor=None)
        work(operation.target)
        with pytest.raises(services.CannotUndo) as refusal:
            services.undo_split(operation, actor=None)
        assert refusal.value.reason == services.CannotUndo.WORKED_ON
        services.merge(operation.target, source, actor=None)
        assert case_of(leaves) == source


def test_a_case_is_never_left_without_declaration() -> None:
    one, two = cases.waiting(), cases.waiting()
    source = opened(one, two)
    with pytest.raises(services.NothingLeft):
        services.split(source, [one.pk, two.pk], actor=None)

    target = cases.open_case()
    (own,) = target.links.values_list("declaration_id", flat=True)
    operation = services.split(source, [one.pk], into=target, actor=None)
    services.split(target, [own], actor=None)
    with pytest.raises(services.CannotUndo) as refusal:
        services.undo_split(operation, actor=None)
    assert refusal.value.reason == services.CannotUndo.NOTHING_LEFT
    assert case_of(one) == target


def test_only_declarations_of_the_case_are_split_out_of_it() -> None:
    source = opened(cases.waiting(), cases.waiting())
    elsewhere = cases.waiting()
    before = tables()
    for chosen in ([], [elsewhere.pk]):
        with pytest.raises(services.NotOfTheCase):
            services.split(source, chosen, actor=None)
    assert tables() == before


def test_closed_cases_and_other_realms_take_no_part() -> None:
    one, two = cases.waiting(), cases.waiting()
    source = opened(one, two)
    with pytest.raises(services.CaseClosed):
        services.split(source, [one.pk], into=cases.closed_case(), actor=None)
    with pytest.raises(services.OtherRealm):
        services.split(source, [one.pk], into=cases.open_case(realm="demo"), actor=None)
    services.qualify(source, cases.values(), revision=None, actor=None)
    services.close(source, actor=None)
    with pytest.raises(services.CaseClosed):
        services.split(source, [one.pk], actor=None)


def test_the_history_says_where_a_declaration_went() -> None:
    stays, leaves = cases.waiting(), cases.waiting()
    source = opened(stays, leaves)
    services.split(source, [leaves.pk], actor=None)
    assert "incident.split" in [deed.action for deed in selectors.history([stays])]
    assert [deed.action for deed in selectors.history([leaves])][-2:] == [
        "incident.split",
        "declaration.moved",
    ]
