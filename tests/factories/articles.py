"""Articles, written and published."""

from datetime import datetime
from typing import Any

from tests.factories import cases
from vigie.accounts.enums import Role
from vigie.core.ids import new_id
from vigie.publishing import services
from vigie.publishing.enums import Kind
from vigie.publishing.models import Article
from vigie.publishing.services import Text

TITLES = {"fr": "Fausses factures", "en": "Fake invoices", "es": "Facturas falsas"}


def text(language: str = "en", **given: str) -> Text:
    """Return a text of an article."""
    body = f"# {TITLES[language]}\n\n**{language}**"
    return Text(**{"title": TITLES[language], "summary": f"({language})", "body": body, **given})


def texts(*languages: str) -> dict[str, Text]:
    """Return texts in these languages; in all three without any."""
    return {language: text(language) for language in languages or TITLES}


def written(
    *languages: str, kind: Kind = Kind.NEWS, slug: str = "", realm: str = "live", **given: Any
) -> Article:
    """Return a draft in these languages; in all three without any."""
    actor = given.pop("actor", None) or cases.person(name="Wri Ter")
    slug = slug or f"article-{new_id().hex}"
    words = given.pop("texts", None) or texts(*languages)
    return services.write_article(kind, slug, words, realm=realm, actor=actor, **given)


def published(*languages: str, at: datetime | None = None, **given: Any) -> Article:
    """Return an article that everybody can read."""
    article = written(*languages, **given)
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    return services.publish(article, revision=article.revision, actor=lead, at=at)


def revised(article: Article, words: dict[str, Text], note: str, **given: Any) -> Article:
    """Return a further version of an article, as whoever leads the duty publishes it."""
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    saved = services.save_texts(article, words, revision=article.revision, actor=lead)
    notes = dict.fromkeys(words, note)
    return services.revise(saved, revision=saved.revision, notes=notes, actor=lead, **given)


def withdrawn(article: Article, reason: str) -> Article:
    """Return an article that the public reads no more."""
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    reasons = dict.fromkeys((each.language for each in article.texts.all()), reason)
    return services.withdraw(article, revision=article.revision, reasons=reasons, actor=lead)
