"""The index of the desk's search, brought in step with what it is made from.

Pulled, not pushed: a front process, which receives declarations, writes no index. What the desk
changes is indexed with the change; what is completed follows from the outbox; what came, within
a minute, by `index_what_is_missing`.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import cache
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation

from vigie.core.ids import first_id_at
from vigie.declarations.models import Declaration
from vigie.directory.words import searchable_text
from vigie.incidents.indicators import defanged
from vigie.incidents.models import Incident, SearchEntry
from vigie.taxonomy import terms
from vigie.taxonomy.datafile import LANGUAGES

BATCH = 500
_waiting: ContextVar[set[uuid.UUID] | None] = ContextVar("waiting", default=None)
# Of one case: more would drown its other words, and is looked for on the page of indicators.
MOST_INDICATORS = 500
Row = TypeVar("Row", Declaration, Incident)


def reindex(incident: Incident) -> None:
    """Index a case and its declarations again. Idempotent.

    To be called wherever what a case is found by has changed: its summary, its kind, its
    provider, its tags, its indicators, what it gathers.
    """
    if (waiting := _waiting.get()) is not None:
        waiting.add(incident.pk)
        return
    _index([incident.pk])


@transaction.atomic
def reindex_declaration(declaration_id: uuid.UUID) -> None:
    """Index a declaration again, and the case that it is in. Idempotent.

    Both are held meanwhile, so that whoever takes or merges them indexes them after us.
    """
    cases = Incident.objects.select_for_update(of=("self",))
    case = [each.pk for each in cases.filter(links__declaration=declaration_id)]
    declared = list(Declaration.objects.select_for_update().filter(pk=declaration_id))
    _index_cases(Incident.objects.filter(pk__in=case))
    _index_declarations(declared)


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Index once and in batches what a history or a demonstration writes case by case.

    To be entered within the transaction that writes: if that fails, nothing is indexed.
    """
    waiting: set[uuid.UUID] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    keys = list(waiting)
    for start in range(0, len(keys), BATCH):
        _index(keys[start : start + BATCH])


def _index(incidents: Sequence[uuid.UUID]) -> None:
    _index_cases(Incident.objects.filter(pk__in=incidents))
    _index_declarations(Declaration.objects.filter(incident_link__incident__in=incidents))


def index_what_is_missing(*, lately: timedelta | None = None) -> int:
    """Index what is not indexed, or no longer as it stands; return how many rows that was.

    `lately`: look only at what came since then; what changes later says so in the outbox.
    """
    since = first_id_at(timezone.now() - lately) if lately is not None else uuid.UUID(int=0)
    declarations = Declaration.objects.filter(pk__gte=since).filter(
        Q(search_entry=None)
        | ~Q(kind=F("search_entry__kind"))
        | Q(taken_at__isnull=False, search_entry__in_case=False)
        | Q(taken_at=None, search_entry__in_case=True)
    )
    cases = Incident.objects.filter(pk__gte=since).filter(
        Q(search_entry=None)
        | ~Q(kind=F("search_entry__kind"))
        | Q(merged_into__isnull=False, search_entry__in_case=False)
        | Q(merged_into=None, search_entry__in_case=True)
    )
    return _in_batches(declarations, _index_declarations) + _in_batches(cases, _index_cases)


def _in_batches(missing: QuerySet[Row], index: Callable[[QuerySet[Row]], None]) -> int:
    """Index these rows, a short transaction a batch: an import is indexed while others work."""
    keys = list(missing.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        index(missing.model._default_manager.filter(pk__in=batch))  # noqa: SLF001 - documented
    return len(keys)


def _index_declarations(declarations: Iterable[Declaration]) -> None:
    _write(
        (
            SearchEntry(
                realm=each.realm,
                at=each.received_at,
                declaration=each,
                in_case=each.taken_at is not None,
                kind=each.kind,
                text=searchable_text(_said_of(each), ()),
            )
            for each in declarations
        ),
        unique="declaration",
    )


def _index_cases(incidents: QuerySet[Incident]) -> None:
    _write(
        (
            SearchEntry(
                realm=each.realm,
                at=each.opened_at,
                incident=each,
                in_case=each.merged_into_id is not None,
                kind=each.kind,
                text=searchable_text(_said_of_case(each), _addresses_of(each)),
            )
            for each in incidents.prefetch_related("links__declaration", "indicators", "tags")
        ),
        unique="incident",
    )


def _said_of(declaration: Declaration) -> Iterator[str]:
    """Yield the plain words that a declaration is found by."""
    yield declaration.structure_name
    yield declaration.structure_town
    yield declaration.reference
    yield declaration.provider
    yield from _labels("incident_kind", declaration.kind)
    yield from _labels("region", declaration.region)


def _said_of_case(incident: Incident) -> Iterator[str]:
    """Yield the plain words that a case is found by: its own, and those of what it gathers."""
    yield incident.reference
    yield incident.summary
    yield incident.provider
    yield from (each.tag for each in incident.tags.all())
    yield from _labels("incident_kind", incident.kind)
    for link in incident.links.all():
        yield from _said_of(link.declaration)
    for indicator in list(incident.indicators.all())[:MOST_INDICATORS]:
        # As it is stored, and as it is passed on: hxxps and all.
        yield indicator.value
        yield defanged(indicator.kind, indicator.value)


def _addresses_of(incident: Incident) -> Iterator[str]:
    """Yield IPv4 addresses as one number: so is read what is typed with digits alone."""
    for indicator in list(incident.indicators.all())[:MOST_INDICATORS]:
        if indicator.kind == "ipv4":
            yield indicator.value.replace(".", "")


@cache
def _labels(scheme: str, code: str) -> tuple[str, ...]:
    """Return the words for a code in every language: one searches in one's own."""
    if code not in terms.scheme(scheme):
        return ()
    labels = []
    for language in LANGUAGES:
        with translation.override(language):
            labels.append(terms.label(scheme, code))
    return tuple(labels)


def _write(entries: Iterable[SearchEntry], *, unique: str) -> None:
    with transaction.atomic():
        SearchEntry.objects.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=[unique],
            update_fields=["at", "in_case", "kind", "text"],
        )
