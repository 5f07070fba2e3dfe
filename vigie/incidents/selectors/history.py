"""Who did what on a case, as the journal has it."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet, TextField, Window
from django.db.models.functions import Cast, Coalesce, RowNumber

from vigie.accounts.models import User
from vigie.core.ids import TIMESTAMP_SHIFT
from vigie.core.models import SOUGHT, JournalEntry, touched
from vigie.declarations.models import Declaration
from vigie.incidents.models import IncidentDeclaration
from vigie.incidents.selectors.grouping import with_merged

# How the journal names a person.
USER = "user:"
# Under which name it says what was done to several at once.
ACT = "act"
# What the deadlines show by themselves: a history that said it too would drown in it.
SHOWN_BESIDE = ("clock.started", "clock.recomputed", "clock.met", "clock.late")
# Entries read at a time, of those that came last.
BATCH = 200


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


@dataclass(frozen=True)
class Recent:
    """The last deeds on a case, oldest first."""

    deeds: Sequence[Deed]
    # Whether there are earlier ones.
    more: bool


def history(declarations: Sequence[Declaration]) -> list[Deed]:
    """Return what was done on these declarations and on their cases, oldest first."""
    if not declarations:
        return []
    entries = _entries(declarations).order_by("id")
    return _deeds(list(entries), _references(declarations))


def deed_entries(declarations: Sequence[Declaration]) -> QuerySet[JournalEntry]:
    """Return, each with its `moment`, the entries that stand for the deeds of the history.

    What was done to several at once is one deed, told by its first entry: see `deeds_told`.
    """
    together = Coalesce(touched(ACT), Cast("id", TextField()))
    rank = Window(RowNumber(), partition_by=[F("action"), together], order_by="id")
    firsts = _entries(declarations).annotate(rank=rank).filter(rank=1)
    return JournalEntry.objects.filter(pk__in=firsts.values("pk")).annotate(moment=F("at"))


def deeds_told(entries: Sequence[JournalEntry], declarations: Sequence[Declaration]) -> list[Deed]:
    """Return the deeds that some of `deed_entries` stand for, in their order: in three queries."""
    acts = {act[1] for entry in entries if (act := _act(entry))}
    shared = _entries(declarations).annotate(act=touched(ACT)).filter(act__in=acts)
    counts = Counter((action, act) for action, act in shared.values_list("action", "act"))
    return _told(entries, _references(declarations), counts)


def recent_history(declarations: Sequence[Declaration], most: int) -> Recent:
    """Return the last deeds of the history, `most` at most, however long it is.

    What was done to several at once is one deed, and is read whole.
    """
    if not declarations:
        return Recent([], more=False)
    entries = _entries(declarations).order_by("-id")
    read = list(entries[:BATCH])
    last = len(read)
    while last == BATCH and not _hold(read, most):
        further = list(entries.filter(id__lt=read[-1].pk)[:BATCH])
        read += further
        last = len(further)
    deeds = _deeds(read[::-1], _references(declarations))
    return Recent(deeds[-most:], more=len(deeds) > most)


def _hold(read: Sequence[JournalEntry], most: int) -> bool:
    """Tell whether entries, newest first, hold the last deeds whole, and one more."""
    deeds = list(dict.fromkeys(_act(entry) or entry.pk for entry in read))
    # An act is named as it begins: nothing of it was written before.
    begun = [uuid.UUID(deed[1]) for deed in deeds[:most] if isinstance(deed, tuple)]
    reached = read[-1].pk.int >> TIMESTAMP_SHIFT
    return len(deeds) > most and all(reached < key.int >> TIMESTAMP_SHIFT for key in begun)


def _entries(declarations: Sequence[Declaration]) -> QuerySet[JournalEntry]:
    """Return what the journal has of these declarations and of their cases.

    Not what was done in one act to other declarations of the case, nor what became of clocks.
    """
    ids = [str(each.pk) for each in declarations]
    taken = IncidentDeclaration.objects.filter(declaration__in=declarations)
    cases = [str(key) for key in with_merged(set(taken.values_list("incident_id", flat=True)))]
    entries = JournalEntry.objects.annotate(**{f"of_{kind}": touched(kind) for kind in SOUGHT})
    to_others_too = Q(objects_touched__has_key=ACT)
    # One alternative for each index.
    return entries.filter(
        Q(of_declaration__in=ids)
        | (Q(of_incident__in=cases) & ~to_others_too)
        | (Q(of_other__in=cases) & ~to_others_too)
    ).exclude(action__in=SHOWN_BESIDE)


def _references(declarations: Sequence[Declaration]) -> Mapping[str, str]:
    return {str(each.pk): each.reference for each in declarations}


def _deeds(entries: Sequence[JournalEntry], references: Mapping[str, str]) -> list[Deed]:
    counts = Counter(act for entry in entries if (act := _act(entry)))
    # The first entry of an act stands for all of them.
    firsts = {_act(entry) or entry.pk: entry for entry in reversed(entries)}
    return _told(list(reversed(firsts.values())), references, counts)


def _told(
    entries: Sequence[JournalEntry],
    references: Mapping[str, str],
    counts: Mapping[tuple[str, str], int],
) -> list[Deed]:
    keys = [entry.actor.removeprefix(USER) for entry in entries if entry.actor.startswith(USER)]
    people = User.objects.filter(pk__in=keys).values_list("pk", "name")
    names = {f"{USER}{pk}": name for pk, name in people}
    return [
        Deed(
            at=entry.at,
            action=entry.action,
            person=names.get(entry.actor, ""),
            actor=entry.actor,
            declaration=references.get(entry.objects_touched.get("declaration", ""), ""),
            others=counts[act] - 1 if (act := _act(entry)) else 0,
            objects=entry.objects_touched,
        )
        for entry in entries
    ]


def _act(entry: JournalEntry) -> tuple[str, str] | None:
    """Return what the entries of one act have in common; None when it was done to one."""
    act = entry.objects_touched.get(ACT)
    return (entry.action, act) if act else None
