"""A demonstration has something to read: invented news that say so, in three languages."""

import pytest
from django.utils import timezone

from vigie.demonstration.news import play_news
from vigie.publishing.enums import Kind
from vigie.publishing.models import Article
from vigie.publishing.selectors import published

pytestmark = pytest.mark.django_db

SAYS_SO = {"fr": "démonstration", "en": "demonstration", "es": "demostración"}


@pytest.mark.parametrize("language", SAYS_SO)
def test_its_news_are_published_and_say_that_they_are_invented(language: str) -> None:
    play_news(now=timezone.now())
    entries = published.in_language("demo", [Kind.NEWS], language, number=10)
    assert len(entries) == 3
    for entry in entries:
        reading = published.article("demo", [Kind.NEWS], entry.slug, language)
        assert isinstance(reading, published.Reading)
        assert SAYS_SO[language] in reading.body
        assert entry.published_at < timezone.now()


def test_made_again_nothing_is_doubled() -> None:
    play_news(now=timezone.now())
    play_news(now=timezone.now())
    assert Article.objects.count() == 3
    assert set(Article.objects.values_list("realm", flat=True)) == {"demo"}
