"""Structures of the directory."""

from itertools import count
from typing import Any

from vigie.directory.models import Structure

NUMBERS = count(1)


def hospital(**columns: Any) -> Structure:
    """Return a public hospital that the directory lists."""
    number = next(NUMBERS)
    columns = {
        "finess": f"35{number:07}",
        "name": f"Centre hospitalier n° {number}",
        "category": "355",
        "kind": "health_establishment",
        "legal_status": "public",
        "region": "53",
        "department": "35",
        "postal_code": "35000",
        "town": "Rennes",
        "source": "test",
        **columns,
    }
    return Structure.objects.create(**columns)
