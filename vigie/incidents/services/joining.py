"""What two merged cases both have: the survivor's row stays, and takes the more careful of both.

An indicator keeps the strictest marking, a task the furthest that somebody went with it. What a
row said before is remembered with the merging, so that undoing gives it back.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from vigie.incidents.enums import TaskState
from vigie.incidents.models import Indicator, Task
from vigie.taxonomy.terms import scheme

# From what is left undone to what is over. What one case dropped and the other still means to
# do is still to be done.
PROGRESS = (TaskState.DROPPED, TaskState.TO_DO, TaskState.DOING, TaskState.DONE)
WHO_AND_WHEN = ("state", "dropped_because", "changed_at", "changed_by_id")
BATCH = 500

# The keys of the row `kept` and of its twin, `left` on the merged case; `before` and `after`,
# what the kept one said, where that changed.
Pair = dict[str, Any]


@dataclass(frozen=True)
class Joining:
    """How the rows of a survivor take in their twins."""

    # Columns that may change, by the names of their values.
    columns: tuple[str, ...]
    # Of the row kept and its twin: the values to take.
    taken: Callable[[Any, Any], Mapping[str, Any]]
    # Whether a row counts its changes, so that a form made before is refused.
    counted: bool = False

    def join(self, twins: Iterable[tuple[Any, Any]], among: QuerySet[Any]) -> list[Pair]:
        """Have rows take in their twins; return what to undo it by."""
        joined = [(kept, self._take_in(kept, twin)) for kept, twin in twins]
        self._save(among, [kept for kept, pair in joined if "after" in pair])
        return [pair for _kept, pair in joined]

    def undo(
        self, pairs: Iterable[Pair], later: Sequence[list[Pair]], among: QuerySet[Any]
    ) -> None:
        """Have rows say what they would had they not taken in these twins.

        `later`: the pairs of each later merging into the same case, oldest first, brought in
        step. What somebody has changed since stays as it is.
        """
        self._restore({each["kept"]: [each] for each in pairs}, later, among, again=True)

    def release(
        self, leaving: Collection[str], later: Sequence[list[Pair]], among: QuerySet[Any]
    ) -> None:
        """Have rows that leave the case give back all that they took in; their pairs are gone."""
        self._restore({key: [] for key in leaving}, later, among, again=False)
        for listed in later:
            listed[:] = [each for each in listed if each["kept"] not in leaving]

    def _restore(
        self,
        first: Mapping[str, list[Pair]],
        later: Sequence[list[Pair]],
        among: QuerySet[Any],
        *,
        again: bool,
    ) -> None:
        following: dict[str, list[Pair]] = {key: [] for key in first}
        for pair in (each for listed in later for each in listed if each["kept"] in first):
            following[pair["kept"]].append(pair)
        named = {pair["left"] for pairs in following.values() for pair in pairs} | set(first)
        rows = {str(key): row for key, row in among.in_bulk(list(named)).items()}
        changed = []
        for key, pairs in following.items():
            if key not in rows or not self._give_back(rows[key], [*first[key], *pairs]):
                continue
            changed.append(rows[key])
            for pair in pairs if again else []:
                fresh = self._take_in(rows[key], rows[pair["left"]])
                pair.pop("before", None)
                pair.pop("after", None)
                pair.update(fresh)
        self._save(among, changed)

    def _take_in(self, kept: Any, twin: Any) -> Pair:
        before = self._said(kept)
        for column, value in self.taken(kept, twin).items():
            setattr(kept, column, value)
        pair: Pair = {"kept": str(kept.pk), "left": str(twin.pk)}
        after = self._said(kept)
        return pair if after == before else pair | {"before": before, "after": after}

    def _give_back(self, kept: Any, pairs: Iterable[Pair]) -> bool:
        """Have a row say what it did before the first change; not where somebody changed it."""
        changes = [each for each in pairs if "after" in each]
        now = self._said(kept)
        if [each["after"] for each in changes] != [
            *(each["before"] for each in changes[1:]),
            *([now] if changes else []),
        ]:
            return False
        for column, value in changes[0]["before"].items() if changes else ():
            if value != now[column]:
                setattr(kept, column, kept._meta.get_field(column).to_python(value))
        return bool(changes)

    def _save(self, among: QuerySet[Any], changed: Sequence[Any]) -> None:
        columns = list(self.columns)
        if self.counted:
            columns.append("revision")
            for row in changed:
                row.revision += 1
        if changed:
            among.bulk_update(changed, columns, batch_size=BATCH)

    def _said(self, row: Any) -> dict[str, Any]:
        return {column: _plain(getattr(row, column)) for column in self.columns}


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it; of what is sealed, what it is known again by."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value


def _strictest(kept: Indicator, twin: Indicator) -> dict[str, Any]:
    seen = [each for each in (kept.first_seen_at, twin.first_seen_at) if each]
    return {
        "tlp": _stricter("tlp", kept.tlp, twin.tlp),
        "pap": _stricter("pap", kept.pap, twin.pap),
        "first_seen_at": min(seen, default=None),
    }


def _stricter(marking: str, *codes: str) -> str:
    # A scheme of markings begins with the strictest.
    return min(codes, key=scheme(marking).codes.index)


def _furthest(kept: Task, twin: Task) -> dict[str, Any]:
    taken: dict[str, Any] = {}
    if PROGRESS.index(TaskState(twin.state)) > PROGRESS.index(TaskState(kept.state)):
        taken = {column: getattr(twin, column) for column in WHO_AND_WHEN}
        taken["assignee_id"] = twin.assignee_id or kept.assignee_id
    elif kept.assignee_id is None:
        taken["assignee_id"] = twin.assignee_id
    if kept.words is None:
        # Typed over the playbook's words: taken sealed, as it is.
        taken["words"] = twin.words
    return taken


INDICATORS = Joining(columns=("tlp", "pap", "first_seen_at"), taken=_strictest)
# One word is as good as the other: that the twin stays behind is all there is to remember.
TAGS = Joining(columns=(), taken=lambda _kept, _twin: {})
TASKS = Joining(columns=(*WHO_AND_WHEN, "assignee_id", "words"), taken=_furthest, counted=True)
