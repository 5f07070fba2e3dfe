"""The declarations of a year, by one column at a time. They count all declarations."""

from django.utils.translation import gettext_lazy as _

from vigie.observatory.catalogue.definitions import Breakdown

BREAKDOWNS = (
    Breakdown(
        key="declarations_by_month",
        title=_("By month of reception"),
        method=_("Declarations by month of reception, Paris time."),
        column="month",
        scheme=None,
    ),
    Breakdown(
        key="declarations_by_structure_kind",
        title=_("By kind of structure"),
        method=_("Declarations by the group of the structure's category on the day of reception."),
        column="structure_kind",
        scheme="structure_kind",
    ),
    Breakdown(
        key="declarations_by_region",
        title=_("By region"),
        method=_("Declarations by the region of the structure on the day of reception."),
        column="region",
        scheme="region",
    ),
    Breakdown(
        key="declarations_by_origin",
        title=_("By origin"),
        method=_("Declarations by origin: as qualified, else as declared."),
        column="origin",
        scheme="origin",
    ),
    Breakdown(
        key="declarations_by_kind",
        title=_("By kind of incident"),
        method=_("Declarations by kind of incident: as qualified, else as declared."),
        column="kind",
        scheme="incident_kind",
    ),
    Breakdown(
        key="declarations_by_care_impact",
        title=_("By impact on care"),
        method=_("Declarations by impact on care: as qualified, else as declared."),
        column="care_impact",
        scheme="care_impact",
    ),
)
