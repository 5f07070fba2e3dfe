"""Two analysts qualify one case at once: nobody's words are lost."""

import pytest

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import decided, page, text
from vigie.incidents.models import Qualification

pytestmark = pytest.mark.django_db


def test_the_second_sees_what_the_first_saved_beside_what_was_typed(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    incident = cases.open_case()
    address = page("case", incident.reference)
    analyst.post(address, decided(severity="critical", summary="Read by Ana"))

    answer = colleague.post(address, decided(severity="minor", summary="Typed by Cole"))

    assert answer.status_code == 409
    assert "<bdi>Ana Lyst</bdi> saved the last one" in text(answer)
    assert "Typed by Cole" in text(answer)
    differing = {row.field.name: row.saved for row in answer.context["beside"] if row.differs}
    assert differing == {"severity": "Critical", "summary": "Read by Ana"}
    assert Qualification.objects.get().severity == "critical"


def test_sent_again_knowingly_it_replaces_the_other(analyst: SignedIn, colleague: SignedIn) -> None:
    incident = cases.open_case()
    address = page("case", incident.reference)
    analyst.post(address, decided(severity="critical"))
    refused = colleague.post(address, decided(severity="minor"))

    revision = refused.context["form"]["revision"].value()
    colleague.post(address, decided(severity="minor", revision=revision))

    saved = Qualification.objects.get()
    assert (saved.severity, saved.revision, saved.qualified_by) == ("minor", 2, colleague.user)


def test_a_case_closed_meanwhile_keeps_what_was_typed_and_may_be_reopened_with_it(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    incident = cases.open_case()
    address = page("case", incident.reference)
    analyst.post(address, {**decided(severity="critical"), "close": "yes"})

    refused = colleague.post(address, decided(severity="minor", summary="Typed too late"))

    assert refused.status_code == 409
    assert "closed while you typed" in text(refused)
    assert "Typed too late" in text(refused)
    assert Qualification.objects.get().severity == "critical"

    revision = refused.context["form"]["revision"].value()
    colleague.post(address, {**decided(severity="minor", revision=revision), "reopen": "yes"})

    incident.refresh_from_db()
    assert incident.closed_at is None
    assert Qualification.objects.get().severity == "minor"


def test_a_stale_form_of_a_case_already_closed_changes_nothing(analyst: SignedIn) -> None:
    incident = cases.closed_case()
    answer = analyst.post(page("case", incident.reference), decided(severity="minor", revision="1"))
    assert answer.status_code == 409
    assert Qualification.objects.get().severity == "major"


def test_a_stale_form_reopens_nothing(analyst: SignedIn) -> None:
    incident = cases.closed_case()
    analyst.post(page("case", incident.reference), {**decided(revision="7"), "reopen": "yes"})
    incident.refresh_from_db()
    assert incident.closed_at is not None
