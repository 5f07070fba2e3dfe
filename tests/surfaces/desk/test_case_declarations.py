"""The declarations of a case: hundreds of them, those that look like it, those that leave it."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.declarations.models import Declaration
from vigie.incidents import services
from vigie.incidents.models import CaseOperation, Dismissal, Incident, IncidentDeclaration

pytestmark = pytest.mark.django_db

PROVIDER: dict[str, Any] = {"provider": "Nébulis", "provider_key": "nebulis"}


def failure(customers: int) -> tuple[Incident, list[Declaration]]:
    """Return a case of a provider's failure, and the declarations of other customers."""
    incident = cases.open_case(**PROVIDER, structure_name="The first")
    others = [
        cases.waiting(
            **PROVIDER,
            structure_name=f"Customer {number}",
            received_at=cases.RECEIVED + timedelta(hours=number),
        )
        for number in range(customers)
    ]
    return incident, others


def case_of(declaration: Declaration) -> Incident:
    return IncidentDeclaration.objects.get(declaration=declaration).incident


def test_waiting_customers_of_the_same_provider_are_suggested_with_the_reason(
    analyst: SignedIn,
) -> None:
    incident, (other, *_rest) = failure(3)
    shown = text(analyst.get(page("case_declarations", incident.reference)))
    assert "3 waiting declarations look like this case" in shown
    assert other.reference in shown
    assert "Same provider, <bdi>Nébulis</bdi>; received 2" in shown
    assert "How suggestions are made" in shown
    assert "3 waiting declarations look like this case" in text(
        analyst.get(page("case", incident.reference))
    )


def test_those_chosen_are_taken_in_one_go(analyst: SignedIn) -> None:
    incident, (one, two, stays) = failure(3)
    answer = analyst.post(
        page("gather", incident.reference),
        {"declarations": [one.reference, two.reference]},
        follow=True,
    )
    assert "2 declarations taken into this case" in text(answer)
    assert case_of(one) == case_of(two) == incident
    assert not IncidentDeclaration.objects.filter(declaration=stays).exists()


def test_all_that_are_shown_are_taken_by_one_button(analyst: SignedIn) -> None:
    incident, others = failure(4)
    shown = [each.reference for each in others]
    analyst.post(page("gather", incident.reference), {"shown": shown, "all": "yes"})
    assert incident.links.count() == 5


