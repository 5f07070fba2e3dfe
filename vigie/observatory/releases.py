"""Releasing: freezing the figures of a year for the public, under a statistician's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from vigie.core import journal
from vigie.observatory import charts, disclosure, figures, publications, snapshots
from vigie.observatory.catalogue import METHOD_VERSION
from vigie.observatory.publications import Publication
from vigie.observatory.snapshots import Snapshot


class NothingToReleaseError(Exception):
    """The realm has no declaration in any of the years asked for."""


@dataclass(frozen=True, slots=True)
class Released:
    """What became of one year: its publication, and whether it was made now."""

    publication: Publication
    new: bool


def release(
    realm: str,
    *,
    signed_by: str,
    years: Sequence[int] = (),
    waiver: bool = False,
    actor: str = "statistician",
) -> list[Released]:
    """Publish the figures of a realm as they are now, year by year.

    A year whose figures have not changed since its last publication is left as it is;
    otherwise a new version supersedes the last one, which stays readable.

    Args:
        realm: whose figures.
        signed_by: the name of the statistician who answers for the release.
        years: which years; by default all in which something was received.
        waiver: the statistician signs that small national figures may be shown.
        actor: who released, as the journal names people.

    Raises:
        NothingToReleaseError: nothing was declared in the realm in any of these years.
    """
    with snapshots.fresh(realm) as snapshot:
        present = figures.years(snapshot)
        wanted = [year for year in years or present if year in present]
        if not wanted:
            raise NothingToReleaseError(realm)
        drafts = [_draft(snapshot, year, signed_by, waiver=waiver) for year in wanted]
        released = [_released(draft) for draft in drafts]
        if any(each.new for each in released):
            snapshots.keep(snapshot)
    for each in released:
        if each.new:
            _publish(each.publication, actor)
    charts.draw_series(realm)
    return released


def _released(draft: Publication) -> Released:
    last = publications.latest(draft.realm, draft.year)
    if last and (last.figures, last.k, last.waived) == (draft.figures, draft.k, draft.waived):
        return Released(last, new=False)
    return Released(draft, new=True)


def _draft(snapshot: Snapshot, year: int, signed_by: str, *, waiver: bool) -> Publication:
    protected = disclosure.protect(
        figures.compute(snapshot, [year]),
        disclosure.structures_behind(snapshot, year),
        waiver=waiver,
    )
    return Publication(
        realm=snapshot.realm,
        year=year,
        version=publications.next_version(snapshot.realm, year),
        released_at=timezone.now(),
        signed_by=signed_by,
        method_version=METHOD_VERSION,
        k=disclosure.K,
        waived=protected.waived,
        snapshot_sha256=snapshot.sha256,
        snapshot_facts=snapshot.facts,
        snapshot_taken_at=snapshot.taken_at,
        figures=protected.figures,
    )


def _publish(publication: Publication, actor: str) -> None:
    written: Path | None = None
    try:
        with transaction.atomic():
            journal.record(
                "figures.released",
                actor=actor,
                realm=publication.realm,
                year=str(publication.year),
                version=str(publication.version),
                publication=publication.sha256,
                snapshot=publication.snapshot_sha256,
            )
            written = publications.add(publication)
    except BaseException:
        # Published and not in the journal must not be.
        if written:
            written.unlink()
        raise
