"""The import of a national directory, and the search in it beside a bare indexed look-up.

Run with `python -m benchmarks.directory`, on SQLite, or on the server of DATABASE_URL (in a
database made for the measure and dropped after it).
"""

import argparse
import json
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigie.config.settings.test")
django.setup()

from django.db import connection  # noqa: E402 - needs the settings above

from vigie.directory.models import Structure  # noqa: E402
from vigie.directory.selectors import search_structures  # noqa: E402
from vigie.directory.services import import_structures  # noqa: E402
from vigie.directory.synthetic import write_directory  # noqa: E402

SAMPLE = 200
ROUNDS = 3
# What the flow says of an establishment beside what Vigie reads: most of its size.
EVENTS = [
    {"evenementId": f"{rank:036}", "dateEvenement": "2020-01-01", "codeEvenement": "018"}
    for rank in range(12)
]


def write_flow(path: Path, size: int) -> int:
    """Write a JSON flow of about `size` bytes; return how many establishments it holds."""
    entity = {"numFinessPm": "007000003", "statutJuridique": "13"}
    number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"pmej": [')
        while file.tell() < size:
            general = {"numFinessEge": f"00{number:07}", "nomEgeLong": f"EHPAD {number}"}
            whole = {
                "informationsGeneralesPMEJ": entity,
                "ege": [
                    {
                        "informationsGeneralesEGE": general,
                        "etatObjet": "A",
                        "categorieentiteGeographiqueExercice": "500",
                        "adresse": [{"cogCommune": "35238", "ligneAcheminement": "RENNES"}],
                        "evenement": EVENTS,
                    }
                ],
            }
            file.write("," * bool(number) + json.dumps(whole))
            number += 1
        file.write("]}")
    return number


def measure_imports(folder: Path, structures: int, megabytes: int) -> None:
    """Import a large flow, then a national file twice; print rates and memory."""
    flow = folder / "structures.json"
    listed = write_flow(flow, megabytes * 1_000_000)
    took = _seconds(lambda: import_structures(flow))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"JSON flow of {megabytes} MB, {listed:,} structures: {took:.1f} s, "
        f"{megabytes / took:.1f} MB/s, peak memory of the process {peak:.0f} MB"
    )
    Structure.objects.all().delete()
    path = folder / "directory.csv"
    write_directory(path, structures)
    for called in ("first import", "again, unchanged"):
        took = _seconds(lambda: import_structures(path))
        print(
            f"legacy CSV of {structures:,} structures, {called}: {took:.1f} s, "
            f"{structures / took:,.0f} a second"
        )


def measure_searches() -> None:
    """Print how long each way of searching takes, beside the look-up of one row by its index."""
    step = max(1, Structure.objects.count() // SAMPLE)
    sample = list(Structure.objects.order_by("finess")[::step])
    bare = _median(
        lambda number: Structure.objects.filter(finess=number).first(),
        [structure.finess for structure in sample],
    )
    print(f"bare look-up by FINESS number: {bare * 1000:.2f} ms")
    for called, queries in {
        "FINESS number": [structure.finess for structure in sample],
        "SIRET": [structure.siret for structure in sample],
        "whole name": [structure.name for structure in sample],
        "name and town, half typed": [f"{s.name[:9]} {s.town[:6]}" for s in sample],
        "town": [structure.town for structure in sample],
        "one common word": ["ehpad", "centre hospitalier", "pharmacie", "ch", "st", "clinique"],
        "nothing that exists": ["zzyzx", "xylophone quartz"],
    }.items():
        took = _median(search_structures, queries)
        print(f"search by {called}: median {took * 1000:.1f} ms, {took / bare:.1f} x the look-up")


def _median(job: Callable[[str], object], arguments: Sequence[str]) -> float:
    for argument in arguments:
        job(argument)
    return statistics.median(
        _seconds(lambda argument=argument: job(argument))  # type: ignore[misc]
        for argument in [*arguments] * ROUNDS
    )


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--structures", type=int, default=100_000)
    parser.add_argument("--megabytes", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "test.sqlite3")
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            print(f"on {connection.vendor}:")
            measure_imports(Path(folder), asked.structures, asked.megabytes)
            measure_searches()
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


if __name__ == "__main__":
    main()
