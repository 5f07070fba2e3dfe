"""News that never happened, written and published as real ones are."""

from datetime import datetime, timedelta
from pathlib import Path

from vigie.accounts.enums import Role
from vigie.accounts.services import demonstration_account
from vigie.core.realm import DEMO
from vigie.publishing.enums import Kind
from vigie.publishing.selectors import written
from vigie.publishing.services import Text, publish, write_article
from vigie.taxonomy.datafile import LANGUAGES, Table, read

DATA = Path(__file__).parent / "data" / "news"
KEYS = ("name", "version", "date", "source", "days", "title", "summary", "body")


def play_news(*, now: datetime) -> None:
    """Have an analyst write each article of the data that is not there, a duty lead publish it."""
    analyst, lead = (demonstration_account(role) for role in (Role.ANALYST, Role.DUTY_LEAD))
    known = set(written.articles(DEMO, "fr").values_list("slug", flat=True))
    for path in sorted(DATA.glob("*.toml")):
        if path.stem in known:
            continue
        table = read(path)
        table.only(KEYS)
        article = write_article(
            Kind.NEWS, path.stem, texts_of(table), realm=DEMO, actor=analyst, ready=True
        )
        at = now - timedelta(days=int(table.values["days"]))
        publish(article, revision=article.revision, actor=lead, at=at)


def texts_of(table: Table) -> dict[str, Text]:
    """Return the texts of an article as a data file holds them, by language."""
    words = {key: table.words(key) for key in ("title", "summary", "body")}
    return {
        language: Text(**{key: each.in_language(language) for key, each in words.items()})
        for language in LANGUAGES
    }
