"""Who did what on a case, as the journal has it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from vigie.accounts.models import User
from vigie.core.models import SOUGHT, JournalEntry, touched
from vigie.declarations.models import Declaration
from vigie.incidents.models import IncidentDeclaration
from vigie.incidents.selectors.grouping import with_merged

# How the journal names a person.
USER = "user:"
# Under which name it says what was done to several at once.
ACT = "act"


@dataclass(frozen=True)
class Deed:
    """One thing done on a case, as the journal has it."""

    at: datetime
    action: str
    # Name of the person who acted; empty when nobody of the desk did.
    person: str
    # declarant, system, user:12: as the journal names it.
    actor: str
    # Reference of the declaration it was done to; empty when it was done to the case.
    declaration: str
    # To what it was done, by kind: the identifiers that the journal keeps.
    objects: Mapping[str, str]
    # To how many others it was done at once.
    others: int = 0


def history(declarations: Sequence[Declaration]) -> list[Deed]:
    """Return what was done on these declarations and on their cases, oldest first."""
    if not declarations:
        return []
    ids = [str(each.pk) for each in declarations]
    taken = IncidentDeclaration.objects.filter(declaration__in=declarations)
    cases = [str(key) for key in with_merged(set(taken.values_list("incident_id", flat=True)))]
    written = JournalEntry.objects.annotate(**{f"of_{kind}": touched(kind) for kind in SOUGHT})
    entries = written.filter(
        Q(of_declaration__in=ids) | Q(of_incident__in=cases) | Q(of_other__in=cases)
    ).order_by("id")
    references = {str(each.pk): each.reference for each in declarations}
    return _deeds(_of_these(entries, references), references)


def _of_these(entries: Iterable[JournalEntry], references: Mapping[str, str]) -> list[JournalEntry]:
    """Leave out what was done in one act to other declarations of the case."""
    return [
        entry
        for entry in entries
        if ACT not in entry.objects_touched or entry.objects_touched["declaration"] in references
    ]


def _deeds(entries: Sequence[JournalEntry], references: Mapping[str, str]) -> list[Deed]:
    keys = [entry.actor.removeprefix(USER) for entry in entries if entry.actor.startswith(USER)]
    people = User.objects.filter(pk__in=keys).values_list("pk", "name")
    names = {f"{USER}{pk}": name for pk, name in people}
    acts = Counter(_act(entry) for entry in entries)
    # The first entry of an act stands for all of them.
    firsts = {_act(entry) or entry.pk: entry for entry in reversed(entries)}
    return [
        Deed(
            at=entry.at,
            action=entry.action,
            person=names.get(entry.actor, ""),
            actor=entry.actor,
            declaration=references.get(entry.objects_touched.get("declaration", ""), ""),
            others=acts[_act(entry)] - 1 if _act(entry) else 0,
            objects=entry.objects_touched,
        )
        for entry in reversed(firsts.values())
    ]


def _act(entry: JournalEntry) -> tuple[str, str] | None:
    """Return what the entries of one act have in common; None when it was done to one."""
    act = entry.objects_touched.get(ACT)
    return (entry.action, act) if act else None
