"""Shares and rates told for each code of a dimension, beside the plain tables."""

from django.utils.translation import gettext_lazy as _

from vigie.observatory.catalogue.definitions import Definition, Dimension, Text, Unit
from vigie.observatory.catalogue.dimensions.handling import REGIME
from vigie.observatory.catalogue.dimensions.who import REGION, STRUCTURE_KIND


def _of_the_directory(key: str, by: Dimension, title: Text, method: Text) -> Definition:
    return Definition(
        key=key,
        title=title,
        method=method,
        unit=Unit.STRUCTURES,
        out_of={},
        of=Unit.DIRECTORY,
        by=by,
    )


BY_CODE = (
    _of_the_directory(
        "rate_structures_by_region",
        REGION,
        _("Structures that declared, by region, per 1,000 of the directory"),
        _(
            "Distinct structures of the region that declared in the year, per 1,000 structures of "
            "the region that were open in the directory on the day the figures were made. Not told "
            "where the directory knows fewer than declared."
        ),
    ),
    _of_the_directory(
        "rate_structures_by_kind",
        STRUCTURE_KIND,
        _("Structures that declared, by kind, per 1,000 of the directory"),
        _(
            "Distinct structures of the kind that declared in the year, per 1,000 structures of "
            "the kind that were open in the directory on the day the figures were made. Not told "
            "where the directory knows fewer than declared."
        ),
    ),
    Definition(
        key="share_in_time_by_regime",
        title=_("Reports made in time, by duty to report"),
        method=_(
            "Reports made in time, over those of which the time has come, for each law that asks "
            "for them. A law never asked of anybody in the year is left out."
        ),
        counted={"due": "in_time"},
        out_of={"due": "judged"},
        unit=Unit.DEADLINES,
        by=REGIME,
    ),
)