def test_whoever_was_faster_keeps_theirs_and_the_other_is_told(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    incident, (one, two) = failure(2)
    colleague.post(page("take", one.reference))
    answer = analyst.post(
        page("gather", incident.reference),
        {"declarations": [one.reference, two.reference]},
        follow=True,
    )
    assert "1 declaration taken into this case" in text(answer)
    assert f"{one.reference} is in another case already" in text(answer)
    assert case_of(one).lead == colleague.user


@pytest.mark.parametrize("ticked", [[], ["VIG-2222-2222"], ["x" * 900, "é\u202e😀"]])
def test_nothing_that_exists_chosen_is_asked_again(analyst: SignedIn, ticked: list[str]) -> None:
    incident, _others = failure(1)
    for name in ("gather", "split"):
        answer = analyst.post(page(name, incident.reference), {"declarations": ticked})
        assert answer.status_code == 422
    assert incident.links.count() == 1


def test_another_realm_s_declaration_is_not_chosen(analyst: SignedIn) -> None:
    incident, _others = failure(1)
    exercise = cases.waiting(realm="exercise:winter")
    answer = analyst.post(
        page("gather", incident.reference), {"declarations": [exercise.reference]}
    )
    assert answer.status_code == 422


def test_a_case_closed_a_moment_ago_takes_none_and_says_so(analyst: SignedIn) -> None:
    incident, (other,) = failure(1)
    services.qualify(incident, cases.values(), revision=None, actor=None)
    services.close(incident, actor=None)
    answer = analyst.post(
        page("gather", incident.reference), {"declarations": [other.reference]}, follow=True
    )
    assert "closed or merged a moment ago" in text(answer)


def test_one_case_is_opened_for_a_declaration_and_those_that_look_like_it(
    analyst: SignedIn,
) -> None:
    one, two, three = (cases.waiting(**PROVIDER) for _ in range(3))
    shown = text(analyst.get(page("declaration", one.reference)))
    assert "2 other declarations that wait" in shown
    analyst.post(
        page("take_together", one.reference),
        {"all": "yes", "shown": [two.reference, three.reference]},
    )
    assert case_of(one) == case_of(two) == case_of(three)
    assert case_of(one).lead == analyst.user


def test_an_open_case_that_looks_alike_takes_the_declaration_by_one_button(
    analyst: SignedIn,
) -> None:
    incident, (other,) = failure(1)
    shown = text(analyst.get(page("declaration", other.reference)))
    assert f"Add to {incident.reference}" in shown
    analyst.post(page("join", other.reference), {"into": incident.reference})
    assert case_of(other) == incident


def test_taken_meanwhile_by_somebody_else_none_of_them_is_taken_together(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    one, two = (cases.waiting(**PROVIDER) for _ in range(2))
    colleague.post(page("take", one.reference))
    answer = analyst.post(
        page("take_together", one.reference), {"declarations": [two.reference]}, follow=True
    )
    assert "Cole League has taken this declaration already" in text(answer)
    assert not IncidentDeclaration.objects.filter(declaration=two).exists()


def test_what_is_judged_apart_is_suggested_on_neither_page_to_nobody(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    incident, (other,) = failure(1)
    answer = analyst.post(
        page("dismiss_for_case", incident.reference), {"other": other.reference}, follow=True
    )
    assert f"{other.reference} is not suggested here any more" in text(answer)
    assert "No waiting declaration looks like this case" in text(answer)
    assert "May be the same incident" not in text(
        colleague.get(page("declaration", other.reference))
    )
    assert Dismissal.objects.get().dismissed_by == analyst.user


@pytest.mark.parametrize("other", ["", "VIG-2222-2222", "é\u202e😀", "x" * 900])
def test_what_does_not_exist_is_not_judged(analyst: SignedIn, other: str) -> None:
    incident, (waiting,) = failure(1)
    for name, reference in (
        ("dismiss", waiting.reference),
        ("dismiss_for_case", incident.reference),
    ):
        assert analyst.post(page(name, reference), {"other": other}).status_code == 404
        assert analyst.post(page(name, reference), {"other": reference}).status_code == 404


def test_declarations_are_split_out_into_a_case_of_their_own(analyst: SignedIn) -> None:
    incident, (one, two) = failure(2)
    services.gather(incident, [one.pk, two.pk], actor=None)
    answer = analyst.post(
        page("split", incident.reference), {"declarations": [one.reference]}, follow=True
    )
    apart = case_of(one)
    assert apart != incident
    assert answer.redirect_chain == [(page("case", apart.reference), 302)]
    assert apart.lead == analyst.user


def test_or_into_another_case_typed_in_any_way(analyst: SignedIn) -> None:
    incident, (one,) = failure(1)
    services.gather(incident, [one.pk], actor=None)
    other = cases.open_case()
    typed = f"  {other.reference.lower().replace('-', ' ')} "
    analyst.post(
        page("split", incident.reference), {"declarations": [one.reference], "into": typed}
    )
    assert case_of(one) == other


@pytest.mark.parametrize(
    "into", ["nonsense", "INC-2222-2222", "x" * 900, "é\u202e😀", "own", "demo"]
)
def test_a_case_that_cannot_take_them_is_told_at_its_field_and_nothing_is_lost(
    analyst: SignedIn, into: str
) -> None:
    incident, (one,) = failure(1)
    services.gather(incident, [one.pk], actor=None)
    typed = {
        "own": incident.reference,
        "demo": cases.open_case(realm="demo").reference,
    }.get(into, into)
    answer = analyst.post(
        page("split", incident.reference), {"declarations": [one.reference], "into": typed}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"into"}
    assert f'value="{one.reference}" checked' in text(answer)


def test_all_of_them_cannot_leave(analyst: SignedIn) -> None:
    incident, (one,) = failure(1)
    services.gather(incident, [one.pk], actor=None)
    both = list(Declaration.objects.values_list("reference", flat=True))
    answer = analyst.post(page("split", incident.reference), {"declarations": both})
    assert answer.status_code == 409
    assert "A case keeps one declaration at least" in text(answer)
    assert not CaseOperation.objects.exists()


def test_what_has_left_meanwhile_is_told(analyst: SignedIn) -> None:
    incident, (one, two) = failure(2)
    services.gather(incident, [one.pk, two.pk], actor=None)
    services.split(incident, [one.pk], actor=None)
    answer = analyst.post(page("split", incident.reference), {"declarations": [one.reference]})
    assert answer.status_code == 409
    assert "have left this case meanwhile" in text(answer)


def test_three_hundred_declarations_cost_as_few_queries_as_two(
    analyst: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    incident, others = failure(2)
    services.gather(incident, [others[0].pk], actor=None)
    pages = [page(name, incident.reference) for name in ("case", "case_declarations")]
    counts = []
    for address in pages:
        with django_assert_max_num_queries(40) as captured:
            analyst.get(address)
        counts.append(len(captured))

    more = [cases.waiting(**PROVIDER, structure_name=f"More {n}") for n in range(300)]
    services.gather(incident, [each.pk for each in more], actor=None)
    for _ in range(30):
        cases.waiting(**PROVIDER)
    for address, count in zip(pages, counts, strict=True):
        with django_assert_max_num_queries(count):
            answer = analyst.get(address)
        assert "302 declarations" in text(answer)
        assert len(text(answer)) < 200_000
    listed = analyst.get(pages[1])
    assert len(listed.context["page"]) == 25
    assert 'rel="next"' in text(listed)
