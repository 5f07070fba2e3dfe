"""What stands out of a breakdown, in words: among what is published, and said so."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from vigie.observatory import wording
from vigie.observatory.catalogue import Unit
from vigie.observatory.measures import Count, Figure, Suppressed
from vigie.observatory.reports.chapters import Breakdown, within_sentence
from vigie.taxonomy.codes import UNKNOWN

MOST = 3
# Their codes have proper names, months in English too.
PROPER_NAMES = {"region", "month"}
# %(list)s: those that were counted most often, each with its number.
SENTENCES: dict[tuple[str, str], str | Promise] = {
    (Unit.DECLARATIONS, "month"): _("The busiest months were %(list)s."),
    (Unit.DECLARATIONS, "structure_kind"): _(
        "By kind of structure, most declarations came from: %(list)s."
    ),
    (Unit.DECLARATIONS, "structure_status"): _(
        "By legal status of the structure, most declarations came from: %(list)s."
    ),
    (Unit.DECLARATIONS, "region"): _("The regions from which most declarations came are %(list)s."),
    (Unit.DECLARATIONS, "kind"): _("The kinds of incident most often declared are: %(list)s."),
    (Unit.STRUCTURES, "structure_kind"): _(
        "By kind, the structures that declared are mostly: %(list)s."
    ),
    (Unit.STRUCTURES, "region"): _("The regions in which most structures declared are %(list)s."),
}


def ranking(breakdown: Breakdown) -> str:
    """Return what stands out of a breakdown, or nothing where there is no sentence for it."""
    name = breakdown.dimension.name if breakdown.dimension else ""
    sentence = SENTENCES.get((breakdown.unit, name))
    first = highest(breakdown.figures)
    if sentence is None or len(first) < MOST:
        return ""
    named = [f"{_named(each, name)} ({wording.value(each.measure)})" for each in first]
    return " ".join(filter(None, [str(sentence) % {"list": joined(named)}, unranked(breakdown)]))


def highest(figures: Sequence[Figure]) -> list[Figure]:
    """Return the highest published counts, the highest first; what is unknown has no rank."""
    counted = [
        each
        for each in figures
        if isinstance(each.measure, Count) and each.measure.value and not _is_unknown(each)
    ]
    return sorted(counted, key=lambda each: -(each.measure.value or 0))[:MOST]


def unranked(breakdown: Breakdown) -> str:
    """Return how many values are not published, and have no rank; empty where all are."""
    hidden = sum(isinstance(each.measure, Suppressed) for each in breakdown.figures)
    if not hidden:
        return ""
    return ngettext(
        "One value is not published and has no rank here.",
        "%(number)s values are not published and have no rank here.",
        hidden,
    ) % {"number": wording.number(hidden)}


def joined(parts: Sequence[str]) -> str:
    """Return parts as a list in a sentence: “a, b and c”."""
    *most, last = parts
    if not most:
        return last
    names = {"first": ", ".join(most), "last": last}
    # Spanish says “e” before the sound i.
    if last[:1] in {"I", "i", "Í", "í"} or last[:2].lower() == "hi":
        return pgettext(
            "list whose last part begins with the sound i", "{first} and {last}"
        ).format(**names)
    return pgettext("list", "{first} and {last}").format(**names)


def _named(figure: Figure, dimension: str) -> str:
    label = wording.cell(figure)
    return label if dimension in PROPER_NAMES else within_sentence(label)


def _is_unknown(figure: Figure) -> bool:
    return (figure.breakdown or "").endswith(f"={UNKNOWN}")
