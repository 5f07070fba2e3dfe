"""The CSIRT's reading of a case, kept beside what was declared."""

import pytest

from tests.factories import cases
from vigie.declarations.models import Declaration
from vigie.incidents import services
from vigie.incidents.models import Incident, Qualification

pytestmark = pytest.mark.django_db


def test_what_the_analyst_decides_is_kept() -> None:
    analyst = cases.person()
    incident = cases.open_case()

    services.qualify(
        incident,
        cases.values(severity="critical", significant=True, summary="All wards on paper"),
        revision=None,
        actor=analyst,
        at=cases.RECEIVED,
    )

    kept = Qualification.objects.get(incident=incident)
    assert (kept.revision, kept.severity, kept.significant) == (1, "critical", True)
    assert (kept.qualified_by, kept.qualified_at) == (analyst, cases.RECEIVED)
    assert Incident.objects.get(pk=incident.pk).summary == "All wards on paper"


def test_what_was_declared_stays_as_it_was_declared() -> None:
    declaration = cases.waiting(origin="not_malicious", care_impact="none")

    def declared() -> dict[str, object]:
        # What the CSIRT answers stands beside, in columns of its own.
        columns = Declaration.objects.filter(pk=declaration.pk).values().get()
        return {name: each for name, each in columns.items() if not name.startswith("csirt_")}

    incident = services.take(declaration.pk, actor=None)
    before = declared()

    services.qualify(incident, cases.values(origin="malicious"), revision=None, actor=None)

    assert declared() == before


def test_every_declarant_of_the_case_is_told_that_it_is_qualified() -> None:
    first, second = cases.waiting(), cases.waiting()
    incident = services.take(first.pk, actor=None)
    services.take_into(incident, second.pk, actor=None)

    services.qualify(incident, cases.values(), revision=None, actor=None)

    assert [cases.public_state(each) for each in (first, second)] == ["qualified"] * 2


def test_it_may_be_qualified_again_over_what_was_read() -> None:
    incident = cases.open_case()
    services.qualify(incident, cases.values(severity="minor"), revision=None, actor=None)
    services.qualify(incident, cases.values(severity="major"), revision=1, actor=None)

    kept = Qualification.objects.get(incident=incident)
    assert (kept.revision, kept.severity) == (2, "major")


def test_a_qualification_made_from_an_older_reading_is_refused_and_shows_the_newer() -> None:
    first = cases.person(name="First")
    incident = cases.open_case()
    services.qualify(incident, cases.values(), revision=None, actor=None)
    theirs = cases.values(severity="critical", summary="Theirs")
    services.qualify(incident, theirs, revision=1, actor=first)

    with pytest.raises(services.StaleQualification) as refusal:
        services.qualify(incident, cases.values(summary="Mine"), revision=1, actor=None)

    assert refusal.value.current is not None
    assert refusal.value.current.severity == "critical"
    assert refusal.value.current.qualified_by == first
    assert refusal.value.incident.summary == "Theirs"
    assert Incident.objects.get(pk=incident.pk).summary == "Theirs"


def test_of_two_first_qualifications_one_is_kept() -> None:
    incident = cases.open_case()
    services.qualify(incident, cases.values(severity="minor"), revision=None, actor=None)

    with pytest.raises(services.StaleQualification):
        services.qualify(incident, cases.values(severity="major"), revision=None, actor=None)

    assert Qualification.objects.get(incident=incident).severity == "minor"


def test_a_revision_of_nothing_is_refused() -> None:
    with pytest.raises(services.StaleQualification) as refusal:
        services.qualify(cases.open_case(), cases.values(), revision=7, actor=None)
    assert refusal.value.current is None


def test_a_closed_case_is_not_qualified_again() -> None:
    incident = cases.closed_case()
    with pytest.raises(services.CaseClosed):
        services.qualify(incident, cases.values(severity="minor"), revision=1, actor=None)
    assert Qualification.objects.get(incident=incident).severity == "major"
