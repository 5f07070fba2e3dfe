"""Publications as a release leaves them, of few cells."""

from collections.abc import Mapping
from datetime import UTC, datetime

from vigie.core import keys
from vigie.observatory import publications
from vigie.observatory.catalogue import METHOD_VERSION, YEAR, Unit
from vigie.observatory.disclosure import CellId
from vigie.observatory.figures import figures_of
from vigie.observatory.publications import Publication

RELEASED = datetime(2024, 2, 1, 9, tzinfo=UTC)
Where = tuple[Unit, Mapping[str, str]]


def cell(year: int, unit: Unit = Unit.DECLARATIONS, **where: str) -> CellId:
    return CellId.of(unit, {**where, YEAR: str(year)})


def a_publication(  # noqa: PLR0913 - each is one thing that a publication says
    year: int = 2023,
    counts: Mapping[CellId, int | None] | None = None,
    *,
    realm: str = "demo",
    version: int = 1,
    method: str = METHOD_VERSION,
    declarations: int = 100,
    malicious: int = 40,
) -> Publication:
    """Return a publication: so many declarations, some of them malicious, and `counts`."""
    # Once the year is over, as figures are released.
    released = RELEASED.replace(year=year + 1)
    cells = {
        cell(year): declarations,
        cell(year, origin="malicious"): malicious,
        **(counts or {}),
    }
    return Publication(
        realm=realm,
        year=year,
        version=version,
        released_at=released,
        signed_by="Ada",
        note="",
        method_version=method,
        k=5,
        waived=(),
        waiver=None,
        snapshot_sha256="0" * 64,
        snapshot_facts=declarations,
        snapshot_taken_at=released,
        cells=cells,
        figures=tuple(figures_of(realm, year, cells, protected=True)),
    )


def published(publication: Publication) -> Publication:
    """Lay a publication where the public reads it."""
    signed = publication.signed(keys.publication_signing_key())
    publications.add(signed)
    return signed
