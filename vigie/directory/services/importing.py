"""Brings a published file of structures into the directory.

Rows are written in short transactions, so that a declaration never waits for an import. What
was written before a fault stays; running the same file again completes it. Nothing is closed by
its absence unless the file was read to its end.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from vigie.directory.formats.recognise import BROKEN_GZIP, open_file, recognise
from vigie.directory.formats.rows import FileFacts, Format, Listed, Refused, UnreadableFileError
from vigie.directory.services.closing import close_absent
from vigie.directory.services.merging import Written, write

ROWS_A_BATCH = 1_000
# Of a file where everything is wrong, the first lines say enough.
MOST_REFUSALS_KEPT = 10_000

# Told how many bytes of how many are read.
Progress = Callable[[int, int], None]


@dataclass
class ImportCount:
    """What became of the rows of a file."""

    title: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    refused: int = 0
    # Structures that would have closed, had the file been trusted to be whole.
    closings_withheld: int = 0
    refusals: list[Refused] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """How many rows were not refused."""
        return self.added + self.changed + self.unchanged + self.closed

    def add(self, written: Written) -> None:
        """Count a batch."""
        self.added += written.added
        self.changed += written.changed
        self.unchanged += written.unchanged
        self.closed += written.closed

    def __str__(self) -> str:
        return (
            f"{self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged, "
            f"{self.closed:,} closed, {self.refused:,} refused"
        )


@dataclass
class _Import:
    """One import on its way."""

    source: Format
    facts: FileFacts
    count: ImportCount
    # Where each structure taken stands in the file; and those seen on a row that was refused.
    places: dict[str, str] = field(default_factory=dict)
    seen_refused: set[str] = field(default_factory=set)

    def take(self, batch: list[Listed | Refused]) -> None:
        """Write the rows that can be taken; keep why the others cannot."""
        accepted = []
        for row in batch:
            if isinstance(row, Refused):
                self._refuse(row)
            elif row.finess in self.places:
                already = f"{row.finess} is already at {self.places[row.finess]}"
                self._refuse(Refused(row.place, already, row.finess))
            else:
                self.places[row.finess] = row.place
                accepted.append(row)
        self.count.add(write(accepted, self.source, self.facts))

    def close_absent(self, *, allow_mass_closing: bool) -> None:
        """Close what this file was expected to list and does not."""
        closing = close_absent(
            self.source,
            self.facts,
            self.places.keys() | self.seen_refused,
            allow_mass_closing=allow_mass_closing,
        )
        self.count.closed += closing.closed
        self.count.closings_withheld = closing.withheld

    def _refuse(self, row: Refused) -> None:
        self.count.refused += 1
        if row.finess:
            self.seen_refused.add(row.finess)
        if len(self.count.refusals) < MOST_REFUSALS_KEPT:
            self.count.refusals.append(row)


def import_structures(
    path: Path,
    progress: Progress = lambda read, size: None,  # noqa: ARG005 - silence by default
    *,
    synthetic: bool = False,
    allow_mass_closing: bool = False,
) -> ImportCount:
    """Add, update and close structures from a file whose format its content tells.

    Args:
        path: SAE identification file, legacy FINESS CSV or FINESS JSON flow; gzip or not.
        progress: called after each batch.
        synthetic: these structures do not exist; a file made by `make_structures` says it itself.
        allow_mass_closing: trust the file to be whole, however much it leaves out.

    Raises:
        UnreadableFileError: the file is of no known format, holds no structure, or is broken.
    """
    source = recognise(path)
    count = ImportCount(source.title)
    work = _Import(source, FileFacts(synthetic=synthetic), count)
    try:
        for batch in _batches(path, source, work.facts, progress):
            work.take(batch)
    except UnreadableFileError as error:
        raise UnreadableFileError(
            f"{error} Before that: {count}; nothing was closed for being absent."
        ) from error
    if not count.taken and not count.refused:
        raise UnreadableFileError(f"{path} holds no structure.")
    work.close_absent(allow_mass_closing=allow_mass_closing)
    return count


def _batches(
    path: Path, source: Format, facts: FileFacts, progress: Progress
) -> Iterator[list[Listed | Refused]]:
    """Yield the rows of a file; at a fault, those before it, then raise."""
    size = path.stat().st_size
    file, stream = open_file(path)
    with file:
        rows = source.read(stream, facts)
        fault = None
        while fault is None:
            batch, fault = _next_batch(rows)
            if not batch and fault is None:
                return
            yield batch
            progress(file.tell(), size)
    raise fault


def _next_batch(
    rows: Iterator[Listed | Refused],
) -> tuple[list[Listed | Refused], UnreadableFileError | None]:
    batch: list[Listed | Refused] = []
    try:
        for row in islice(rows, ROWS_A_BATCH):
            batch.append(row)  # noqa: PERF402 - what came before a fault is kept
    except UnreadableFileError as error:
        return batch, error
    except BROKEN_GZIP as error:
        return batch, UnreadableFileError(f"The file cannot be read further: {error}.")
    return batch, None
