"""Both yearly reports in three languages, beside six empty documents of the same engine.

Run with `python -m benchmarks.reports`. Every cell of seven years is filled, so that nothing is
left out: no report has more to draw.
"""

from datetime import UTC, datetime
from itertools import count

import typst
from django.conf import settings
from django.utils.translation import override

from benchmarks.timing import best_of
from tests.factories.publications import a_publication
from vigie.core.documents import ARCHIVAL
from vigie.observatory.catalogue import OF_FIGURES, YEAR, Table, Unit
from vigie.observatory.disclosure import CellId
from vigie.observatory.drawing import draughtsman
from vigie.observatory.enums import ReportKind
from vigie.observatory.publications import Publication
from vigie.observatory.reports.editions import Edition, Study
from vigie.observatory.reports.rendering import report_pdf

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
YEARS = range(2019, 2026)
EMPTY = b'#set document(title: "x")\n#title()\n'
TOTAL = 100_000


def filled(table: Table, cell: CellId, number: int) -> int:
    """Return how many stand in a cell: the fewer, the more is said of it; a group has many."""
    groups = {group.code for each in table.dimensions for group in each.groups}
    said = [code for name, code in cell.where if name != YEAR]
    among: int = TOTAL // 5 ** len(said) if groups & set(said) else TOTAL // 50 ** len(said)
    # Whatever is declared, the directory knows more.
    return (among + number * 13 % 40) * (10 if table.unit == Unit.DIRECTORY else 1)


def publication(year: int) -> Publication:
    """Return a publication in which every cell is filled."""
    numbers = count(17)
    cells = {
        cell: filled(table, cell, next(numbers))
        for table in OF_FIGURES
        for cell in table.cells(str(year))
    }
    return a_publication(year, cells)


def editions() -> list[Edition]:
    """Return both reports of the last year."""
    published = [publication(year) for year in YEARS]
    study = Study("A night without computers", "Some words, **strong** ones.\n\n" * 30)
    return [
        Edition(
            kind=kind, published=published, at=AT, publisher="CSIRT", version=1, studies=[study] * 2
        )
        for kind in ReportKind
    ]


def reports() -> int:
    """Make the six documents, every drawing anew."""
    draughtsman.render.cache_clear()
    made = 0
    for code, _name in settings.LANGUAGES:
        with override(code):
            made += sum(len(report_pdf(each)) for each in editions())
    return made


def empty() -> None:
    """Make six documents of one line each: the floor."""
    for _document in range(len(ReportKind) * len(settings.LANGUAGES)):
        typst.compile(EMPTY, pdf_standards=list(ARCHIVAL), ignore_system_fonts=True, timestamp=AT)


def main() -> None:
    """Measure and print."""
    floor = best_of(5, empty)
    taken = best_of(2, reports)
    print(
        f"six reports: {taken:.1f} s, {taken / floor:.0f} x six empty documents ({floor:.3f} s); "
        f"{reports() / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
