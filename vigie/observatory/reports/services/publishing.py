"""Publishing a report: its PDFs are made, dated, versioned, and never changed again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from vigie.accounts.models import User
from vigie.core import journal
from vigie.observatory import access
from vigie.observatory.enums import ReportKind
from vigie.observatory.reports import published, rendering, sources
from vigie.observatory.reports.editions import Edition, published_until
from vigie.observatory.reports.published import PublishedReport

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NO_DATE = datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())


class CannotPublish(Exception):  # noqa: N818 - reads as the answer it is
    """This person publishes no reports."""


class NothingNew(Exception):  # noqa: N818 - reads as the answer it is
    """The public reads this very report already."""


class Unexplained(ValueError):  # noqa: N818 - reads as the answer it is
    """A report that was published before has changed; each language must say what is corrected."""


def publish_report(  # noqa: PLR0913 - each is one thing that a report says
    kind: ReportKind,
    realm: str,
    year: int,
    *,
    signed_by: str,
    actor: User | None,
    notes: Mapping[str, str] | None = None,
) -> PublishedReport:
    """Publish a report as it stands now, in every language; a further version corrects the last.

    Args:
        kind: which report.
        realm: whose figures.
        year: the year that is reported on.
        signed_by: the name of the statistician who answers for it.
        actor: who publishes; None for Vigie.
        notes: what is corrected, by language; needed from the second version on.

    Raises CannotPublish, NothingPublished, NothingNew, Unexplained, VersionTaken.
    """
    if actor is not None and not access.can_publish_reports(actor):
        raise CannotPublish
    earlier = published.history(realm, year, kind)
    version = (earlier[0].version if earlier else 0) + 1
    said = {code: text.strip() for code, text in (notes or {}).items()} if earlier else {}
    content = _content_digest(kind, realm, year)
    if earlier and earlier[0].content_sha256 == content:
        raise NothingNew
    if earlier and not all(said.get(code) for code in LANGUAGES):
        raise Unexplained
    at = timezone.now().replace(microsecond=0)
    made = {
        code: _made(
            sources.edition(
                kind, realm, year, code, at=at, version=version, note=said.get(code, "")
            ),
            code,
        )
        for code in LANGUAGES
    }
    name = published.name_of(year, kind, version)
    report = PublishedReport(
        realm=realm,
        year=year,
        kind=str(kind),
        version=version,
        published_at=at,
        signed_by=signed_by,
        notes=said,
        figures_sha256=published_until(realm, year)[-1].sha256,
        content_sha256=content,
        files={code: published.file_of(f"{name}-{code}.pdf", each) for code, each in made.items()},
    )
    _publish(report, made, actor)
    return report


def _made(edition: Edition, language: str) -> bytes:
    with override(language):
        return rendering.report_pdf(edition)


def _content_digest(kind: ReportKind, realm: str, year: int) -> str:
    """Return what changes as soon as anything that a report says does, its date aside."""
    digest = hashlib.sha256()
    for code in LANGUAGES:
        with override(code):
            content = rendering.content(sources.edition(kind, realm, year, code, at=NO_DATE))
        digest.update(json.dumps(content, sort_keys=True).encode())
    return digest.hexdigest()


def _publish(report: PublishedReport, made: Mapping[str, bytes], actor: User | None) -> None:
    written: list[Path] = []
    try:
        with transaction.atomic():
            journal.record(
                "report.published",
                actor=f"user:{actor.pk}" if actor else "system",
                realm=report.realm,
                report=f"{report.year}-{report.kind}",
                version=str(report.version),
                figures=report.figures_sha256,
                content=report.content_sha256,
            )
            written = published.add(report, made)
    except BaseException:
        # Published and not in the journal must not be.
        for path in written:
            path.unlink()
        raise
