"""The facts of a bulletin in words, in the active language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vigie.taxonomy import terms
from vigie.watch.enums import Exploited, Severity
from vigie.watch.facts import Facts, Vulnerability


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table, and where it leads if anywhere."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Table:
    """Facts of one sort."""

    key: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Badge:
    """A word that stands out, and how loud it is: error, warning, info; empty: not at all."""

    words: str
    kind: str = ""


LOUD = {Severity.CRITICAL: "error", Severity.HIGH: "warning", Severity.MODERATE: "info"}


def badges(facts: Facts) -> list[Badge]:
    """Return what is seen first: how grave it is, whether it is exploited, who may read it."""
    severity = Severity(facts.severity)
    found = [Badge(str(severity.label), LOUD.get(severity, ""))]
    if facts.exploited:
        found.append(Badge(str(Exploited.YES.label), "error"))
    return [*found, Badge(terms.label("tlp", facts.tlp))]


def to_do(facts: Facts, language: str) -> list[Table]:
    """Return what is to be done and by when, in this language: nothing where nothing is."""
    return [table for table in [_actions(facts, language)] if table.rows]


def tables(facts: Facts) -> list[Table]:
    """Return what is touched and where more is written, those of nothing left out."""
    made = (_products(facts), _vulnerabilities(facts), _references(facts))
    return [table for table in made if table.rows]


def _actions(facts: Facts, language: str) -> Table:
    rows = [
        _row(
            each.texts.get(language, ""),
            formats.date_format(each.by, "DATE_FORMAT") if each.by else _("No date"),
        )
        for each in facts.actions
    ]
    return Table("actions", _("What to do"), [_("Action"), _("To be done by")], rows)


def _products(facts: Facts) -> Table:
    rows = [
        _row(each.vendor, each.name, each.affected or "–", each.fixed or "–")
        for each in facts.products
    ]
    head = [_("Vendor"), _("Product"), _("Versions touched"), _("Mended from version")]
    return Table("products", _("Products touched"), head, rows)


def _vulnerabilities(facts: Facts) -> Table:
    rows = [list(_vulnerability(each)) for each in facts.vulnerabilities]
    head = [_("CVE number"), _("CVSS base score"), pgettext("of a table", "Exploited")]
    return Table("vulnerabilities", _("Vulnerabilities"), head, rows)


def _vulnerability(known: Vulnerability) -> Iterator[Cell]:
    yield Cell(known.cve, f"https://www.cve.org/CVERecord?id={known.cve}")
    score = "–" if known.score is None else formats.number_format(known.score, 1)
    yield Cell(f"{score} ({known.vector})" if known.vector else score)
    yield Cell(str(Exploited(known.exploited).label))


def _references(facts: Facts) -> Table:
    rows = [[Cell(each, each)] for each in facts.references]
    return Table("references", _("References"), [_("Address")], rows)


def _row(*words: object) -> list[Cell]:
    return [Cell(str(each)) for each in words]
