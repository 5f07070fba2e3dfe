"""What hangs on a case, and whether it follows when cases are merged or split.

Every foreign key to a case is declared here, in one of the two lists: a test of the code base
fails on one that is not (docs/adr). To hang something new on a case, add its line.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from vigie.incidents.models import CaseOperation, Incident
from vigie.incidents.services.joining import INDICATORS, TAGS, TASKS, Joining, Pair
from vigie.incidents.services.refusals import CannotUndo

# Keys of moved rows, under the label of their model.
Moved = dict[str, list[str]]


@dataclass(frozen=True)
class Following:
    """A model whose rows go where their case goes."""

    # The label of the model: this floor may name one of a floor above, which it cannot import.
    model: str
    # Its foreign key to the case.
    field: str = "incident"
    # Its foreign key to a declaration, if any: such a row goes where its declaration goes.
    declaration: str = ""
    # Columns that are unique within a case, unless all are empty: what the other case has
    # already stays behind, and `joining` says what that takes in from it.
    once_by: tuple[str, ...] = ()
    joining: Joining | None = None

    def rows(self, incident: Incident) -> QuerySet[Any]:
        """Return the rows that hang on a case."""
        return self.all().filter(**{self.field: incident})

    def rows_of_declarations(
        self, incident: Incident, declarations: Collection[uuid.UUID]
    ) -> QuerySet[Any]:
        """Return the rows that hang on a case by one of these declarations."""
        if not self.declaration:
            return self.all().none()
        return self.rows(incident).filter(**{f"{self.declaration}__in": declarations})

    def join(self, rows: QuerySet[Any], target: Incident) -> list[Pair]:
        """Have what a case has already take in its twins among these rows."""
        if self.joining is None:
            return []
        own = {self._named(row): row for row in self.rows(target)}
        twins = [(own[name], row) for row in rows if any(name := self._named(row)) and name in own]
        return self.joining.join(twins, self.all())

    def move(self, rows: QuerySet[Any], target: Incident) -> list[str]:
        """Hang these rows on another case; return the keys of those that moved."""
        kept = {tuple(row) for row in self.rows(target).values_list(*self.once_by)}
        keys = [
            key
            for key, *columns in rows.values_list("pk", *self.once_by)
            if not any(columns) or tuple(columns) not in kept
        ]
        self.all().filter(pk__in=keys).update(**{self.field: target})
        return [str(key) for key in keys]

    def put_back(self, keys: Collection[str], *, source: Incident, target: Incident) -> None:
        """Hang moved rows on their first case again. Raises CannotUndo where one has moved on."""
        rows = self.all().filter(pk__in=keys)
        if rows.exclude(**{self.field: target}).exists():
            raise CannotUndo(CannotUndo.MOVED_ON)
        rows.update(**{self.field: source})

    def hung_on_merged_cases(self, since: datetime | None) -> QuerySet[Any]:
        """Return the keys of the cases merged since then that hold such rows; of all, if None.

        Those that the survivor has of its own are left aside.
        """
        merged = self.all().filter(**{f"{self.field}__merged_into__isnull": False})
        if since is not None:
            merged = merged.filter(**{f"{self.field}__closed_at__gte": since})
        if self.once_by:
            known = {column: OuterRef(column) for column in self.once_by}
            known[self.field] = OuterRef(f"{self.field}__merged_into")
            empty = Q(**dict.fromkeys(self.once_by, ""))
            merged = merged.filter(empty | ~Exists(self.all().filter(**known)))
        return merged.values_list(self.field, flat=True).distinct()

    def all(self) -> QuerySet[Any]:
        """Return the rows of every case."""
        model: Any = apps.get_model(self.model)
        rows: QuerySet[Any] = model.objects.all()
        return rows

    def _named(self, row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, column) for column in self.once_by)


FOLLOWING = (
    Following("incidents.IncidentDeclaration", declaration="declaration"),
    # What an authority knows of a declaration follows it wherever it goes: see selectors.told.
    Following("incidents.Notice"),
    Following("incidents.SupportRequest", declaration="declaration"),
    Following("incidents.Task", once_by=("playbook", "code"), joining=TASKS),
    Following("incidents.Note"),
    Following("incidents.Indicator", once_by=("digest",), joining=INDICATORS),
    Following("incidents.CaseTag", once_by=("key",), joining=TAGS),
)

# Model and field, and why it stays with the case on which it was written.
STAYING: Mapping[str, str] = {
    "incidents.Qualification.incident": "the CSIRT's reading of that case, kept as its history",
    "incidents.Incident.merged_into": "says where a merged case went",
    "incidents.CaseOperation.source": "says what was done to that case",
    "incidents.CaseOperation.target": "says what was done to that case",
    "incidents.CaseLink.first": "shown on the survivor, which knows the cases merged into it",
    "incidents.CaseLink.second": "shown on the survivor, which knows the cases merged into it",
    "incidents.SearchEntry.incident": "made again from what each case says",
}


def bring_all(merging: CaseOperation) -> int:
    """Hang all that follows a merged case on its survivor; return how much moved.

    What both have is joined. All of it is added to the operation, which is left unsaved; what
    it has joined before stays behind. Idempotent.
    """
    brought = 0
    for each in FOLLOWING:
        joined = merging.joined.setdefault(each.model, [])
        left = [pair["left"] for pair in joined]
        rows = each.rows(merging.source).exclude(pk__in=left)
        joined += each.join(rows, merging.target)
        moved = each.move(rows, merging.target)
        merging.moved.setdefault(each.model, []).extend(moved)
        brought += len(moved)
    return brought


def take_apart(merging: CaseOperation, later: Sequence[CaseOperation]) -> None:
    """Hang what a merging brought on the merged case again, and undo what it joined.

    `later`: the mergings into the same survivor since, oldest first; they are left unsaved.
    Raises CannotUndo where something of it has gone to a third case since.
    """
    for each in FOLLOWING:
        moved = merging.moved.get(each.model, [])
        if each.joining is not None:
            since = [other.joined.setdefault(each.model, []) for other in later]
            each.joining.undo(merging.joined.get(each.model, []), since, each.all())
            each.joining.release(moved, since, each.all())
        each.put_back(moved, source=merging.source, target=merging.target)
    for other in later:
        bring_all(other)


def move_with_declarations(
    source: Incident, target: Incident, declarations: Collection[uuid.UUID]
) -> Moved:
    """Hang what follows these declarations of a case on another one; return what moved."""
    return {
        each.model: each.move(each.rows_of_declarations(source, declarations), target)
        for each in FOLLOWING
    }


def put_back(moved: Moved, *, source: Incident, target: Incident) -> None:
    """Hang what moved from `source` to `target` on `source` again.

    Raises CannotUndo where something of it has gone to a third case since. What does not
    exist any more is left out.
    """
    for each in FOLLOWING:
        each.put_back(moved.get(each.model, []), source=source, target=target)


def holds_more_than(moved: Moved, target: Incident) -> bool:
    """Tell whether anything hangs on a case beside what was moved to it."""
    return any(
        each.rows(target).exclude(pk__in=moved.get(each.model, [])).exists() for each in FOLLOWING
    )


def cases_left_behind(since: datetime | None) -> set[uuid.UUID]:
    """Return the cases merged since then on which something hangs that their survivor lacks.

    Somebody hung it there while somebody else merged. None: of all that were ever merged.
    """
    return {key for each in FOLLOWING for key in each.hung_on_merged_cases(since)}
