"""The page of key figures."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from vigie.observatory import comparing, wording
from vigie.observatory.measures import Figure, Share, Suppressed
from vigie.observatory.reports.blocks import Block, paragraph, tiles
from vigie.observatory.reports.editions import Edition
from vigie.observatory.reports.sentences import comparable


def key_figures(edition: Edition, keys: Sequence[str]) -> list[Block]:
    """Return the key figures that are published, and what may still move them."""
    found = [edition.publication.figure(key) for key in keys]
    shown = [each for each in found if each and not isinstance(each.measure, Suppressed)]
    remark = _(
        "A percentage stands beside its numerator and its denominator. Where a number is below "
        "%(small)s, its change is not given in percent: a few cases more or less would look like "
        "a trend."
    ) % {"small": comparing.ENOUGH_FOR_PERCENT}
    return [tiles(_tile(edition, each) for each in shown), paragraph(remark, small=True)]


def _tile(edition: Edition, figure: Figure) -> dict[str, str]:
    return {
        "value": wording.value(figure.measure),
        "label": wording.title(figure.key),
        "fraction": _fraction(figure),
        "change": _compared(edition, figure),
    }


def _fraction(figure: Figure) -> str:
    if not isinstance(figure.measure, Share):
        return wording.unit(figure)
    return _("%(count)s of %(total)s %(unit)s") % {
        "count": wording.number(figure.measure.numerator),
        "total": wording.number(figure.measure.denominator),
        "unit": wording.unit(figure),
    }


def _compared(edition: Edition, figure: Figure) -> str:
    before = comparable(figure, edition.before)
    if before is None:
        return ""
    values = {"year": edition.year - 1, "value": wording.value(before)}
    fraction = wording.fraction(before)
    if fraction:
        return _("%(year)s: %(value)s (%(fraction)s)") % {**values, "fraction": fraction}
    ratio = comparing.ratio(before, figure.measure)
    if ratio is None:
        return _("%(year)s: %(value)s") % values
    change = wording.signed_percent(ratio)
    return _("%(year)s: %(value)s (%(change)s)") % {**values, "change": change}
