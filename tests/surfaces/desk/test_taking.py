"""An analyst takes a declaration from the queue."""

import pytest

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.incidents import services
from vigie.incidents.models import Incident, IncidentDeclaration

pytestmark = pytest.mark.django_db


def test_from_the_queue_to_a_case_of_ones_own(analyst: SignedIn) -> None:
    declaration = cases.waiting()
    assert declaration.reference in text(analyst.get(page("queue")))

    answer = analyst.post(page("take", declaration.reference), follow=True)

    incident = IncidentDeclaration.objects.get(declaration=declaration).incident
    assert answer.redirect_chain == [(page("case", incident.reference), 302)]
    assert incident.lead == analyst.user
    assert "You lead this case" in text(answer)
    assert declaration.reference not in text(analyst.get(page("queue")))


def test_whoever_clicks_second_is_led_to_the_case_and_told_whose_it_is(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    declaration = cases.waiting()
    analyst.post(page("take", declaration.reference))

    answer = colleague.post(page("take", declaration.reference), follow=True)

    incident = Incident.objects.get()
    assert answer.redirect_chain == [(page("case", incident.reference), 302)]
    assert "Ana Lyst has taken this declaration already" in text(answer)


def test_a_second_click_of_ones_own_does_no_harm(analyst: SignedIn) -> None:
    declaration = cases.waiting()
    for _ in range(2):
        analyst.post(page("take", declaration.reference))
    assert Incident.objects.count() == 1


def test_the_same_event_joins_an_open_case(analyst: SignedIn) -> None:
    incident = cases.open_case()
    second = cases.waiting(structure_name="Clinique voisine")
    assert incident.reference in text(analyst.get(page("declaration", second.reference)))

    analyst.post(page("join", second.reference), {"into": incident.reference})

    assert incident.links.count() == 2


@pytest.mark.parametrize("into", ["", "INC-2222-2222", "nonsense", "9" * 300, "é\u202e😀"])
def test_a_case_that_does_not_exist_takes_nothing(analyst: SignedIn, into: str) -> None:
    cases.open_case()
    declaration = cases.waiting()
    answer = analyst.post(page("join", declaration.reference), {"into": into})
    assert answer.status_code == 422
    assert not IncidentDeclaration.objects.filter(declaration=declaration).exists()


def test_a_case_of_another_realm_is_not_offered_and_takes_nothing(analyst: SignedIn) -> None:
    exercise = cases.open_case(realm="exercise:winter")
    declaration = cases.waiting(realm="live")
    assert exercise.reference not in text(analyst.get(page("declaration", declaration.reference)))

    answer = analyst.post(page("join", declaration.reference), {"into": exercise.reference})

    assert answer.status_code == 422
    assert exercise.links.count() == 1


def test_a_case_closed_a_moment_ago_takes_nothing(
    analyst: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = cases.open_case()
    declaration = cases.waiting()
    take_into = services.take_into

    def take_into_after_closing(*args: object, **options: object) -> None:
        services.qualify(incident, cases.values(), revision=None, actor=None)
        services.close(incident, actor=None)
        take_into(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "take_into", take_into_after_closing)
    answer = analyst.post(
        page("join", declaration.reference), {"into": incident.reference}, follow=True
    )

    assert "closed a moment ago" in text(answer)
    assert incident.links.count() == 1


@pytest.mark.parametrize("name", ["take", "join", "sealed"])
def test_whoever_signed_in_again_on_the_way_is_back_on_the_declaration(
    analyst: SignedIn, name: str
) -> None:
    declaration = cases.waiting()
    answer = analyst.get(page(name, declaration.reference))
    assert answer.headers["Location"] == page("declaration", declaration.reference)
    assert not Incident.objects.exists()
