"""Case studies at the desk: one writes, another approves, and no text is lost on the way."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import structures
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.observatory.models import CaseStudy

pytestmark = pytest.mark.django_db
WRITTEN = {
    "year": "",
    "title_fr": "Une nuit sans informatique",
    "body_fr": "Un **hôpital** de taille moyenne.",
    "title_en": "",
    "body_en": "",
    "title_es": "",
    "body_es": "",
}
SURE = {"no_structure": "on", "no_place": "on", "no_person": "on"}


@pytest.fixture
def lead(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return sign_in(Role.DUTY_LEAD, name="Dot Lead")


def begun(client: SignedIn, **typed: str) -> CaseStudy:
    first = client.get(page("case_study_new"))
    year = str(first.context["form"].fields["year"].choices[0][0])
    answer = client.post(page("case_study_new"), {**WRITTEN, "year": year, **typed})
    assert answer.status_code == 302
    return CaseStudy.objects.order_by("-written_at")[0]


def address(name: str, study: CaseStudy) -> str:
    return page(name, str(study.pk))


def test_an_analyst_writes_and_a_duty_lead_approves(analyst: SignedIn, lead: SignedIn) -> None:
    study = begun(analyst)
    assert "To be approved" in text(analyst.get(address("case_study", study)))
    assert "Approve it" not in text(analyst.get(address("case_study", study)))
    assert "Une nuit sans informatique" in text(lead.get(page("approvals")))
    answer = lead.post(address("case_study_approve", study), {**SURE, "revision": "1"}, follow=True)
    assert "Approved: the report of its year tells it." in text(answer)
    assert "Une nuit sans informatique" not in text(lead.get(page("approvals")))


def test_who_wrote_is_not_offered_to_approve(lead: SignedIn) -> None:
    study = begun(lead)
    assert "Approve it" not in text(lead.get(address("case_study", study)))
    answer = lead.post(address("case_study_approve", study), {**SURE, "revision": "1"}, follow=True)
    assert "Whoever wrote on an account does not approve it." in text(answer)
    study.refresh_from_db()
    assert not study.is_approved


@pytest.mark.parametrize("left_out", sorted(SURE))
def test_every_box_is_ticked(analyst: SignedIn, lead: SignedIn, left_out: str) -> None:
    study = begun(analyst)
    sent = {name: value for name, value in SURE.items() if name != left_out}
    answer = lead.post(address("case_study_approve", study), {**sent, "revision": "1"})
    assert answer.status_code == 422
    assert f'href="#id_{left_out}"' in text(answer)


def test_a_name_of_the_directory_is_refused_by_its_name(analyst: SignedIn, lead: SignedIn) -> None:
    named = structures.hospital(name="CH DE VALBELLE")
    study = begun(analyst, body_fr="Le centre hospitalier de Valbelle a tenu.")
    answer = lead.post(address("case_study_approve", study), {**SURE, "revision": "1"})
    assert answer.status_code == 422
    assert named.name in text(answer)


def test_half_a_text_is_refused_and_kept(analyst: SignedIn) -> None:
    answer = analyst.post(page("case_study_new"), {**WRITTEN, "year": "2026", "title_fr": ""})
    assert answer.status_code == 422
    assert "Un **hôpital** de taille moyenne." in text(answer)
    assert not CaseStudy.objects.exists()


def test_two_who_write_lose_nothing(analyst: SignedIn, colleague: SignedIn) -> None:
    study = begun(analyst)
    sent = {**WRITTEN, "year": str(study.year), "revision": "1"}
    colleague.post(address("case_study_edit", study), {**sent, "title_fr": "Autre titre"})
    answer = analyst.post(address("case_study_edit", study), sent)
    assert answer.status_code == 409
    assert "Une nuit sans informatique" in text(answer)
    assert "Autre titre" in text(answer)


def test_a_statistician_reads_and_does_not_write(
    analyst: SignedIn, sign_in: Callable[..., SignedIn]
) -> None:
    study = begun(analyst)
    statistician = sign_in(Role.STATISTICIAN)
    assert "Une nuit" in text(statistician.get(address("case_study", study)))
    assert statistician.get(address("case_study_edit", study)).status_code == 403
    assert statistician.post(address("case_study_approve", study), SURE).status_code == 403


def test_an_account_is_thrown_away_as_it_was_read(analyst: SignedIn) -> None:
    study = begun(analyst)
    analyst.post(address("case_study_discard", study), {"revision": "9"})
    assert CaseStudy.objects.exists()
    analyst.post(address("case_study_discard", study), {"revision": "1"})
    assert not CaseStudy.objects.exists()


def test_the_list_asks_as_much_for_many_as_for_one(analyst: SignedIn) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            analyst.get(page("case_studies"))
        return len(asked)

    begun(analyst)
    one = queries()
    begun(analyst)
    begun(analyst)
    assert queries() == one
