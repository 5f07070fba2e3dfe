"""How many structures there are: what rates “per 1,000 structures” are held against.

Public register data, the same for every realm.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, NamedTuple

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from vigie.directory.models import Structure
from vigie.observatory.facts.columns import code, maker, number
from vigie.observatory.facts.pulling import Pull, day


class DirectoryFact(NamedTuple):
    """How many structures of one region, kind and legal status are open."""

    region: Annotated[str, code(_("Region of the structures."), "region")]
    structure_kind: Annotated[str, code(_("Kind of the structures."), "structure_kind")]
    structure_status: Annotated[str, code(_("Who owns the structures."), "legal_status")]
    structures: Annotated[
        int, number(_("How many were open in the directory on the day of the snapshot."))
    ]


def pull_directory(pull: Pull) -> Iterator[DirectoryFact]:
    """Yield the number of open structures of each group: one query."""
    make = maker(DirectoryFact)
    today = day(pull.at)
    still_open = Q(closed_on=None) | Q(closed_on__gt=today)
    begun = Q(opened_on=None) | Q(opened_on__lte=today)
    groups = Structure.objects.filter(still_open & begun).order_by()
    rows = groups.values_list("region", "kind", "legal_status").annotate(structures=Count("pk"))
    # What becomes “unknown” becomes one group.
    counted: Counter[DirectoryFact] = Counter()
    for region, kind, status, structures in rows.iterator():
        group = make(region=region, structure_kind=kind, structure_status=status, structures=0)
        counted[group] += structures
    for group, structures in counted.items():
        yield group._replace(structures=structures)
