"""Figures as tables on a terminal."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from vigie.core.realm import DEMO
from vigie.observatory import wording
from vigie.observatory.catalogue import Scope
from vigie.observatory.measures import Figure


def print_figures(figures: Sequence[Figure], console: Console) -> None:
    """Print the figures of one realm and one year: the national ones, then each breakdown."""
    first = figures[0]
    heading = _("Realm %(realm)s, %(year)s: live figures, not protected for publication.")
    console.print()
    console.print(heading % {"realm": first.realm, "year": first.period}, style="bold")
    if first.realm == DEMO:
        console.print(_("Synthetic data."), style="bold")
    pending = _("Declarations not yet qualified: %(number)s.")
    console.print(pending % {"number": wording.number(first.pending)})
    console.print(_national(each for each in figures if not each.breakdown))
    cells = (each for each in figures if each.breakdown)
    for key, group in groupby(cells, key=attrgetter("key")):
        console.print(_breakdown(key, group))


def _national(figures: Iterable[Figure]) -> Table:
    table = Table(_("Figure"))
    table.add_column(_("Value"), justify="right")
    table.add_column(_("Fraction"), justify="right")
    table.add_column(_("Unit"))
    table.add_column(_("Scope"))
    for figure in figures:
        table.add_row(
            wording.title(figure.key),
            wording.value(figure.measure),
            wording.fraction(figure.measure),
            wording.unit(figure),
            _("in scope") if figure.scope == Scope.IN_SCOPE else _("all"),
        )
    return table


def _breakdown(key: str, figures: Iterable[Figure]) -> Table:
    figures = list(figures)
    table = Table(wording.title(key))
    table.add_column(wording.head(figures[0]), justify="right")
    table.add_column(_("Fraction"), justify="right")
    for figure in figures:
        if figure.measure.value:
            value, fraction = wording.value(figure.measure), wording.fraction(figure.measure)
            table.add_row(wording.cell(figure), value, fraction)
    return table
