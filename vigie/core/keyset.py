"""Long lists read page by page: each page begins where the last one ended, however long the list.

The place is a signed cursor that the address carries. Rows that come or go meanwhile move no
other: whoever walks the pages sees each row that stays once.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

Row = TypeVar("Row", bound=Model)
# A cursor of ours is shorter.
LONGEST_CURSOR = 500


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursors of the pages before and after: empty where none is."""

    rows: Sequence[Row]
    earlier: str
    later: str

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page(
    rows: QuerySet[Row],
    *,
    size: int,
    after: str = "",
    before: str = "",
    detailed: QuerySet[Row] | None = None,
) -> Page[Row]:
    """Return the rows that come after a cursor, or before it; the first ones without any.

    `rows` are ordered by columns of theirs that are never NULL, the last one unique: all
    ascending, or all descending. A cursor that is not of this order leads to the first page.
    `detailed` are all rows of the model, with what finding those of a page does not need.
    """
    order = [str(name) for name in rows.query.order_by]
    if (place := _place(rows, order, before)) is not None:
        found = _some(rows, _turned(order), place, size + 1, detailed)
        if len(found) >= size:
            return Page(
                rows=found[size - 1 :: -1],
                earlier=_cursor(found[size - 1], order) if len(found) > size else "",
                later=_cursor(found[0], order),
            )
        # What came before has shrunk to less than a page: that is the first page.
    place = None if before else _place(rows, order, after)
    found = _some(rows, order, place, size + 1, detailed)
    shown = found[:size]
    back = _cursor(shown[0], order) if shown else after
    return Page(
        rows=shown,
        earlier="" if place is None else back,
        later=_cursor(shown[-1], order) if len(found) > size else "",
    )


def last_page(
    lists: Sequence[QuerySet[Any]], *, size: int, after: str = "", before: str = ""
) -> Page[Any]:
    """Return the last rows of several lists told as one, or those before or after a cursor.

    In the order of time: each list says a `moment` that is never NULL, and an `id` that no row of
    another has. One query a list. A cursor that is none of ours leads to the last page.
    """
    if (place := _moment(after)) is not None:
        rows = _nearest(lists, place, size + 1, back=False)
        if rows:
            more = len(rows) > size
            return Page(
                rows=rows[:size],
                earlier=_moment_cursor(rows[0]),
                later=_moment_cursor(rows[size - 1]) if more else "",
            )
    place = None if after else _moment(before)
    rows = _nearest(lists, place, size + 1, back=True)
    shown = rows[:size][::-1]
    return Page(
        rows=shown,
        earlier=_moment_cursor(shown[0]) if len(rows) > size else "",
        later=_moment_cursor(shown[-1]) if shown and place is not None else "",
    )


def _nearest(
    lists: Sequence[QuerySet[Any]],
    place: tuple[datetime, uuid.UUID] | None,
    most: int,
    *,
    back: bool,
) -> list[Any]:
    """Return the rows of all lists that are nearest to a place, or to the end, nearest first."""
    sign, further = ("-", "lt") if back else ("", "gt")
    if place is not None:
        moment, key = place
        beyond = Q(**{f"moment__{further}": moment}) | Q(moment=moment, **{f"id__{further}": key})
        lists = [rows.filter(beyond) for rows in lists]
    found = chain.from_iterable(
        rows.order_by(f"{sign}moment", f"{sign}id")[:most] for rows in lists
    )
    return sorted(found, key=lambda row: (row.moment, row.pk), reverse=back)[:most]


def _moment_cursor(row: Any) -> str:
    return _moment_signer().sign_object([row.moment.isoformat(), str(row.pk)])


def _moment(cursor: str) -> tuple[datetime, uuid.UUID] | None:
    """Return the place that a cursor of several lists holds, or None when it is none."""
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        moment, key = _moment_signer().unsign_object(cursor)
        return datetime.fromisoformat(moment), uuid.UUID(key)
    except (signing.BadSignature, ValueError):
        return None


def _moment_signer() -> signing.Signer:
    return signing.Signer(salt="vigie.core.keyset:moment")


def _some(
    rows: QuerySet[Row],
    order: Sequence[str],
    place: tuple[Any, ...] | None,
    most: int,
    detailed: QuerySet[Row] | None,
) -> list[Row]:
    """Return the first rows beyond a place; those to detail are found by their keys, then read."""
    found = _beyond(rows, order, place)[:most]
    if detailed is None:
        return list(found)
    return list(detailed.filter(pk__in=found.values("pk")).order_by(*order))


def _beyond(
    rows: QuerySet[Row], order: Sequence[str], place: tuple[Any, ...] | None
) -> QuerySet[Row]:
    ordered = rows.order_by(*order)
    if place is None:
        return ordered
    further = TupleLessThan if order[0].startswith("-") else TupleGreaterThan
    return ordered.filter(further(Tuple(*(F(name) for name in _names(order))), place))


def _turned(order: Sequence[str]) -> list[str]:
    return [name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in order]


def _names(order: Sequence[str]) -> list[str]:
    return [name.removeprefix("-") for name in order]


def _cursor(row: Model, order: Sequence[str]) -> str:
    values = [getattr(row, name) for name in _names(order)]
    texts = [value.isoformat() if isinstance(value, datetime) else str(value) for value in values]
    return _signer(row._meta.label, order).sign_object(texts)


def _place(rows: QuerySet[Row], order: Sequence[str], cursor: str) -> tuple[Any, ...] | None:
    """Return the values that a cursor holds, or None when it is not one of this list."""
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        texts = _signer(rows.model._meta.label, order).unsign_object(cursor)
        fields = [_field(rows.model, name) for name in _names(order)]
        return tuple(field.to_python(text) for field, text in zip(fields, texts, strict=True))
    except (signing.BadSignature, ValidationError, ValueError):
        return None


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field: Any = model._meta.get_field(name)
    kept: Field[Any, Any] = getattr(field, "output_field", None) or field
    return kept


def _signer(label: str, order: Sequence[str]) -> signing.Signer:
    return signing.Signer(salt=f"vigie.core.keyset:{label}:{','.join(order)}")
