"""Declarations a second, from HTTP to COMMIT, beside a bare view with one INSERT.

Run with `python -m benchmarks.declare`, on SQLite, or on the database of DATABASE_URL (emptied
of nothing: give it a database of its own).
"""

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from django.utils import timezone

from benchmarks.serving import CSRF_TOKEN, PRODUCT, press, served
from vigie.core import codes
from vigie.core.keys import make_missing_keys

DECLARE = "/en/declare/"
CLIENTS = (1, 8)
NARRATIVE = "The file servers are encrypted, the emergency ward works on paper. " * 8


def form() -> str:
    """Return a whole declare form, as a browser sends it, with a receipt code of its own."""
    detected = timezone.localtime() - timedelta(hours=2)
    return urlencode(
        {
            "receipt_code": codes.new_code(),
            "csrfmiddlewaretoken": CSRF_TOKEN,
            "declare": "yes",
            "structure_name": "Hospital of the benchmark",
            "contact_name": "Benchmark",
            "contact_phone": "+33 6 39 98 00 00",
            "contact_email": "benchmark@example.org",
            "detected_at_0": f"{detected:%Y-%m-%d}",
            "detected_at_1": f"{detected:%H:%M}",
            "kind": "ransomware",
            "narrative": NARRATIVE,
            "care_impact": "degraded",
            "endangerment": "potential",
            "origin": "malicious",
            "data_availability": "yes",
            "data_integrity": "unknown",
            "data_confidentiality": "unknown",
            "others_touched": "unknown",
            "help_wanted": "advice",
            "help_urgency": "today",
            "nature": "mandatory",
        }
    )


def measure(number: int, folder: Path) -> None:
    """Measure the product, then its floor, with one client and with eight."""
    environment = {
        "VIGIE_MODE": "demo",
        "VIGIE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "vigie.config.settings.demo",
    }
    database = os.environ.get("DATABASE_URL", f"sqlite:///{folder / 'floor.sqlite3'}")
    floor = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.floor.settings",
        "FLOOR_DATABASE_URL": database,
    }
    prepare(environment, floor)
    for clients in CLIENTS:
        with served(PRODUCT, environment) as port:
            press(port, DECLARE, [form() for _ in range(20)], clients=clients, expected=302)
            bodies = [form() for _ in range(number)]
            took = press(port, DECLARE, bodies, clients=clients, expected=302)
        with served("benchmarks.floor.views:application", floor) as port:
            press(port, "/insert", bodies[:20], clients=clients, expected=200)
            bare = press(port, "/insert", bodies, clients=clients, expected=200)
        print(
            f"declare, {clients} client(s): {number / took:,.0f} a second; "
            f"bare INSERT view {number / bare:,.0f} a second; {took / bare:.1f} x the floor"
        )


def prepare(product: dict[str, str], floor: dict[str, str]) -> None:
    """Make the keys and tables of the product, and the table of the floor."""
    make_missing_keys(Path(product["VIGIE_DATA"]) / "keys")
    vigie = [sys.executable, "-m", "vigie"]
    for command, environment in (
        ([*vigie, "migrate", "--verbosity", "0"], product),
        ([*vigie, "collectstatic", "--no-input", "--verbosity", "0"], product),
        ([sys.executable, "-m", "benchmarks.floor.views"], floor),
    ):
        subprocess.run(command, env={**os.environ, **environment}, check=True)  # noqa: S603


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--declarations", type=int, default=400)
    number = parser.parse_args().declarations
    with tempfile.TemporaryDirectory() as folder:
        measure(number, Path(folder))


if __name__ == "__main__":
    main()
