"""What a statistician writes stands in place of what the figures say by themselves."""

import pytest
from django.utils.translation import override

from tests.factories import cases
from tests.factories.publications import a_publication, published
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.observatory.enums import ReportKind
from vigie.observatory.models import ReportText
from vigie.observatory.reports.rendering import content
from vigie.observatory.reports.services import CannotPublish, ChangedMeanwhile, save_text
from vigie.observatory.reports.sources import edition

pytestmark = pytest.mark.django_db
KIND = ReportKind.OBSERVATORY


@pytest.fixture
def statistician() -> User:
    return cases.person(Role.STATISTICIAN)


def said(language: str) -> str:
    with override(language):
        return str(content(edition(KIND, "demo", 2023, language)))


def save(actor: User | None, read: int, **texts: str) -> ReportText:
    return save_text(KIND, "demo", 2023, "declarations", texts, read=read, actor=actor)


def test_a_text_replaces_what_the_figures_say_in_its_language_only(statistician: User) -> None:
    published(a_publication())
    save(statistician, 0, fr="Une année **singulière**.")
    assert "singulière" in said("fr")
    assert "déclarations ont été reçues" not in said("fr")
    assert "100 declarations were received" in said("en")


def test_an_emptied_text_gives_the_figures_back_their_words(statistician: User) -> None:
    published(a_publication())
    save(statistician, 0, fr="Une année singulière.")
    save(statistician, 1, fr="  ")
    assert "déclarations ont été reçues" in said("fr")


def test_each_version_stays(statistician: User) -> None:
    save(statistician, 0, fr="Une.")
    save(statistician, 1, fr="Deux.")
    kept = ReportText.objects.order_by("number")
    assert [each.texts for each in kept] == [{"fr": "Une."}, {"fr": "Deux."}]


def test_two_who_write_lose_nothing(statistician: User) -> None:
    save(statistician, 0, fr="Une.")
    with pytest.raises(ChangedMeanwhile):
        save(statistician, 0, fr="Autre.")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.STATISTICIAN}))
def test_only_a_statistician_writes(role: Role) -> None:
    with pytest.raises(CannotPublish):
        save(cases.person(role), 0, fr="Une.")
