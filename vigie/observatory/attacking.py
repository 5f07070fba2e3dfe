"""Attacking what is published, as anybody may: can a suppressed cell be told from all the rest?"""

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.observatory import protected_tables, releases
from vigie.observatory.catalogue import TABLES
from vigie.observatory.disclosure import (
    Breach,
    Edition,
    Relation,
    Rules,
    breaches,
    relations_of,
)
from vigie.observatory.protected_tables import FactsOfYear
from vigie.observatory.publications import Publication


@dataclass(frozen=True, slots=True)
class Attacked:
    """What an attack on one version found."""

    publication: Publication
    # Of its own cells, those that are told too well.
    told: list[Breach]

    @property
    def suppressed(self) -> int:
        """How many of its cells are suppressed."""
        return sum(count is None for count in self.publication.cells.values())


def attack(versions: Sequence[Publication], *, with_facts: bool = False) -> list[Attacked]:
    """Attack each of these versions of one year, by linear programs, given all of them.

    Args:
        versions: of one realm and year, oldest first.
        with_facts: suppose, as disclosure control does, that the attacker knows which counts have
            not changed between two versions. It takes the private facts of each, at the desk.
    """
    editions = [_edition(each, with_facts=with_facts) for each in versions]
    relations = _relations(versions)
    found = []
    for place, publication in enumerate(versions):
        others = [*editions[:place], *editions[place + 1 :]]
        told = breaches(editions[place], relations, Rules(k=publication.k), others)
        found.append(Attacked(publication, [each for each in told if not each.earlier]))
    return found


def _edition(publication: Publication, *, with_facts: bool) -> Edition:
    if with_facts:
        return releases.edition(publication)
    totals = publication.waiver.totals if publication.waiver else ()
    return protected_tables.edition_of(publication.cells, totals, {})


def _relations(versions: Sequence[Publication]) -> list[Relation]:
    """Return what everybody knows of the cells that these versions print."""
    last = versions[-1]
    printed = {cell for each in versions for cell in each.cells}
    released = [table for table in TABLES if printed >= set(table.cells(str(last.year)))]
    facts = FactsOfYear(last.realm, last.year, [], released)
    return relations_of(facts.tables, facts.relations)
