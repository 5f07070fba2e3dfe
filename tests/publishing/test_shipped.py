"""Good practice that comes with Vigie: loaded once, brought up to date, and left to the team."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories import cases
from tests.factories.articles import texts
from vigie.accounts.enums import Role
from vigie.publishing import services
from vigie.publishing.enums import Kind
from vigie.publishing.models import LONGEST_BODY, LONGEST_SUMMARY, LONGEST_TITLE, Article
from vigie.publishing.selectors import published
from vigie.taxonomy.datafile import MalformedDataError

pytestmark = pytest.mark.django_db

PAGE = services.Shipped(slug="one", version="1", changed={}, texts=texts())
SECOND = replace(PAGE, version="2", changed=dict.fromkeys(("fr", "en", "es"), "Shorter."))


def load(page: services.Shipped) -> bool:
    return services.load_shipped(page, realm="live")


def test_setting_up_publishes_every_page_once() -> None:
    call_command("load_good_practice", verbosity=0)
    call_command("load_good_practice", verbosity=0)
    for language in ("fr", "en", "es"):
        entries = published.in_language("live", [Kind.GOOD_PRACTICE], language, number=10)
        assert {each.slug for each in entries} == {
            "first-hour",
            "back-ups",
            "phishing",
            "degraded-mode",
        }
    assert set(Article.objects.values_list("version", flat=True)) == {1}


def test_every_page_fits_and_names_its_sources() -> None:
    sources = {"fr": "Pour aller plus loin", "en": "Further reading", "es": "Para saber más"}
    for page in services.read_shipped():
        for language, text in page.texts.items():
            assert len(text.title) <= LONGEST_TITLE
            assert len(text.summary) <= LONGEST_SUMMARY
            assert len(text.body) <= LONGEST_BODY
            assert f"# {sources[language]}" in text.body


def test_a_new_version_of_a_page_says_what_changed() -> None:
    load(PAGE)
    assert load(SECOND)
    reading = published.article("live", [Kind.GOOD_PRACTICE], "one", "en")
    assert isinstance(reading, published.Reading)
    assert [each.note for each in reading.changes] == ["Shorter."]
    assert not load(SECOND)


def test_a_page_that_the_team_has_written_on_is_left_to_it() -> None:
    load(PAGE)
    services.save_texts(Article.objects.get(), texts("fr"), revision=1, actor=cases.person())
    assert not load(SECOND)
    assert Article.objects.get().version == 1


def test_a_page_that_the_team_has_withdrawn_stays_so() -> None:
    load(PAGE)
    lead = cases.person(Role.DUTY_LEAD)
    reasons = dict.fromkeys(("fr", "en", "es"), "Ours is better.")
    services.withdraw(Article.objects.get(), revision=1, reasons=reasons, actor=lead)
    assert not load(SECOND)
    assert isinstance(
        published.article("live", [Kind.GOOD_PRACTICE], "one", "en"), published.Withdrawn
    )


def test_an_article_of_the_team_at_the_same_address_is_left_alone() -> None:
    services.write_article(Kind.NEWS, "one", texts(), realm="live", actor=cases.person())
    assert not load(SECOND)


def test_a_malformed_page_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text('name = "odd"\nversion = "1"\n')
    with pytest.raises(MalformedDataError, match=r"odd\.toml"):
        services.read_shipped(tmp_path)
