"""What hangs on a case, and whether it follows when cases are merged or split.

Every foreign key to a case is declared here, in one of the two lists: a test of the code base
fails on one that is not (docs/adr). To hang something new on a case, add its line.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from vigie.incidents.models import Incident
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
    # already stays behind.
    once_by: tuple[str, ...] = ()

    def rows(self, incident: Incident) -> QuerySet[Any]:
        """Return the rows that hang on a case."""
        return self._all().filter(**{self.field: incident})

    def rows_of_declarations(
        self, incident: Incident, declarations: Collection[uuid.UUID]
    ) -> QuerySet[Any]:
        """Return the rows that hang on a case by one of these declarations."""
        if not self.declaration:
            return self._all().none()
        return self.rows(incident).filter(**{f"{self.declaration}__in": declarations})

    def move(self, rows: QuerySet[Any], target: Incident) -> list[str]:
        """Hang these rows on another case; return the keys of those that moved."""
        kept = {tuple(row) for row in self.rows(target).values_list(*self.once_by)}
        keys = [
            key
            for key, *columns in rows.values_list("pk", *self.once_by)
            if not any(columns) or tuple(columns) not in kept
        ]
        self._all().filter(pk__in=keys).update(**{self.field: target})
        return [str(key) for key in keys]

    def put_back(self, keys: Collection[str], *, source: Incident, target: Incident) -> None:
        """Hang moved rows on their first case again. Raises CannotUndo where one has moved on."""
        rows = self._all().filter(pk__in=keys)
        if rows.exclude(**{self.field: target}).exists():
            raise CannotUndo(CannotUndo.MOVED_ON)
        rows.update(**{self.field: source})

    def hung_on_merged_cases(self) -> QuerySet[Any]:
        """Return the keys of the merged cases that hold such rows, the survivor's own aside."""
        merged = self._all().filter(**{f"{self.field}__merged_into__isnull": False})
        if self.once_by:
            known = {column: OuterRef(column) for column in self.once_by}
            known[self.field] = OuterRef(f"{self.field}__merged_into")
            empty = Q(**dict.fromkeys(self.once_by, ""))
            merged = merged.filter(empty | ~Exists(self._all().filter(**known)))
        return merged.values_list(self.field, flat=True).distinct()

    def _all(self) -> QuerySet[Any]:
        model: Any = apps.get_model(self.model)
        rows: QuerySet[Any] = model.objects.all()
        return rows


FOLLOWING = (
    Following("incidents.IncidentDeclaration", declaration="declaration"),
    # What an authority knows of a declaration follows it wherever it goes: see selectors.told.
    Following("incidents.Notice"),
    Following("incidents.SupportRequest", declaration="declaration"),
    Following("incidents.Task", once_by=("playbook", "code")),
    Following("incidents.Note"),
    Following("incidents.Indicator", once_by=("digest",)),
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


def move_all(source: Incident, target: Incident) -> Moved:
    """Hang all that follows a case on another one; return what moved."""
    return {each.model: each.move(each.rows(source), target) for each in FOLLOWING}


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


def cases_left_behind() -> set[uuid.UUID]:
    """Return the merged cases on which something hangs that their survivor lacks.

    Somebody hung it there while somebody else merged.
    """
    return {key for each in FOLLOWING for key in each.hung_on_merged_cases()}
