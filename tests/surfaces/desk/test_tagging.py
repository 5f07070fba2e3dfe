"""An analyst tags a case, and reads the cases that have a tag."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.incidents import selectors, services
from vigie.incidents.models import CaseTag, Incident

pytestmark = pytest.mark.django_db


def tags(incident: Incident) -> list[str]:
    return [each.tag for each in selectors.tags_of(incident)]


def test_several_are_typed_at_once_and_one_is_taken_off(analyst: SignedIn) -> None:
    incident = cases.open_case()
    shown = text(analyst.get(page("case", incident.reference)))
    assert "stored in clear" in shown
    sent = {"tags": "LockBit, vpn ; Côte d’Azur"}
    answer = analyst.post(page("add_tags", incident.reference), sent, follow=True)
    assert "3 tags added." in text(answer)
    assert tags(incident) == ["côte d’azur", "lockbit", "vpn"]

    answer = analyst.post(page("remove_tag", incident.reference), {"tag": "vpn"}, follow=True)
    assert "Tag taken off." in text(answer)
    assert tags(incident) == ["côte d’azur", "lockbit"]


def test_tags_already_used_are_offered(analyst: SignedIn) -> None:
    services.add_tags(cases.open_case(), ["lockbit"], actor=None)
    shown = text(analyst.get(page("case", cases.open_case().reference)))
    assert '<option value="lockbit">' in shown
    assert 'list="tags-used"' in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type one tag at least."),
        (" , ;", "Type one tag at least."),
        ("good, !!!", "“!!!” is not a tag"),
        ("x" * 41, "40 characters at most"),
        ("x" * 9000, "250 characters"),
        ("zoe@example.org", "stored in clear"),
        ("06 12 34 56 78", "stored in clear"),
    ],
)
def test_what_is_no_tag_is_told_at_its_field_and_kept(
    analyst: SignedIn, typed: str, said: str
) -> None:
    incident = cases.open_case()
    answer = analyst.post(page("add_tags", incident.reference), {"tags": typed})
    assert answer.status_code == 422
    assert said in text(answer)
    assert f'value="{typed}"' in text(answer) or not typed.strip()
    assert not CaseTag.objects.exists()


def test_one_too_many_is_told_and_kept(analyst: SignedIn) -> None:
    incident = cases.open_case()
    services.add_tags(incident, [f"t{number}" for number in range(20)], actor=None)
    answer = analyst.post(page("add_tags", incident.reference), {"tags": "one more"})
    assert answer.status_code == 409
    assert "20 tags at most" in text(answer)
    assert "one more" in text(answer)


def test_a_case_closed_meanwhile_takes_none_and_one_merged_leads_to_its_survivor(
    analyst: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    add = services.add_tags

    def add_after_somebody_merged(*args: object, **options: object) -> int:
        services.merge(merged, survivor, actor=None)
        return add(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "add_tags", add_after_somebody_merged)
    answer = analyst.post(page("add_tags", merged.reference), {"tags": "vpn"}, follow=True)
    assert answer.redirect_chain[-1][0] == page("case", survivor.reference)
    assert "This case was merged into another a moment ago: nothing was changed." in text(answer)

    monkeypatch.undo()
    closed = cases.closed_case()
    answer = analyst.post(page("add_tags", closed.reference), {"tags": "vpn"}, follow=True)
    assert "reopen it to change its tags" in text(answer)
    assert not CaseTag.objects.exists()


def test_a_tag_of_a_row_leads_to_the_cases_that_have_it(analyst: SignedIn) -> None:
    tagged, other = (cases.open_case(structure_name=name) for name in ("Tagged", "Apart from it"))
    services.add_tags(tagged, ["Côte d’Azur"], actor=None)
    services.add_tags(other, ["vpn"], actor=None)
    shown = text(analyst.get(page("cases")))
    address = "?realm=live&amp;tag=cote-d-azur"
    assert f'{page("cases")}{address}"><bdi>côte d’azur' in shown

    shown = text(analyst.get(f"{page('cases')}{address.replace('&amp;', '&')}"))
    assert "Tagged" in shown
    assert "Apart from it" not in shown
    assert "1 case." in shown
    found = text(analyst.get(page("search"), {"q": "azur"}))
    assert tagged.reference in found
    assert "côte d’azur" in found


def test_a_list_narrowed_by_a_tag_is_kept_as_a_filter(analyst: SignedIn) -> None:
    tagged = cases.open_case(structure_name="Tagged")
    cases.open_case(structure_name="Other")
    services.add_tags(tagged, ["vpn"], actor=None)
    analyst.post(f"{page('keep_filter')}?list=cases&realm=live&tag=vpn", {"name": "By VPN"})
    tab = next(
        each
        for each in analyst.get(page("cases")).context["listing"].tabs
        if each.label == "By VPN"
    )
    assert (tab.count, tab.address) == (1, "realm=live&tag=vpn")


@pytest.mark.parametrize("typed", ["x" * 200, "😀", "<b>", "!!!"])
def test_whatever_tag_an_address_names_the_list_is_shown(analyst: SignedIn, typed: str) -> None:
    cases.open_case()
    assert analyst.get(page("cases"), {"tag": typed}).status_code == 200
    assert analyst.get(page("queue"), {"tag": typed}).status_code == 200


def test_tags_cost_one_query_however_many_rows(
    analyst: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def tag_another() -> None:
        services.add_tags(cases.open_case(), ["vpn", "lockbit"], actor=None)

    tag_another()
    analyst.get(page("cases"))
    with django_assert_max_num_queries(20) as with_one:
        analyst.get(page("cases"))
    for _ in range(12):
        tag_another()
    with django_assert_max_num_queries(len(with_one)):
        analyst.get(page("cases"))


def test_an_officer_of_an_authority_tags_nothing(officer: SignedIn) -> None:
    incident = cases.open_case()
    answer = officer.post(page("add_tags", incident.reference), {"tags": "vpn"})
    assert answer.status_code == 403
    assert not CaseTag.objects.exists()
