"""Cases that have to do with each other, and stay two."""

import pytest

from tests.factories import cases
from vigie.core.models import JournalEntry
from vigie.incidents import selectors, services
from vigie.incidents.models import CaseLink, Incident

pytestmark = pytest.mark.django_db


def related(incident: Incident) -> list[Incident]:
    return [each.incident for each in selectors.related_cases(incident)]


def test_a_link_is_read_from_both_ends_whoever_made_it() -> None:
    older, younger = cases.open_case(), cases.closed_case()
    for one, other in ((older, younger), (younger, older)):
        link = services.link(one, other, relation="follow_up", actor=None)
        assert (related(older), related(younger)) == ([younger], [older])
        services.unlink(link, actor=None)
        assert (related(older), related(younger)) == ([], [])


def test_a_removed_link_keeps_its_trace_and_may_be_made_again() -> None:
    one, other, ana = cases.open_case(), cases.open_case(), cases.person()
    link = services.link(one, other, relation="same_campaign", actor=ana)
    services.unlink(link, actor=ana)
    with pytest.raises(services.LinkRemoved):
        services.unlink(link, actor=ana)
    services.link(one, other, relation="same_provider", actor=ana)
    assert CaseLink.objects.count() == 2
    deeds = JournalEntry.objects.filter(action__contains="link").order_by("id")
    assert [deed.action for deed in deeds] == [
        "incident.linked",
        "incident.unlinked",
        "incident.linked",
    ]


def test_what_makes_no_sense_is_refused() -> None:
    one, other = cases.open_case(), cases.open_case()
    services.link(one, other, relation="same_campaign", actor=None)
    with pytest.raises(services.AlreadyLinked):
        services.link(other, one, relation="follow_up", actor=None)
    with pytest.raises(services.SameCase):
        services.link(one, one, relation="follow_up", actor=None)
    with pytest.raises(services.OtherRealm):
        services.link(one, cases.open_case(realm="demo"), relation="follow_up", actor=None)


def test_a_link_of_a_merged_case_is_read_on_its_survivor_and_leads_to_survivors() -> None:
    merged, survivor, other, later = (cases.open_case() for _ in range(4))
    services.link(merged, other, relation="same_campaign", actor=None)
    operation = services.merge(merged, survivor, actor=None)
    assert related(survivor) == [other]
    services.merge(other, later, actor=None)
    assert related(survivor) == [later]
    assert related(later) == [survivor]
    services.undo_merge(operation, actor=None)
    assert related(survivor) == []


def test_two_linked_cases_that_become_one_are_not_related_to_themselves() -> None:
    one, other = cases.open_case(), cases.open_case()
    services.link(one, other, relation="same_provider", actor=None)
    services.merge(one, other, actor=None)
    assert related(other) == []
