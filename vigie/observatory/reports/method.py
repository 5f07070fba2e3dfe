"""How figures are counted and protected: what a reader must know before quoting one."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vigie.observatory import wording
from vigie.observatory.measures import Suppressed
from vigie.observatory.publications import Publication
from vigie.observatory.reports.blocks import Block, heading, paragraph
from vigie.observatory.reports.editions import Edition


def method(edition: Edition) -> list[Block]:
    """Return the method: source, denominators, comparisons, protection."""
    publication = edition.publication
    return [
        heading(_("Where they come from")),
        paragraph(_source(publication)),
        paragraph(_pending(publication)),
        heading(_("Out of how many")),
        paragraph(_denominators(publication)),
        paragraph(_comparing(edition)),
        heading(_("What is not published, and why")),
        paragraph(_protection(publication)),
        *([paragraph(_waived(publication))] if publication.waived else []),
    ]


def _source(publication: Publication) -> str:
    return _(
        "Every figure of this report is one that was published: version %(version)s of the figures "
        "of %(year)s, released on %(date)s under the name of %(name)s. They count what structures "
        "declared, by the day on which it was received, Paris time; what nobody declared is in no "
        "figure. The same figures can be downloaded as open data from the pages of the "
        "observatory, and recomputed from them. Seal of the publication: %(seal)s."
    ) % {
        "version": publication.version,
        "year": publication.year,
        "date": date_format(localtime(publication.released_at), "DATE_FORMAT"),
        "name": publication.signed_by,
        "seal": publication.sha256[:16],
    }


def _pending(publication: Publication) -> str:
    if not publication.pending:
        return _("All the declarations of %(year)s had been qualified.") % {
            "year": publication.year
        }
    return ngettext(
        "One declaration of %(year)s had not been qualified yet: the figures may still move a "
        "little.",
        "%(number)s declarations of %(year)s had not been qualified yet: the figures may still "
        "move.",
        publication.pending,
    ) % {"number": wording.number(publication.pending), "year": publication.year}


def _denominators(publication: Publication) -> str:
    opening = _(
        "A share never stands without its numerator and its denominator. Most are out of all the "
        "declarations received in the year; those about consequences are out of the declarations "
        "in scope, that is those which the CSIRT, having qualified them, holds to be the "
        "observatory’s concern."
    )
    every, within = publication.figure("declarations"), publication.figure("declarations_in_scope")
    counts = [each.measure.numerator for each in (every, within) if each]
    match counts:
        case [int(received), int(in_scope)]:
            told = _("In %(year)s, these are %(received)s and %(in_scope)s.") % {
                "year": publication.year,
                "received": wording.number(received),
                "in_scope": wording.number(in_scope),
            }
            return f"{opening} {told}"
        case _:
            return opening


def _comparing(edition: Edition) -> str:
    if edition.before:
        return _(
            "Years are compared where both are published and counted in the same way. More "
            "declarations do not prove more incidents: structures also declare better from year "
            "to year."
        )
    return _(
        "No year is compared with the one before: it is not published, was counted in another way, "
        "or one of the two was not over when it was counted."
    )


def _protection(publication: Publication) -> str:
    opening = _(
        "A number behind which stand fewer than %(k)s structures, or that comes from one of them "
        "above all, is not published; nor is any other from which it could be worked out. The "
        "report then says “not published”, and never guesses."
    ) % {"k": publication.k}
    hidden = sum(isinstance(each.measure, Suppressed) for each in publication.figures)
    if not hidden:
        return opening
    told = ngettext(
        "This concerns one value of the %(total)s in this report.",
        "This concerns %(number)s values of the %(total)s in this report.",
        hidden,
    ) % {"number": wording.number(hidden), "total": wording.number(len(publication.figures))}
    return f"{opening} {told}"


def _waived(publication: Publication) -> str:
    titles = ", ".join(
        _("“%(title)s”") % {"title": wording.title(key)} for key in publication.waived
    )
    return _(
        "Small national totals are shown all the same, by a waiver that the statistician signed "
        "and that is published with the figures: %(titles)s."
    ) % {"titles": titles}
