"""When, and by whom: the ways to group by the moment and by the structure."""

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from vigie.observatory.catalogue.definitions import Dimension, Group

OVERSEAS = ("01", "02", "03", "04", "06", "975", "977", "978", "986", "987", "988")

MONTH = Dimension(
    name="month",
    is_scale=True,
    title=_("Month"),
    by=_("By month of reception"),
    method=_("By month of reception, Paris time."),
    sql="lpad(CAST(month AS VARCHAR), 2, '0')",
    labels={f"{number:02}": name for number, name in MONTHS.items()},
    groups=(
        Group("q1", _("First quarter"), ("01", "02", "03")),
        Group("q2", _("Second quarter"), ("04", "05", "06")),
        Group("q3", _("Third quarter"), ("07", "08", "09")),
        Group("q4", _("Fourth quarter"), ("10", "11", "12")),
    ),
)
STRUCTURE_KIND = Dimension(
    name="structure_kind",
    title=_("Kind of structure"),
    by=_("By kind of structure"),
    method=_("By the group of the structure's category in the directory on the day of reception."),
    sql="structure_kind",
    scheme="structure_kind",
)
STRUCTURE_STATUS = Dimension(
    name="structure_status",
    title=_("Legal status"),
    by=_("By legal status of the structure"),
    method=_("By the legal status of the structure in the directory on the day of reception."),
    sql="structure_status",
    scheme="legal_status",
)
REGION = Dimension(
    name="region",
    title=_("Region"),
    by=_("By region"),
    method=_("By the region of the structure on the day of reception."),
    sql="region",
    scheme="region",
    groups=(
        Group("north_west", _("North-West"), ("24", "28", "52", "53")),
        Group("north_east", _("North-East"), ("27", "32", "44")),
        Group("south_west", _("South-West"), ("75", "76")),
        Group("south_east", _("South-East"), ("84", "93", "94")),
        Group("overseas", _("Overseas"), OVERSEAS),
    ),
)
TIMES_DECLARED = Dimension(
    name="times_declared",
    is_scale=True,
    title=_("Declarations of the structure"),
    by=_("By number of declarations in the year"),
    method=_("By how often the structure declared in the year."),
    sql=(
        "CASE WHEN declarations > 4 THEN '5_or_more' "
        "WHEN declarations > 2 THEN '3_or_4' ELSE '1_or_2' END"
    ),
    labels={"1_or_2": _("1 or 2"), "3_or_4": _("3 or 4"), "5_or_more": _("5 or more")},
    groups=(Group("more_than_2", _("More than 2"), ("3_or_4", "5_or_more")),),
)
