"""An account of a case: one writes, another answers for it, and nobody is recognised."""

import pytest

from tests.factories import cases
from tests.factories.publications import a_publication, published
from tests.observatory.builders import a_structure
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core.models import JournalEntry
from vigie.observatory.enums import ReportKind
from vigie.observatory.models import CaseStudy
from vigie.observatory.reports.services import (
    CannotApprove,
    CannotWriteStudies,
    ChangedMeanwhile,
    Checked,
    NamesStructures,
    NothingWritten,
    StudyText,
    Unchecked,
    approve_study,
    discard_study,
    save_study,
    write_study,
)
from vigie.observatory.reports.sources import edition

pytestmark = pytest.mark.django_db
CHECKED = Checked(no_structure=True, no_place=True, no_person=True)
TEXTS = {"fr": StudyText(title="Une nuit", body="Un hôpital de taille moyenne.")}


@pytest.fixture
def analyst() -> User:
    return cases.person(Role.ANALYST)


@pytest.fixture
def lead() -> User:
    return cases.person(Role.DUTY_LEAD)


@pytest.fixture
def study(analyst: User) -> CaseStudy:
    return write_study("demo", 2023, TEXTS, actor=analyst)


def in_report(language: str = "fr") -> list[str]:
    found = edition(ReportKind.OBSERVATORY, "demo", 2023, language)
    return [each.title for each in found.studies]


def test_what_is_not_approved_is_in_no_report(study: CaseStudy, lead: User) -> None:
    published(a_publication())
    assert in_report() == []
    approve_study(study, revision=1, checked=CHECKED, actor=lead)
    assert in_report() == ["Une nuit"]
    assert in_report("es") == []


def test_the_author_does_not_approve(lead: User, analyst: User) -> None:
    own = write_study("demo", 2023, TEXTS, actor=lead)
    with pytest.raises(CannotApprove):
        approve_study(own, revision=1, checked=CHECKED, actor=lead)
    own = save_study(own, TEXTS, revision=1, actor=analyst)
    with pytest.raises(CannotApprove):
        approve_study(own, revision=2, checked=CHECKED, actor=lead)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.STATISTICIAN, Role.AUTHORITY])
def test_who_is_not_of_the_right_role_does_not_approve(study: CaseStudy, role: Role) -> None:
    with pytest.raises(CannotApprove):
        approve_study(study, revision=1, checked=CHECKED, actor=cases.person(role))


@pytest.mark.parametrize("left_out", ["no_structure", "no_place", "no_person"])
def test_everything_is_checked_before_it_is_approved(
    study: CaseStudy, lead: User, left_out: str
) -> None:
    checked = {"no_structure": True, "no_place": True, "no_person": True, left_out: False}
    with pytest.raises(Unchecked):
        approve_study(study, revision=1, checked=Checked(**checked), actor=lead)


def test_what_is_changed_must_be_approved_anew(study: CaseStudy, analyst: User, lead: User) -> None:
    published(a_publication())
    approve_study(study, revision=1, checked=CHECKED, actor=lead)
    save_study(study, TEXTS, revision=1, actor=analyst)
    assert in_report() == []


def test_nobody_approves_what_they_have_not_read(
    study: CaseStudy, analyst: User, lead: User
) -> None:
    save_study(study, TEXTS, revision=1, actor=analyst)
    with pytest.raises(ChangedMeanwhile):
        approve_study(study, revision=1, checked=CHECKED, actor=lead)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("CH DE VALBELLE", "Le centre hospitalier de Valbelle a tenu."),
        ("CLINIQUE DES TROIS ÉPIS", "Une nuit à la clinique des trois epis."),
    ],
)
def test_an_account_that_names_a_structure_is_refused(
    analyst: User, lead: User, name: str, said: str
) -> None:
    a_structure(name=name)
    texts = {**TEXTS, "en": StudyText(title="A night", body=said)}
    study = write_study("demo", 2023, texts, actor=analyst)
    with pytest.raises(NamesStructures) as refused:
        approve_study(study, revision=1, checked=CHECKED, actor=lead)
    assert refused.value.names == (name,)


@pytest.mark.parametrize("name", ["CENTRE HOSPITALIER", "PHARMACIE", "HOPITAL LOCAL", "VALBELLE"])
def test_common_words_name_nobody(analyst: User, lead: User, name: str) -> None:
    a_structure(name=name)
    body = "Un centre hospitalier, une pharmacie, un hôpital local et rien de Valbelle."
    study = write_study("demo", 2023, {"fr": StudyText(title="x", body=body)}, actor=analyst)
    assert approve_study(study, revision=1, checked=CHECKED, actor=lead).is_approved


def test_two_who_write_lose_nothing(study: CaseStudy, lead: User, analyst: User) -> None:
    save_study(study, TEXTS, revision=1, actor=lead)
    with pytest.raises(ChangedMeanwhile):
        save_study(study, TEXTS, revision=1, actor=analyst)


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.AUTHORITY])
def test_who_does_not_handle_cases_writes_none(study: CaseStudy, role: Role) -> None:
    other = cases.person(role)
    with pytest.raises(CannotWriteStudies):
        write_study("demo", 2023, TEXTS, actor=other)
    with pytest.raises(CannotWriteStudies):
        save_study(study, TEXTS, revision=1, actor=other)
    with pytest.raises(CannotWriteStudies):
        discard_study(study, revision=1, actor=other)


def test_an_account_is_not_empty(analyst: User) -> None:
    with pytest.raises(NothingWritten):
        write_study("demo", 2023, {}, actor=analyst)


def test_each_step_is_in_the_journal(study: CaseStudy, analyst: User, lead: User) -> None:
    approve_study(study, revision=1, checked=CHECKED, actor=lead)
    save_study(study, TEXTS, revision=1, actor=analyst)
    discard_study(study, revision=2, actor=analyst)
    told = JournalEntry.objects.filter(action__startswith="case_study.").order_by("at")
    assert {each.action for each in told} == {
        "case_study.written",
        "case_study.approved",
        "case_study.saved",
        "case_study.discarded",
    }
    assert not CaseStudy.objects.exists()
