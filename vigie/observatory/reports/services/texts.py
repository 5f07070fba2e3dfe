"""Writing the texts of a report. Nothing here reaches the public."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.observatory import access
from vigie.observatory.enums import ReportKind
from vigie.observatory.models import ReportText
from vigie.observatory.reports.services.publishing import CannotPublish


class ChangedMeanwhile(Exception):  # noqa: N818 - reads as the answer it is
    """Somebody else saved the text since it was read: nothing was changed."""


@transaction.atomic
def save_text(  # noqa: PLR0913 - each is one thing that a text is
    kind: ReportKind,
    realm: str,
    year: int,
    part: str,
    texts: Mapping[str, str],
    *,
    read: int,
    actor: User | None,
) -> ReportText:
    """Save the text of a part over the version that its author has read; 0: there was none.

    A language that is empty has the text made from the figures. `actor` is None for Vigie.
    Raises CannotPublish, ChangedMeanwhile.
    """
    if actor is not None and not access.can_publish_reports(actor):
        raise CannotPublish
    rows = ReportText.objects.filter(kind=kind, realm=realm, year=year, part=part)
    last = rows.order_by("-number").first()
    if (last.number if last else 0) != read:
        raise ChangedMeanwhile
    text = ReportText(
        kind=kind,
        realm=realm,
        year=year,
        part=part,
        number=read + 1,
        texts={language: each for language, each in texts.items() if each.strip()},
        written_at=timezone.now(),
        written_by=actor,
    )
    try:
        with transaction.atomic():
            text.save(force_insert=True)
    except IntegrityError:
        raise ChangedMeanwhile from None
    journal.record(
        "report.text_saved",
        actor=f"user:{actor.pk}" if actor else "system",
        realm=realm,
        report=f"{year}-{kind}",
        part=part,
        number=str(text.number),
    )
    return text
