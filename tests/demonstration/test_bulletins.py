"""A demonstration warns of invented dangers that say so, in three languages."""

import pytest
from django.utils import timezone

from vigie.demonstration.bulletins import play_bulletins
from vigie.publishing.enums import BULLETINS
from vigie.publishing.models import Article
from vigie.publishing.selectors import published
from vigie.watch.selectors.published import facts

pytestmark = pytest.mark.django_db

SAYS_SO = {"fr": "démonstration", "en": "demonstration", "es": "demostración"}


@pytest.mark.parametrize("language", SAYS_SO)
def test_its_bulletins_are_published_and_say_that_they_are_invented(language: str) -> None:
    play_bulletins(now=timezone.now())
    entries = published.in_language("demo", BULLETINS, language, number=10)
    assert len(entries) == 2
    for entry in entries:
        reading = published.article("demo", BULLETINS, entry.slug, language)
        assert isinstance(reading, published.Reading)
        assert SAYS_SO[language] in reading.body
        known = facts("demo", entry.slug)
        assert known is not None
        assert known.actions[0].texts[language]


def test_made_again_nothing_is_doubled() -> None:
    play_bulletins(now=timezone.now())
    play_bulletins(now=timezone.now())
    assert Article.objects.count() == 2
