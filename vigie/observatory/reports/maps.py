"""The map of a breakdown by region: that of the explorer, in the face of the report."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from vigie.observatory import wording
from vigie.observatory.drawing.maps import area_map
from vigie.observatory.explorer import Choice, read
from vigie.observatory.explorer.maps import map_of
from vigie.observatory.publications import Publication
from vigie.observatory.reports.blocks import Block, drawing
from vigie.observatory.reports.chapters import Breakdown
from vigie.observatory.reports.drawings import svg

FEWEST = 5
# Of the width of the text, in percent.
WIDTH = 82


def region_map(shown: Breakdown, publication: Publication) -> Block | None:
    """Return the map of a breakdown, or None where it has none or too little is published."""
    table = wording.TABLES_BY_KEY.get(shown.key)
    if table is None or sum(bool(each.measure.value) for each in shown.figures) < FEWEST:
        return None
    year = publication.year
    found = map_of(read(Choice(table, (year,)), [publication]), year)
    if found is None:
        return None
    values = {"title": shown.counted, "year": year}
    caption = (
        _("%(title)s, %(year)s. Outlines: IGN (Licence Ouverte). What has none is in the tables.")
        % values
    )
    alt = f"{shown.counted}, {year}. {found.description}"
    return drawing(svg(area_map(asdict(found))), caption, alt, width=WIDTH)
