"""What may be one incident is suggested, with the reasons, until somebody judges otherwise."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases, structures
from vigie.core.models import JournalEntry
from vigie.declarations.models import Declaration
from vigie.incidents import selectors, services
from vigie.incidents.models import Dismissal
from vigie.taxonomy.companies import company_key
from vigie.taxonomy.suggestion_rules import Alike

pytestmark = pytest.mark.django_db


def declared(*, hours: float = 0, provider: str = "", **columns: Any) -> Declaration:
    """Return a waiting declaration that nothing makes like another, unless told."""
    number = Declaration.objects.count()
    return cases.waiting(
        **{
            "received_at": cases.RECEIVED + timedelta(hours=hours),
            "structure_name": f"Structure {number}",
            "region": "",
            "provider": provider,
            "provider_key": company_key(provider),
            **columns,
        }
    )


def found(suggestions: list[selectors.Suggestion]) -> dict[str, list[str]]:
    """Return what is suggested: reference of the case or declaration, and by which rules."""
    return {
        (each.incident or each.declaration).reference: [reason.rule for reason in each.reasons]
        for each in suggestions
    }


def test_customers_of_one_provider_are_suggested_however_they_spell_it() -> None:
    one = declared(provider="Nébulis SAS")
    other = declared(provider="NEBULIS", hours=3)
    declared(provider="Sanoréseau")
    (suggestion,) = selectors.waiting_like(one)
    (reason,) = suggestion.reasons
    assert suggestion.declaration == other
    assert (reason.rule, reason.gap, reason.provider) == (
        Alike.SAME_PROVIDER,
        timedelta(hours=3),
        "NEBULIS",
    )


def test_a_structure_that_declares_twice_in_fourteen_days_is_suggested_no_later() -> None:
    hospital = structures.hospital()
    one = declared(structure=hospital)
    soon = declared(structure=hospital, hours=14 * 24)
    declared(structure=hospital, hours=14 * 24 + 1)
    assert found(selectors.waiting_like(one)) == {soon.reference: [Alike.SAME_STRUCTURE]}


def test_a_structure_typed_by_hand_is_itself_by_name_and_town() -> None:
    one = declared(structure_name="Cabinet du Lac", structure_town="Annecy")
    same = declared(structure_name="Cabinet du Lac", structure_town="Annecy")
    declared(structure_name="Cabinet du Lac", structure_town="Brest")
    assert list(found(selectors.waiting_like(one))) == [same.reference]


@pytest.mark.parametrize(
    ("mine", "theirs", "suggested"),
    [("yes", "unknown", True), ("unknown", "yes", True), ("unknown", "no", False)],
)
def test_same_kind_in_a_region_counts_once_somebody_says_that_others_are_touched(
    mine: str, theirs: str, suggested: bool
) -> None:
    one = declared(region="53", kind="telecom_outage", others_touched=mine)
    declared(region="53", kind="telecom_outage", others_touched=theirs, hours=70)
    declared(region="76", kind="telecom_outage", others_touched="yes")
    declared(region="53", kind="phishing", others_touched="yes")
    declared(region="53", kind="telecom_outage", others_touched="yes", hours=-73)
    assert len(selectors.waiting_like(one)) == suggested


def test_a_kind_that_says_nothing_makes_nothing_alike() -> None:
    one = declared(region="53", kind="unknown", others_touched="yes")
    declared(region="53", kind="unknown", others_touched="yes")
    assert selectors.waiting_like(one) == []


def test_what_is_most_alike_and_nearest_comes_first() -> None:
    hospital = structures.hospital()
    one = declared(provider="Nébulis", structure=hospital)
    far = declared(provider="Nébulis", hours=600)
    both = declared(provider="Nébulis", structure=hospital, hours=1)
    near = declared(provider="Nébulis", hours=-2)
    suggestions = selectors.waiting_like(one)
    assert [each.declaration for each in suggestions] == [both, near, far]
    assert suggestions[0].score == 100


def test_an_open_case_is_suggested_to_a_declaration_and_the_declaration_to_the_case() -> None:
    incident = services.take(declared(provider="Nébulis").pk, actor=None)
    services.take_into(incident, declared(provider="Nébulis", hours=5).pk, actor=None)
    late = declared(provider="Nebulis", hours=6)

    (suggestion,) = selectors.cases_like(late)
    assert (suggestion.incident, suggestion.alike) == (incident, 2)
    assert suggestion.reasons[0].gap == timedelta(hours=1)
    assert found(selectors.waiting_like_case(incident)) == {late.reference: ["same_provider"]}


def test_the_provider_that_the_csirt_names_counts_for_the_whole_case() -> None:
    incident = services.take(declared().pk, actor=None)
    late = declared(provider="Nébulis")
    assert selectors.waiting_like_case(incident) == []
    services.qualify(incident, cases.values(provider="NEBULIS SA"), revision=None, actor=None)
    incident.refresh_from_db()
    assert list(found(selectors.waiting_like_case(incident))) == [late.reference]
    assert list(found(selectors.cases_like(late))) == [incident.reference]


def test_two_cases_of_one_provider_are_suggested_to_each_other() -> None:
    one = services.take(declared(provider="Nébulis").pk, actor=None)
    other = services.take(declared(provider="Nébulis", hours=30).pk, actor=None)
    assert list(found(selectors.cases_like_case(one))) == [other.reference]
    services.merge(one, other, actor=None)
    other.refresh_from_db()
    assert selectors.cases_like_case(other) == []


def test_realms_are_never_compared() -> None:
    one = declared(provider="Nébulis")
    other = declared(provider="Nébulis", realm="exercise:winter")
    services.take(other.pk, actor=None)
    declared(provider="Nébulis", realm="demo")
    assert selectors.waiting_like(one) == selectors.cases_like(one) == []


def test_what_one_judges_apart_is_suggested_to_nobody_any_more() -> None:
    one, other = declared(provider="Nébulis"), declared(provider="Nébulis")
    services.dismiss(one, other, actor=cases.person())
    services.dismiss(other, one, actor=cases.person())
    assert selectors.waiting_like(one) == selectors.waiting_like(other) == []
    assert Dismissal.objects.count() == 1
    assert JournalEntry.objects.filter(action="incident.suggestion_dismissed").count() == 1


def test_a_judgement_holds_once_one_of_the_two_is_taken() -> None:
    one, other = declared(provider="Nébulis"), declared(provider="Nébulis")
    services.dismiss(one, other, actor=None)
    incident = services.take(one.pk, actor=None)
    assert selectors.waiting_like_case(incident) == selectors.cases_like(other) == []


def test_a_judgement_on_a_case_holds_for_all_that_joins_it_and_for_what_it_is_merged_into() -> None:
    incident = services.take(declared(provider="Nébulis").pk, actor=None)
    apart = declared(provider="Nébulis")
    services.dismiss(incident, apart, actor=None)
    services.take_into(incident, declared(provider="Nébulis").pk, actor=None)
    assert selectors.waiting_like_case(incident) == selectors.cases_like(apart) == []

    survivor = services.take(declared().pk, actor=None)
    services.merge(incident, survivor, actor=None)
    assert selectors.waiting_like_case(survivor) == selectors.cases_like(apart) == []


def test_what_makes_no_sense_is_not_judged() -> None:
    one, other = declared(), declared(realm="demo")
    with pytest.raises(services.OtherRealm):
        services.dismiss(one, other, actor=None)
    with pytest.raises(services.SameCase):
        services.dismiss(one, one, actor=None)


def test_many_alike_cost_as_few_queries_as_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    incident = services.take(declared(provider="Nébulis").pk, actor=None)
    late = declared(provider="Nébulis")

    def read() -> None:
        for like in (selectors.waiting_like_case, selectors.cases_like_case):
            like(incident)
        for like_declaration in (selectors.waiting_like, selectors.cases_like):
            like_declaration(late)

    read_once = 24
    with django_assert_max_num_queries(read_once) as with_one:
        read()
    for _ in range(30):
        services.take_into(incident, declared(provider="Nébulis").pk, actor=None)
        services.take(declared(provider="Nébulis").pk, actor=None)
        services.dismiss(incident, declared(provider="Nébulis"), actor=None)
        declared(provider="Nébulis")
    with django_assert_max_num_queries(len(with_one) + 3):
        read()
