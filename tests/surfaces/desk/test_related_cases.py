"""Cases that are one incident, or have to do with each other: merged, linked, undone."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.incidents import selectors, services
from vigie.incidents.models import (
    CaseLink,
    CaseOperation,
    Dismissal,
    Incident,
    IncidentDeclaration,
)

pytestmark = pytest.mark.django_db

PROVIDER: dict[str, Any] = {"provider": "Nébulis", "provider_key": "nebulis"}


def compare(incident: Incident, other: Incident) -> str:
    return f"{page('merge', incident.reference)}?merge-other={other.reference}"


def merged_by(who: SignedIn, incident: Incident, other: Incident) -> CaseOperation:
    who.post(page("merge", incident.reference), {"merge-other": other.reference})
    return CaseOperation.objects.get()


def test_a_case_that_looks_alike_is_suggested_compared_and_merged(analyst: SignedIn) -> None:
    one, other = cases.open_case(**PROVIDER), cases.open_case(analyst.user, **PROVIDER)
    shown = text(analyst.get(page("case_related", one.reference)))
    assert "May be the same incident" in shown
    assert compare(one, other) in shown

    shown = text(analyst.get(compare(one, other)))
    assert f"Merge {one.reference} into {other.reference}?" in shown
    assert "The other way round" in shown
    assert Incident.objects.filter(merged_into__isnull=False).count() == 0

    answer = analyst.post(
        page("merge", one.reference), {"merge-other": other.reference}, follow=True
    )
    assert answer.redirect_chain == [(page("case_related", other.reference), 302)]
    assert f"{one.reference} is merged into this case" in text(answer)
    assert other.links.count() == 2


def test_what_merging_costs_is_said_before(analyst: SignedIn) -> None:
    one, other = cases.open_case(), cases.open_case()
    services.qualify(one, cases.values(), revision=None, actor=None)
    shown = text(analyst.get(compare(one, other)))
    assert "is kept as history" in shown
    assert f"{other.reference} is not qualified yet" in shown


def test_merged_by_two_at_once_the_second_is_told_and_sees_what_stands(
    analyst: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, third = cases.open_case(), cases.open_case(), cases.open_case()
    merge = services.merge

    def merge_after_somebody_else(*args: object, **options: object) -> None:
        monkeypatch.setattr(services, "merge", merge)
        merge(other, third, actor=None)
        merge(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "merge", merge_after_somebody_else)
    answer = analyst.post(page("merge", one.reference), {"merge-other": other.reference})

    assert answer.status_code == 409
    assert "closed or merged while you looked" in text(answer)
    assert f"Merge {one.reference} into {third.reference}?" in text(answer)
    assert one.links.count() == 1


def test_merged_into_each_other_at_once_the_second_is_led_to_the_survivor(
    analyst: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = cases.open_case(), cases.open_case()
    merge = services.merge

    def merge_after_somebody_else(*args: object, **options: object) -> None:
        merge(other, one, actor=None)
        merge(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "merge", merge_after_somebody_else)
    answer = analyst.post(
        page("merge", one.reference), {"merge-other": other.reference}, follow=True
    )
    assert answer.redirect_chain == [(page("case_related", one.reference), 302)]
    assert f"The case {other.reference} was merged into this one" in text(answer)


@pytest.mark.parametrize("typed", ["", "nonsense", "INC-2222-2222", "x" * 900, "é\u202e😀"])
def test_a_reference_that_is_none_is_told_at_its_field(analyst: SignedIn, typed: str) -> None:
    incident = cases.open_case()
    for answer in (
        analyst.get(page("merge", incident.reference), {"merge-other": typed}),
        analyst.post(page("merge", incident.reference), {"merge-other": typed}),
        analyst.post(
            page("link", incident.reference),
            {"link-other": typed, "link-relation": "same_campaign"},
        ),
    ):
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"other"}


def test_another_realm_or_the_case_itself_is_refused_at_the_field(analyst: SignedIn) -> None:
    incident, exercise = cases.open_case(), cases.open_case(realm="exercise:winter")
    for other in (incident, exercise):
        answer = analyst.post(page("merge", incident.reference), {"merge-other": other.reference})
        assert answer.status_code == 422
    assert not CaseOperation.objects.exists()


def test_a_closed_case_is_reopened_first(analyst: SignedIn) -> None:
    one, closed = cases.open_case(), cases.closed_case()
    assert "reopen it first" in text(analyst.get(compare(one, closed)))
    answer = analyst.post(page("merge", one.reference), {"merge-other": closed.reference})
    assert answer.status_code == 409
    assert "reopen it to merge or split it" in text(
        analyst.get(page("case_related", closed.reference))
    )


def test_undoing_says_what_it_does_and_leads_back(analyst: SignedIn, colleague: SignedIn) -> None:
    one, other = cases.open_case(), cases.open_case()
    operation = merged_by(analyst, one, other)
    shown = text(colleague.get(page("case_related", other.reference)))
    assert f"{one.reference} was merged into {other.reference}, with 1 declaration" in shown
    assert f"What came from {one.reference} goes back to it" in shown

    answer = colleague.post(page("undo", other.reference), {"operation": operation.pk}, follow=True)
    assert answer.redirect_chain == [(page("case_related", one.reference), 302)]
    assert "Undone: this case is as it was" in text(answer)
    again = analyst.post(page("undo", other.reference), {"operation": operation.pk}, follow=True)
    assert "Somebody has undone this already" in text(again)


def test_a_splitting_is_undone_until_somebody_worked_on_the_new_case(analyst: SignedIn) -> None:
    def split() -> tuple[Incident, CaseOperation]:
        incident, leaves = cases.open_case(), cases.waiting()
        services.take_into(incident, leaves.pk, actor=None)
        return incident, services.split(incident, [leaves.pk], actor=None)

    incident, operation = split()
    analyst.post(page("undo", incident.reference), {"operation": operation.pk})
    assert incident.links.count() == 2

    incident, operation = split()
    services.qualify(operation.target, cases.values(), revision=None, actor=None)
    answer = analyst.post(
        page("undo", incident.reference), {"operation": operation.pk}, follow=True
    )
    assert "Somebody has worked on the new case since" in text(answer)


@pytest.mark.parametrize("work", ["closed", "merged", "moved"])
def test_what_contradicts_undoing_is_said(analyst: SignedIn, work: str) -> None:
    one, other, third = (cases.open_case() for _ in range(3))
    moved = IncidentDeclaration.objects.get(incident=one).declaration_id
    operation = merged_by(analyst, one, other)
    works: dict[str, tuple[Callable[[], object], str]] = {
        "closed": (
            lambda: (
                services.qualify(other, cases.values(), revision=None, actor=None),
                services.close(other, actor=None),
            ),
            "closed since: reopen it first",
        ),
        "merged": (lambda: services.merge(other, third, actor=None), ""),
        "moved": (
            lambda: services.split(other, [moved], into=third, actor=None),
            "moved again since",
        ),
    }
    do, words = works[work]
    do()
    answer = analyst.post(page("undo", other.reference), {"operation": operation.pk}, follow=True)
    if words:
        assert words in text(answer)
    else:
        assert answer.status_code == 404
    assert CaseOperation.objects.get(pk=operation.pk).undone_at is None


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-7000-8000-000000000000", "é😀"])
def test_an_operation_on_another_case_is_not_found(analyst: SignedIn, key: str) -> None:
    one, other, third = (cases.open_case() for _ in range(3))
    operation = merged_by(analyst, one, other)
    for given in (key, str(operation.pk)):
        assert analyst.post(page("undo", third.reference), {"operation": given}).status_code == 404


def test_two_cases_are_linked_and_unlinked(analyst: SignedIn) -> None:
    one, other = cases.open_case(), cases.closed_case()
    asked = {"link-other": other.reference, "link-relation": "same_campaign"}
    analyst.post(page("link", one.reference), asked)
    shown = text(analyst.get(page("case_related", other.reference)))
    assert "Same campaign" in shown
    assert f"Remove the link with {one.reference}" in shown

    again = analyst.post(page("link", one.reference), asked)
    assert again.status_code == 409
    assert "linked already" in text(again)

    link = CaseLink.objects.get()
    for _ in range(2):
        answer = analyst.post(page("unlink", other.reference), {"link": link.pk}, follow=True)
        assert "Link removed" in text(answer)
    assert "Remove the link" not in text(analyst.get(page("case_related", other.reference)))


def test_a_link_of_other_cases_is_not_removed_from_here(analyst: SignedIn) -> None:
    one, other, third = (cases.open_case() for _ in range(3))
    link = services.link(one, other, relation="follow_up", actor=None)
    analyst.post(page("unlink", third.reference), {"link": link.pk})
    link.refresh_from_db()
    assert link.removed_at is None


def test_a_relation_must_be_chosen(analyst: SignedIn) -> None:
    one, other = cases.open_case(), cases.open_case()
    answer = analyst.post(
        page("link", one.reference), {"link-other": other.reference, "link-relation": "teapot"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"relation"}


def test_an_officer_of_an_authority_neither_sees_nor_merges_cases(officer: SignedIn) -> None:
    one, other = cases.open_case(), cases.open_case()
    assert officer.get(page("case_related", one.reference)).status_code == 403
    answer = officer.post(page("merge", one.reference), {"merge-other": other.reference})
    assert answer.status_code == 403
    assert not CaseOperation.objects.exists()


def test_a_case_set_aside_by_mistake_is_shown_and_suggested_again(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    one, other = cases.open_case(**PROVIDER), cases.open_case(**PROVIDER)
    related = page("case_related", one.reference)
    assert "set aside" not in text(analyst.get(related))
    analyst.post(page("dismiss_for_case", one.reference), {"other": other.reference})

    shown = text(colleague.get(related))
    assert "May be the same incident" not in shown
    assert "Show the 1 suggestion set aside" in shown
    assert "Ana Lyst" in shown
    judged = colleague.get(related).context["set_aside"][0].dismissal.pk

    address = page("suggest_again_for_case", one.reference)
    answer = colleague.post(address, {"judged": judged}, follow=True)
    assert f"{other.reference} is suggested again" in text(answer)
    assert "May be the same incident" in text(answer)
    again = analyst.post(address, {"judged": judged}, follow=True)
    assert "It is not set aside any more." in text(again)


def test_a_declaration_set_aside_by_mistake_is_shown_and_suggested_again(
    analyst: SignedIn,
) -> None:
    one, other = cases.waiting(**PROVIDER), cases.waiting(**PROVIDER)
    analyst.post(page("dismiss", one.reference), {"other": other.reference})
    shown = analyst.get(page("declaration", other.reference))
    assert f"Suggest {one.reference} again" in text(shown)
    judged = shown.context["set_aside"][0].dismissal.pk
    answer = analyst.post(page("suggest_again", other.reference), {"judged": judged}, follow=True)
    assert f"{one.reference} is not the same incident" in text(answer)


@pytest.mark.parametrize("judged", ["", "x", "00000000-0000-7000-8000-000000000000", "é😀"])
def test_what_was_set_aside_of_other_cases_is_not_brought_back_from_here(
    analyst: SignedIn, judged: str
) -> None:
    one, other, third = (cases.open_case() for _ in range(3))
    services.dismiss(one, other, actor=None)
    of_others = selectors.set_aside_of_case(analyst.user, one)[0].dismissal
    for given in (judged, str(of_others.pk)):
        analyst.post(page("suggest_again_for_case", third.reference), {"judged": given})
    assert Dismissal.objects.count() == 1
