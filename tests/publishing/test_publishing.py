"""Publishing: by whom, as it was read, and never changed in silence."""

from typing import Any

import pytest

from tests.factories import articles, cases
from tests.factories.articles import text, texts
from vigie.accounts.enums import Role
from vigie.core.models import JournalEntry
from vigie.publishing import services
from vigie.publishing.enums import State
from vigie.publishing.models import Article, ArticleVersion, PublishedArticle, PublishedText

pytestmark = pytest.mark.django_db


def publish(article: Article, role: Role, **given: Any) -> Article:
    return services.publish(article, revision=1, actor=cases.person(role, **given))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUTHORITY, Role.STATISTICIAN])
def test_others_publish_nothing(role: Role) -> None:
    article = articles.written()
    with pytest.raises(services.CannotPublish):
        publish(article, role)
    assert not PublishedArticle.objects.exists()


def test_an_administrator_publishes_what_somebody_else_wrote() -> None:
    ada = cases.person(Role.ADMINISTRATOR, name="Ada Min")
    own = articles.written(actor=ada)
    with pytest.raises(services.CannotPublish):
        services.publish(own, revision=1, actor=ada)
    assert publish(own, Role.ADMINISTRATOR).state == State.PUBLISHED


def test_a_duty_lead_alone_at_night_needs_nobody() -> None:
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    alert = articles.written(actor=lead)
    services.publish(alert, revision=1, actor=lead)
    assert {each.title for each in PublishedText.objects.all()} == set(articles.TITLES.values())
    entry = JournalEntry.objects.get(action="article.published")
    assert entry.actor == f"user:{lead.pk}"
    assert entry.objects_touched == {"article": str(alert.pk), "version": "1"}


def test_who_has_left_publishes_nothing() -> None:
    with pytest.raises(services.CannotPublish):
        publish(articles.written(), Role.DUTY_LEAD, is_active=False)


def test_what_is_published_is_what_was_read() -> None:
    article = articles.written()
    services.save_texts(article, texts("fr"), revision=1, actor=article.written_by)
    with pytest.raises(services.ChangedMeanwhile):
        publish(article, Role.DUTY_LEAD)
    assert not PublishedArticle.objects.exists()


def test_what_is_written_later_waits_until_it_is_published() -> None:
    article = articles.published("en")
    services.save_texts(article, {"en": text(title="New")}, revision=1, actor=article.written_by)
    assert PublishedText.objects.get().title == "Fake invoices"
    assert Article.objects.get().has_changes


def test_a_version_says_what_changed_in_each_language_and_the_one_before_is_kept() -> None:
    article = articles.published("en", "fr")
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    saved = services.save_texts(article, texts(), revision=1, actor=lead)
    for notes in ({}, {"en": "Spanish added.", "fr": "Espagnol ajouté.", "es": "  "}):
        with pytest.raises(services.Unexplained):
            services.revise(saved, revision=2, notes=notes, actor=lead)
    notes = dict.fromkeys(("fr", "en", "es"), "More.")
    services.revise(saved, revision=2, notes=notes, actor=lead)
    assert PublishedArticle.objects.get().version == 2
    assert PublishedArticle.objects.get().history[0]["notes"] == notes
    assert PublishedText.objects.count() == 3
    kept = ArticleVersion.objects.get(number=1)
    assert set(kept.texts) == {"en", "fr"}
    assert kept.texts["en"]["title"] == "Fake invoices"


def test_the_same_text_is_not_published_twice() -> None:
    article = articles.published()
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    with pytest.raises(services.NothingNew):
        services.publish(article, revision=1, actor=lead)
    with pytest.raises(services.NothingNew):
        services.revise(article, revision=1, notes={}, actor=lead)
    assert ArticleVersion.objects.count() == 1


def test_a_draft_is_neither_revised_nor_withdrawn() -> None:
    draft, lead = articles.written(), cases.person(Role.DUTY_LEAD, name="Dot Lead")
    with pytest.raises(services.NotPublished):
        services.revise(draft, revision=1, notes={}, actor=lead)
    with pytest.raises(services.NotPublished):
        services.withdraw(draft, revision=1, reasons={}, actor=lead)


def test_withdrawn_it_keeps_its_reason_and_no_text() -> None:
    article = articles.published("en")
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    with pytest.raises(services.Unexplained):
        services.withdraw(article, revision=1, reasons={"fr": "Faux."}, actor=lead)
    services.withdraw(article, revision=1, reasons={"en": "It was false."}, actor=lead)
    assert PublishedArticle.objects.get().reasons == {"en": "It was false."}
    assert not PublishedText.objects.exists()
    assert ArticleVersion.objects.get().texts["en"]["title"] == "Fake invoices"
    assert JournalEntry.objects.filter(action="article.withdrawn").count() == 1


def test_a_withdrawn_article_stands_again_with_a_word_on_why() -> None:
    article = articles.withdrawn(articles.published("en"), "To be checked.")
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    services.revise(article, revision=1, notes={"en": "Checked."}, actor=lead)
    shown = PublishedArticle.objects.get()
    assert (shown.withdrawn_at, shown.reasons, shown.version) == (None, {}, 2)
    assert PublishedText.objects.get().title == "Fake invoices"


def test_who_may_not_publish_may_not_withdraw() -> None:
    article = articles.published("en")
    with pytest.raises(services.CannotPublish):
        services.withdraw(article, revision=1, reasons={"en": "No."}, actor=cases.person())
    assert PublishedText.objects.exists()
