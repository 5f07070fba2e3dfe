"""A merged case leads to the one that stands for it, whatever one was about to do on it."""

import pytest

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import decided, page, text
from vigie.incidents import services
from vigie.incidents.models import Incident, IncidentDeclaration, Qualification

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Incident, Incident]:
    """A case, and the one into which it was merged."""
    merged, survivor = cases.open_case(), cases.open_case()
    services.merge(merged, survivor, actor=None)
    return merged, survivor


def test_its_address_leads_to_the_survivor_and_says_so(
    analyst: SignedIn, two: tuple[Incident, Incident]
) -> None:
    merged, survivor = two
    answer = analyst.get(page("case", merged.reference), follow=True)
    assert answer.redirect_chain == [(page("case", survivor.reference), 302)]
    assert f"The case {merged.reference} was merged into this one" in text(answer)


def test_its_reference_typed_in_the_search_leads_there_too(
    analyst: SignedIn, two: tuple[Incident, Incident]
) -> None:
    merged, survivor = two
    answer = analyst.get(page("search"), {"q": merged.reference}, follow=True)
    assert answer.redirect_chain[-1][0] == page("case", survivor.reference)


def test_a_qualification_typed_meanwhile_is_not_lost_and_not_saved_over_another(
    analyst: SignedIn, two: tuple[Incident, Incident]
) -> None:
    merged, survivor = two
    services.qualify(survivor, cases.values(severity="critical"), revision=None, actor=None)

    answer = analyst.post(
        page("case", merged.reference), decided(severity="minor", summary="Typed", revision="1")
    )

    assert answer.status_code == 409
    assert "merged into another while you typed" in text(answer)
    assert "Typed" in text(answer)
    assert f'action="{page("case", survivor.reference)}"' in text(answer)
    assert Qualification.objects.get().severity == "critical"

    revision = answer.context["form"]["revision"].value()
    analyst.post(page("case", survivor.reference), decided(severity="minor", revision=revision))
    assert Qualification.objects.get().severity == "minor"


@pytest.mark.parametrize("typed", [{}, {"severity": "x"}, {"reopen": "yes"}, {"close": "yes"}])
def test_whatever_is_sent_to_it_is_answered(
    analyst: SignedIn, two: tuple[Incident, Incident], typed: dict[str, str]
) -> None:
    answer = analyst.post(page("case", two[0].reference), {**decided(), **typed})
    assert answer.status_code == 409
    assert not Qualification.objects.exists()


def test_leading_it_is_leading_the_survivor(
    analyst: SignedIn, two: tuple[Incident, Incident]
) -> None:
    merged, survivor = two
    analyst.post(page("lead", merged.reference))
    merged.refresh_from_db()
    survivor.refresh_from_db()
    assert (merged.lead, survivor.lead) == (None, analyst.user)


def test_reopening_it_opens_nothing(analyst: SignedIn, two: tuple[Incident, Incident]) -> None:
    merged, _survivor = two
    answer = analyst.post(page("reopen", merged.reference), follow=True)
    assert "This case is open already" in text(answer)
    merged.refresh_from_db()
    assert merged.closed_at is not None


def test_a_declaration_on_its_way_into_it_waits_and_the_analyst_is_told(
    analyst: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident, survivor = cases.open_case(), cases.open_case()
    declaration = cases.waiting()
    take_into = services.take_into

    def take_into_after_merging(*args: object, **options: object) -> None:
        services.merge(incident, survivor, actor=None)
        take_into(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "take_into", take_into_after_merging)
    answer = analyst.post(
        page("join", declaration.reference), {"into": incident.reference}, follow=True
    )

    assert "merged into another a moment ago" in text(answer)
    assert not IncidentDeclaration.objects.filter(declaration=declaration).exists()
