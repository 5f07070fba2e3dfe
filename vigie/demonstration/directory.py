"""The synthetic directory that the demonstration declares from."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from vigie.directory.models import Structure
from vigie.directory.services import import_structures
from vigie.directory.synthetic import write_directory

# Enough for 558 distinct structures in a year, in every region and of both sorts.
STRUCTURES = 6000


def synthetic_structures(seed: int) -> Iterable[Structure]:
    """Return the open synthetic structures, made and imported at the first call."""
    synthetic = Structure.objects.filter(synthetic=True, closed_on=None)
    if not synthetic.exists():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "directory.csv"
            write_directory(path, count=STRUCTURES, seed=seed)
            import_structures(path)
    return synthetic
