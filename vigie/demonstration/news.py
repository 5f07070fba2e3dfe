"""News that never happened, written and published as real ones are."""

from collections.abc import Collection, Iterator
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
    for slug, table in not_yet_written(DATA, KEYS):
        article = write_article(
            Kind.NEWS, slug, texts_of(table), realm=DEMO, actor=analyst, ready=True
        )
        at = now - timedelta(days=int(table.values["days"]))
        publish(article, revision=article.revision, actor=lead, at=at)


def not_yet_written(folder: Path, keys: Collection[str]) -> Iterator[tuple[str, Table]]:
    """Yield each data file of a folder whose article is not there, and the article's address."""
    known = set(written.articles(DEMO, "fr").values_list("slug", flat=True))
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in known:
            table = read(path)
            table.only(keys)
            yield path.stem, table


def texts_of(table: Table) -> dict[str, Text]:
    """Return the texts of an article as a data file holds them, by language."""
    words = {key: table.words(key) for key in ("title", "summary", "body")}
    return {
        language: Text(**{key: each.in_language(language) for key, each in words.items()})
        for language in LANGUAGES
    }
