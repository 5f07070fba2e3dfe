"""Figures in whole sentences, each beside the year before where the two may be compared.

A figure without a sentence stands in the table of its chapter only. A small count has no change
in percent (`comparing`): a few cases more or less would look like a trend.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from vigie.observatory import comparing, wording
from vigie.observatory.measures import Figure, Measure, Share, Suppressed
from vigie.observatory.publications import Publication

# Of a count: %(count)s. Of a share: %(count)s out of %(total)s, hence %(share)s. What the year
# before was stands in parentheses, %(before)s, or is empty.
SENTENCES: dict[str, str | Promise] = {
    "declarations": ngettext_lazy(
        "In %(year)s, %(count)s declaration was received%(before)s.",
        "In %(year)s, %(count)s declarations were received%(before)s.",
        "n",
    ),
    "declarations_in_scope": ngettext_lazy(
        "Once qualified, %(count)s declaration falls within the scope of the "
        "observatory%(before)s.",
        "Once qualified, %(count)s declarations fall within the scope of the "
        "observatory%(before)s.",
        "n",
    ),
    "support_requests": ngettext_lazy(
        "Help was asked for in %(count)s declaration%(before)s.",
        "Help was asked for in %(count)s declarations%(before)s.",
        "n",
    ),
    "share_health_establishments": ngettext_lazy(
        "Health establishments made %(count)s of the %(total)s declarations, or "
        "%(share)s%(before)s.",
        "Health establishments made %(count)s of the %(total)s declarations, or "
        "%(share)s%(before)s.",
        "n",
    ),
    "support_given": ngettext_lazy(
        "The CSIRT gave support in answer to %(count)s declaration%(before)s.",
        "The CSIRT gave support in answer to %(count)s declarations%(before)s.",
        "n",
    ),
    "share_first_answer_24h": ngettext_lazy(
        "Of the %(total)s declarations that asked for help, %(count)s had a first answer within "
        "24 hours, or %(share)s%(before)s.",
        "Of the %(total)s declarations that asked for help, %(count)s had a first answer within "
        "24 hours, or %(share)s%(before)s.",
        "n",
    ),
    "share_malicious": ngettext_lazy(
        "Of the %(total)s declarations, %(count)s was of malicious origin, or %(share)s%(before)s.",
        "Of the %(total)s declarations, %(count)s were of malicious origin, or "
        "%(share)s%(before)s.",
        "n",
    ),
    "share_malicious_in_scope": ngettext_lazy(
        "Among the %(total)s declarations in scope, malicious acts account for %(count)s, or "
        "%(share)s%(before)s.",
        "Among the %(total)s declarations in scope, malicious acts account for %(count)s, or "
        "%(share)s%(before)s.",
        "n",
    ),
    "ransomware": ngettext_lazy(
        "Ransomware was the subject of %(count)s declaration%(before)s.",
        "Ransomware was the subject of %(count)s declarations%(before)s.",
        "n",
    ),
    "share_degraded_mode": ngettext_lazy(
        "Care had to be given in degraded mode in %(count)s of the %(total)s declarations in "
        "scope, or %(share)s%(before)s.",
        "Care had to be given in degraded mode in %(count)s of the %(total)s declarations in "
        "scope, or %(share)s%(before)s.",
        "n",
    ),
    "share_interrupted": ngettext_lazy(
        "Care was interrupted in %(count)s of the %(total)s declarations in scope, or "
        "%(share)s%(before)s.",
        "Care was interrupted in %(count)s of the %(total)s declarations in scope, or "
        "%(share)s%(before)s.",
        "n",
    ),
    "endangerment_potential": ngettext_lazy(
        "Patients were put in danger, potentially or proven, in %(count)s declaration in "
        "scope%(before)s.",
        "Patients were put in danger, potentially or proven, in %(count)s declarations in "
        "scope%(before)s.",
        "n",
    ),
    "endangerment_proven": ngettext_lazy(
        "Danger to patients was proven in %(count)s declaration%(before)s.",
        "Danger to patients was proven in %(count)s declarations%(before)s.",
        "n",
    ),
    "data_availability_touched": ngettext_lazy(
        "Health data were made unavailable or lost in %(count)s declaration%(before)s.",
        "Health data were made unavailable or lost in %(count)s declarations%(before)s.",
        "n",
    ),
    "data_integrity_touched": ngettext_lazy(
        "Health data were altered in %(count)s declaration%(before)s.",
        "Health data were altered in %(count)s declarations%(before)s.",
        "n",
    ),
    "data_confidentiality_touched": ngettext_lazy(
        "Health data were disclosed in %(count)s declaration%(before)s.",
        "Health data were disclosed in %(count)s declarations%(before)s.",
        "n",
    ),
    "share_same_day": ngettext_lazy(
        "Of the %(total)s declarations, %(count)s was made on the very day of detection, or "
        "%(share)s%(before)s.",
        "Of the %(total)s declarations, %(count)s were made on the very day of detection, or "
        "%(share)s%(before)s.",
        "n",
    ),
    "share_within_24h": ngettext_lazy(
        "Within 24 hours of detection, %(count)s of the %(total)s declarations had been made, or "
        "%(share)s%(before)s.",
        "Within 24 hours of detection, %(count)s of the %(total)s declarations had been made, or "
        "%(share)s%(before)s.",
        "n",
    ),
    "structures": ngettext_lazy(
        "In %(year)s, %(count)s structure declared at least one incident%(before)s.",
        "In %(year)s, %(count)s structures declared at least one incident%(before)s.",
        "n",
    ),
    "structures_declaring_more_than_2": ngettext_lazy(
        "More than two declarations came from %(count)s structure%(before)s.",
        "More than two declarations each came from %(count)s structures%(before)s.",
        "n",
    ),
    "structures_declaring_more_than_4": ngettext_lazy(
        "More than four declarations came from %(count)s structure%(before)s.",
        "More than four declarations each came from %(count)s structures%(before)s.",
        "n",
    ),
    "incidents": ngettext_lazy(
        "The declarations of the year were handled as %(count)s incident%(before)s: one and "
        "the same incident may be declared by several structures.",
        "The declarations of the year were handled as %(count)s incidents%(before)s: one and "
        "the same incident may be declared by several structures.",
        "n",
    ),
    "provider_incidents": ngettext_lazy(
        "A provider was the cause of %(count)s incident%(before)s.",
        "A provider was the cause of %(count)s incidents%(before)s.",
        "n",
    ),
    "provider_incidents_of_many": ngettext_lazy(
        "Of these, %(count)s was declared by ten structures or more%(before)s.",
        "Of these, %(count)s were declared by ten structures or more%(before)s.",
        "n",
    ),
    "share_closed_within_30_days": ngettext_lazy(
        "Of the %(total)s incidents, %(count)s was closed within 30 days of the first declaration, "
        "or %(share)s%(before)s.",
        "Of the %(total)s incidents, %(count)s were closed within 30 days of the first "
        "declaration, or %(share)s%(before)s.",
        "n",
    ),
    "requests": ngettext_lazy(
        "Kind of support by kind of support, %(count)s request was made to the CSIRT or offered by "
        "it%(before)s.",
        "Kind of support by kind of support, %(count)s requests were made to the CSIRT or offered "
        "by it%(before)s.",
        "n",
    ),
    "support_hours": ngettext_lazy(
        "The CSIRT spent %(count)s hour on them%(before)s.",
        "The CSIRT spent %(count)s hours on them%(before)s.",
        "n",
    ),
    "share_in_time": ngettext_lazy(
        "Of the %(total)s reports that the law asked for and whose time has come, %(count)s was "
        "made in time, or %(share)s%(before)s.",
        "Of the %(total)s reports that the law asked for and whose time has come, %(count)s were "
        "made in time, or %(share)s%(before)s.",
        "n",
    ),
    "notices": ngettext_lazy(
        "The CSIRT told authorities of incidents by %(count)s notice%(before)s.",
        "The CSIRT told authorities of incidents by %(count)s notices%(before)s.",
        "n",
    ),
}

# What is said of none, where that tells something; elsewhere, the table does.
OF_NONE: dict[str, str | Promise] = {
    "ransomware": gettext_lazy("No declaration was about ransomware%(before)s."),
    "endangerment_proven": gettext_lazy(
        "In no declaration was danger to patients proven%(before)s."
    ),
    "structures_declaring_more_than_4": gettext_lazy(
        "No structure declared more than four times%(before)s."
    ),
}


def sentences(
    figures: Iterable[Figure], before: Publication | None, *, skip: Iterable[str] = ()
) -> Iterator[str]:
    """Yield a sentence for each of the figures that has one, then what these do not tell.

    Args:
        figures: national figures of one year.
        before: what was published of the year before, if anything.
        skip: keys of figures that are told elsewhere.
    """
    every = [figure for figure in figures if figure.key not in set(skip)]
    for figure in every:
        if told := _sentence(figure, before):
            yield told
    kept_back = [figure for figure in every if isinstance(figure.measure, Suppressed)]
    if kept_back:
        titles = ", ".join(
            _("“%(title)s”") % {"title": wording.title(each.key)} for each in kept_back
        )
        yield ngettext(
            "One figure is not published, since it might tell of which structure it speaks: "
            "%(titles)s.",
            "Some figures are not published, since they might tell of which structures they "
            "speak: %(titles)s.",
            len(kept_back),
        ) % {"titles": titles}


def has_sentence(figure: Figure) -> bool:
    """Tell whether the figure is told in a sentence, and not only in a table."""
    return figure.key in (SENTENCES if figure.measure.numerator else OF_NONE)


def comparable(figure: Figure, before: Publication | None) -> Measure | None:
    """Return what the figure was the year before, or None where that is not told."""
    earlier = before.figure(figure.key) if before else None
    return None if earlier is None or isinstance(earlier.measure, Suppressed) else earlier.measure


def _sentence(figure: Figure, before: Publication | None) -> str:
    measure, earlier = figure.measure, comparable(figure, before)
    sentence = (SENTENCES if measure.numerator else OF_NONE).get(figure.key)
    if sentence is None or isinstance(measure, Suppressed):
        return ""
    told = _parenthesis(measure, earlier, int(figure.period) - 1) if earlier else ""
    values: dict[str, Any] = {
        "n": measure.numerator,
        "year": figure.period,
        "count": wording.number(measure.numerator or 0),
        "total": wording.number(measure.denominator or 0),
        "share": wording.value(measure),
        "before": f" ({told})" if told else "",
    }
    return str(sentence % values)


def _parenthesis(now: Measure, before: Measure, year: int) -> str:
    values: dict[str, str] = {"year": str(year), "count": wording.number(before.numerator or 0)}
    if isinstance(now, Share) and isinstance(before, Share):
        values |= {"share": wording.value(before), "total": wording.number(before.denominator)}
        return _("%(share)s in %(year)s: %(count)s of %(total)s") % values
    if now.numerator == before.numerator:
        return _("as many as in %(year)s") % values
    ratio = comparing.ratio(before, now)
    if ratio is None:
        return _("against %(count)s in %(year)s") % values
    values["percent"] = wording.percent(abs(ratio))
    if ratio > 0:
        return _("against %(count)s in %(year)s, up by %(percent)s") % values
    return _("against %(count)s in %(year)s, down by %(percent)s") % values
