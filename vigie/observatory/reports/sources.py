"""Where a report comes from: published figures, and what the desk wrote for it."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from vigie.core.realm import DEMO
from vigie.observatory.enums import ReportKind
from vigie.observatory.models import CaseStudy, ReportText
from vigie.observatory.reports.editions import Edition, Study, Told, published_until
from vigie.publishing.enums import Kind
from vigie.publishing.selectors import published


def edition(  # noqa: PLR0913 - each is one thing that an edition is
    kind: ReportKind,
    realm: str,
    year: int,
    language: str,
    *,
    at: datetime | None = None,
    version: int = 0,
    note: str = "",
) -> Edition:
    """Return a report in one language as it stands now. Raises NothingPublished."""
    told = list(_articles(realm, year, language)) if kind == ReportKind.ACTIVITY else []
    studies = list(_studies(realm, year, language)) if kind == ReportKind.OBSERVATORY else []
    return Edition(
        kind=kind,
        published=published_until(realm, year),
        at=at or timezone.now(),
        publisher=publisher(realm, language),
        version=version,
        note=note,
        texts={
            part: text.texts[language]
            for part, text in current_texts(kind, realm, year).items()
            if text.texts.get(language)
        },
        studies=studies,
        articles=told,
    )


def current_texts(kind: ReportKind, realm: str, year: int) -> dict[str, ReportText]:
    """Return what was written last in each part of a report."""
    rows = ReportText.objects.filter(kind=kind, realm=realm, year=year)
    last = {
        row["part"]: row["number"] for row in rows.values("part").annotate(number=Max("number"))
    }
    return {
        each.part: each
        for each in rows.select_related("written_by")
        if last[each.part] == each.number
    }


def publisher(realm: str, language: str) -> str:
    """Return under whose name a report appears."""
    with override(language):
        unnamed = _("Demonstration CSIRT") if realm == DEMO else _("Health CSIRT")
    return settings.VIGIE_OPERATOR.name or unnamed


def _studies(realm: str, year: int, language: str) -> Iterator[Study]:
    for each in CaseStudy.objects.filter(realm=realm, year=year).order_by("approved_at", "pk"):
        text = each.texts.get(language)
        if each.is_approved and text:
            yield Study(text["title"], text["body"])


def _articles(realm: str, year: int, language: str) -> Iterator[Told]:
    every = [
        Told(str(kind.label), entry.title, entry.published_at)
        for kind in Kind
        for entry in published.all_entries(realm, [kind], language)
        if timezone.localtime(entry.published_at).year == year
    ]
    yield from sorted(every, key=lambda each: each.at, reverse=True)
