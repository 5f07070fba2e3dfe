"""Releasing: freezing the figures of a year for the public, under a statistician's name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from vigie.core import journal, keys
from vigie.observatory import (
    charts,
    counting,
    engines,
    protected_tables,
    publications,
    released_files,
    snapshots,
)
from vigie.observatory.catalogue import METHOD_VERSION, TABLES, Unit
from vigie.observatory.disclosure import CannotProtect, CellId, Edition, K, Waiver, waive
from vigie.observatory.figures import figures_of
from vigie.observatory.protected_tables import facts_of_year
from vigie.observatory.publications import Publication
from vigie.observatory.snapshots import Snapshot


class NothingToReleaseError(Exception):
    """The realm has no declaration in any of the years asked for."""


class CannotReleaseError(Exception):
    """What was published before tells what may not be shown of a year: nothing is released."""

    def __init__(self, year: int, cells: Collection[CellId]) -> None:
        self.year = year
        self.cells = tuple(sorted(cells))
        super().__init__(f"{year}: {', '.join(map(str, self.cells))}")


class NoteMissing(Exception):  # noqa: N818 - reads as the answer it is
    """A year that was published before has changed, and nobody says what is corrected."""

    def __init__(self, years: Sequence[int]) -> None:
        self.years = tuple(years)
        super().__init__(", ".join(map(str, self.years)))


@dataclass(frozen=True, slots=True)
class Signature:
    """Under whose name figures are released, and what they say of it and of the waiver."""

    name: str
    note: str
    waiver: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Released:
    """What became of one year: its publication, and whether it was made now."""

    publication: Publication
    new: bool


def release(  # noqa: PLR0913 - each is one thing that a release says
    realm: str,
    *,
    signed_by: str,
    years: Sequence[int] = (),
    waiver: bool = False,
    reason: str = "",
    note: str = "",
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
        reason: why they may, as the publication tells; a waiver needs one.
        note: what is corrected in years that were published before; these need one.
        actor: who released, as the journal names people.

    Raises:
        NothingToReleaseError: nothing was declared in the realm in any of these years.
        WaiverRefused: a waiver is signed, and says no reason.
        NoteMissing: a year published before has changed, and no note says why.
        CannotReleaseError: a year cannot be protected beside what was published of it before.
    """
    signature = Signature(signed_by, note.strip(), waiver, reason)
    with snapshots.fresh(realm) as snapshot:
        present = counting.years(snapshot)
        wanted = [year for year in years or present if year in present]
        if not wanted:
            raise NothingToReleaseError(realm)
        drafts = [_draft(snapshot, year, signature) for year in wanted]
        released = [_released(draft) for draft in drafts]
        _refuse_silent_corrections(released)
        if any(each.new for each in released):
            snapshots.keep(snapshot)
    publications.write_public_key(realm, keys.publication_signing_key().public_key())
    for each in released:
        if each.new:
            _publish(each.publication, actor)
            released_files.write_parquet(each.publication)
    charts.draw_series(realm)
    return released


def _released(draft: Publication) -> Released:
    last = publications.latest(draft.realm, draft.year)
    if last and _told(last) == _told(draft):
        return Released(last, new=False)
    return Released(draft, new=True)


def _told(publication: Publication) -> tuple[object, ...]:
    """Return what makes a version: the directory changes daily, and corrects nothing."""
    cells = {c: n for c, n in publication.cells.items() if c.counted != Unit.DIRECTORY}
    return cells, publication.k, publication.waived


def _refuse_silent_corrections(released: Sequence[Released]) -> None:
    corrected = [each.publication for each in released if each.new and each.publication.version > 1]
    if silent := [each.year for each in corrected if not each.note]:
        raise NoteMissing(silent)


def _draft(snapshot: Snapshot, year: int, signature: Signature) -> Publication:
    earlier = _editions(snapshot.realm, year)
    facts = facts_of_year(snapshot, year, earlier)
    small = protected_tables.waivable(facts) if signature.waiver else {}
    waiver = _signed(snapshot.realm, signature, small) if small else None
    cells = facts.cells
    if waiver:
        cells = waive(cells, waiver, keys.waiver_signing_key().public_key())
    totals = waiver.totals if waiver else ()
    try:
        shown = protected_tables.protected(facts, cells, earlier)
    except CannotProtect as refusal:
        raise CannotReleaseError(year, refusal.cells) from refusal
    # What is about to be printed is attacked once more, as anybody will read it.
    if told := protected_tables.broken(shown, totals, facts, earlier):
        raise CannotReleaseError(year, [each.cell for each in told])
    version = publications.next_version(snapshot.realm, year)
    return Publication(
        realm=snapshot.realm,
        year=year,
        version=version,
        released_at=timezone.now(),
        signed_by=signature.name,
        note=signature.note if version > 1 else "",
        method_version=METHOD_VERSION,
        k=K,
        waived=tuple(small),
        waiver=waiver,
        snapshot_sha256=snapshot.sha256,
        snapshot_facts=snapshot.facts,
        snapshot_taken_at=snapshot.taken_at,
        cells=shown,
        figures=tuple(figures_of(snapshot.realm, year, shown, protected=True)),
    ).signed(keys.publication_signing_key())


def _signed(realm: str, signature: Signature, small: Mapping[str, tuple[CellId, ...]]) -> Waiver:
    totals = tuple(sorted({cell for cells in small.values() for cell in cells}))
    waiver = Waiver(realm, signature.name, timezone.now(), signature.reason, totals)
    return waiver.signed(keys.waiver_signing_key())


def _editions(realm: str, year: int) -> list[Edition]:
    """Return what was published of a year, oldest first, each beside the facts of its time."""
    return [edition(each) for each in publications.history(realm, year)]


def edition(publication: Publication) -> Edition:
    """Return what a publication shows and keeps back, beside the facts of its time if kept."""
    totals = publication.waiver.totals if publication.waiver else ()
    return protected_tables.edition_of(publication.cells, totals, _true_counts(publication))


def _true_counts(publication: Publication) -> dict[CellId, int]:
    snapshot = snapshots.kept(publication.realm, publication.snapshot_sha256)
    if snapshot is None:
        return {}
    try:
        return counting.counts(snapshot, [publication.year], TABLES)
    except engines.UnreadableFacts:
        # Facts of another time may lack a column: then they are as good as lost.
        return {}


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
