"""Private facts: what the observatory counts, in several relations, codes and numbers only.

Each module pulls one relation from what was declared and what the CSIRT made of it; nothing is
pushed here. Pulling is always whole, so it may be repeated at will. Structures and cases stand
under keyed pseudonyms. `RELATIONS` lists what a snapshot holds, `vigie data_dictionary` what each
column means.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from vigie.observatory.facts.columns import Text
from vigie.observatory.facts.deadlines import DeadlineFact, pull_deadlines
from vigie.observatory.facts.declarations import DeclarationFact, pull_declarations
from vigie.observatory.facts.directory import DirectoryFact, pull_directory
from vigie.observatory.facts.incidents import IncidentFact, pull_incidents
from vigie.observatory.facts.notices import NoticeFact, pull_notices
from vigie.observatory.facts.present import realms, years
from vigie.observatory.facts.pulling import FrontHasNoFacts, Pull
from vigie.observatory.facts.support import SupportFact, pull_support


@dataclass(frozen=True, slots=True)
class Relation:
    """One table of the facts: the type of its rows, where they come from, what one of them is."""

    row: type[Any]
    pull: Callable[[Pull], Iterator[tuple[Any, ...]]]
    means: Text

    @property
    def by_year(self) -> bool:
        """Whether its rows belong to a year each."""
        return "year" in self.row._fields


RELATIONS: dict[str, Relation] = {
    "declarations": Relation(DeclarationFact, pull_declarations, _("One row per declaration.")),
    "incidents": Relation(
        IncidentFact, pull_incidents, _("One row per case that gathers a declaration at least.")
    ),
    "deadlines": Relation(
        DeadlineFact, pull_deadlines, _("One row per thing owed to one authority by one time.")
    ),
    "support": Relation(SupportFact, pull_support, _("One row per request for support.")),
    "notices": Relation(
        NoticeFact, pull_notices, _("One row per notice by which an authority was told of a case.")
    ),
    "directory": Relation(
        DirectoryFact,
        pull_directory,
        _("Open structures of the directory, counted by region, kind and legal status."),
    ),
}

__all__ = ["RELATIONS", "FrontHasNoFacts", "Pull", "Relation", "realms", "years"]
