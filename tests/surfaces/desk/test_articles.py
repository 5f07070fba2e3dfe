"""Articles at the desk: written by many, published by few, and no text is lost on the way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import articles
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.publishing import services
from vigie.publishing.enums import State
from vigie.publishing.models import LONGEST_BODY, Article

pytestmark = pytest.mark.django_db

WRITTEN = {
    "kind": "news",
    "slug": "fake-invoices",
    "en-title": "Fake invoices",
    "en-summary": "Call back.",
    "en-body": "# What to do\n\n**Call back.**",
    "ready": "on",
}


@pytest.fixture
def lead(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return sign_in(Role.DUTY_LEAD, name="Dot Lead")


def address(name: str, article: Article) -> str:
    return page(name, str(article.pk))


def edited(client: SignedIn, article: Article, **typed: Any) -> Any:
    sent = {**WRITTEN, "revision": str(article.revision), **typed}
    return client.post(address("article_edit", article), sent)


def test_an_analyst_writes_and_a_duty_lead_publishes(analyst: SignedIn, lead: SignedIn) -> None:
    answer = analyst.post(page("article_new"), WRITTEN, follow=True)
    article = Article.objects.get()
    assert "The public does not see it yet." in text(answer)
    assert "<h4>What to do</h4>" in text(answer)
    assert "Publish what stands below" not in text(answer)
    assert "Fake invoices" in text(lead.get(page("articles") + "?show=ready"))
    answer = lead.post(address("article_publish", article), {"what-revision": "1"}, follow=True)
    assert "everybody can read it" in text(answer)
    assert "Fake invoices" in text(lead.get("/en/articles/fake-invoices/"))


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ({"slug": "Not an address"}, "id_slug"),
        ({"slug": "x" * 81}, "id_slug"),
        ({"kind": "advertisement"}, "id_kind_0"),
        ({"en-summary": ""}, "id_en-summary"),
        ({"fr-title": "Seul"}, "id_fr-body"),
        ({"en-body": "x" * (LONGEST_BODY + 1)}, "id_en-body"),
        ({"en-title": "x" * 151}, "id_en-title"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    analyst: SignedIn, typed: dict[str, str], at: str
) -> None:
    answer = analyst.post(page("article_new"), {**WRITTEN, **typed})
    assert answer.status_code == 422
    assert f'href="#{at}"' in text(answer)
    for name, value in {**WRITTEN, **typed}.items():
        if name not in {"kind", "ready"}:
            assert value[:40] in text(answer)
    assert not Article.objects.exists()


def test_an_article_without_a_word_is_asked_again(analyst: SignedIn) -> None:
    empty = dict.fromkeys(("en-title", "en-summary", "en-body"), "")
    answer = analyst.post(page("article_new"), {**WRITTEN, **empty})
    assert answer.status_code == 422
    assert "Write a text in one language at least." in text(answer)


def test_an_address_that_is_taken_is_said_to_be(analyst: SignedIn) -> None:
    articles.written(slug="fake-invoices")
    answer = analyst.post(page("article_new"), WRITTEN)
    assert answer.status_code == 409
    assert "Another article has this address." in text(answer)
    assert "**Call back.**" in text(answer)


def test_a_preview_shows_it_and_saves_nothing(analyst: SignedIn) -> None:
    answer = analyst.post(page("article_new"), {**WRITTEN, "preview": "1"})
    assert "<strong>Call back.</strong>" in text(answer)
    assert "**Call back.**" in text(answer)
    assert not Article.objects.exists()


def test_of_two_editors_the_second_keeps_their_text_and_sees_the_other(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    article = articles.written("en")
    edited(colleague, article, **{"en-title": "Theirs"})
    answer = edited(analyst, article, **{"en-title": "Mine"})
    assert answer.status_code == 409
    shown = text(answer)
    assert "Cole League saved this text while you were writing" in shown
    assert 'value="Mine"' in shown
    assert "<strong>Theirs</strong>" in shown
    assert 'name="revision" value="2"' in shown
    assert article.texts.get().title == "Theirs"
    article.refresh_from_db()
    assert edited(analyst, article, **{"en-title": "Mine"}).status_code == 302
    assert article.texts.get().title == "Mine"


def test_a_further_version_asks_what_changes(analyst: SignedIn, lead: SignedIn) -> None:
    article = articles.published("en")
    edited(analyst, article)
    refused = lead.post(
        address("article_publish", article), {"what-revision": "2", "what-note_en": ""}
    )
    assert refused.status_code == 422
    assert 'href="#id_what-note_en"' in text(refused)
    sent = {"what-revision": "2", "what-note_en": "What to do was added."}
    lead.post(address("article_publish", article), sent)
    public = text(lead.get(f"/en/articles/{article.slug}/"))
    assert "What to do was added." in public


def test_it_is_withdrawn_with_a_reason(lead: SignedIn) -> None:
    article = articles.published("en")
    where = address("article_withdraw", article)
    assert lead.post(where, {"why-revision": "1"}).status_code == 422
    lead.post(where, {"why-revision": "1", "why-note_en": "It was false."})
    article.refresh_from_db()
    assert article.state == State.WITHDRAWN
    assert lead.get(f"/en/articles/{article.slug}/").status_code == 410


def test_what_was_changed_meanwhile_is_not_published(lead: SignedIn) -> None:
    article = articles.written("en")
    edited(lead, article)
    answer = lead.post(address("article_publish", article), {"what-revision": "1"}, follow=True)
    assert "Nothing was done" in text(answer)
    article.refresh_from_db()
    assert article.state == State.DRAFT


def test_an_administrator_does_not_publish_what_they_wrote(
    sign_in: Callable[..., SignedIn],
) -> None:
    ada = sign_in(Role.ADMINISTRATOR, name="Ada Min")
    article = articles.written("en", actor=ada.user)
    answer = ada.post(address("article_publish", article), {"what-revision": "1"}, follow=True)
    assert "Somebody else publishes what you wrote" in text(answer)
    article.refresh_from_db()
    assert article.state == State.DRAFT


@pytest.mark.parametrize("deed", ["article_publish", "article_withdraw"])
def test_an_analyst_neither_publishes_nor_withdraws(analyst: SignedIn, deed: str) -> None:
    assert analyst.post(address(deed, articles.published("en"))).status_code == 403


def test_a_draft_is_thrown_away(analyst: SignedIn) -> None:
    article = articles.written("en")
    for revision in ("", "x", "9" * 30, "7"):
        analyst.post(address("article_discard", article), {"revision": revision})
        assert Article.objects.exists()
    analyst.post(address("article_discard", article), {"revision": "1"})
    assert not Article.objects.exists()


def test_hostile_markdown_is_shown_and_does_nothing(analyst: SignedIn) -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(1))"
    shown = text(analyst.post(page("article_new"), {**WRITTEN, "en-body": hostile}, follow=True))
    assert "<script>alert" not in shown
    assert 'href="javascript' not in shown


def test_many_articles_take_as_many_queries(analyst: SignedIn) -> None:
    articles.published()
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            analyst.get(page("articles"))
        costs.append(len(queries))
        for _number in range(8):
            articles.written(actor=analyst.user)
    assert costs[0] == costs[1]


def test_a_title_is_shown_in_the_readers_language_or_another(analyst: SignedIn) -> None:
    articles.written("fr", "es")
    articles.written("en", "fr")
    shown = text(analyst.get(page("articles")))
    assert "Facturas falsas" in shown
    assert "Fake invoices" in shown


def test_what_vigie_ships_is_written_on_like_any_other(analyst: SignedIn) -> None:
    services.load_shipped(services.read_shipped()[0], realm="live")
    article = Article.objects.get()
    assert "Vigie" in text(analyst.get(address("article", article)))
    assert edited(analyst, article).status_code == 302
