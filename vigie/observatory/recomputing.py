"""Recomputing: does a publication tell what its cells tell, and are these what the facts say?"""

from collections.abc import Iterator

from vigie.observatory import counting, snapshots
from vigie.observatory.catalogue import METHOD_VERSION, TABLES
from vigie.observatory.disclosure import CellId
from vigie.observatory.figures import figures_of
from vigie.observatory.measures import Figure
from vigie.observatory.publications import Publication


class OtherMethod(Exception):  # noqa: N818 - reads as the answer it is
    """The publication was made by another version of the catalogue than this one."""


class SnapshotLost(Exception):  # noqa: N818 - reads as the answer it is
    """The private facts of the publication are not here as they were."""


def figures_again(publication: Publication) -> list[Figure]:
    """Return every figure that the published cells tell, by nothing else.

    Raises:
        OtherMethod: this catalogue is not the one that it was made by.
    """
    if publication.method_version != METHOD_VERSION:
        raise OtherMethod(publication.method_version)
    return figures_of(publication.realm, publication.year, publication.cells, protected=True)


def differences(publication: Publication) -> Iterator[tuple[Figure | None, Figure | None]]:
    """Yield each published figure that its cells do not tell, beside what they tell instead.

    Raises:
        OtherMethod: this catalogue is not the one that it was made by.
    """
    published = {(each.key, each.breakdown): each for each in publication.figures}
    again = {(each.key, each.breakdown): each for each in figures_again(publication)}
    for name in sorted(published.keys() | again.keys(), key=str):
        if published.get(name) != again.get(name):
            yield published.get(name), again.get(name)


def untrue(publication: Publication) -> list[CellId]:
    """Return the published cells that the private facts of that time do not bear out.

    Raises:
        SnapshotLost: these facts were not kept, or are not as they were.
    """
    snapshot = snapshots.kept(publication.realm, publication.snapshot_sha256)
    if snapshot is None:
        raise SnapshotLost(publication.snapshot_sha256)
    counts = counting.counts(snapshot, [publication.year], TABLES)
    return sorted(
        cell
        for cell, count in publication.cells.items()
        if count is not None and counts.get(cell, 0) != count
    )
