"""Linking entries into a chain: a second, append-only table, filled apart from intake."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from vigie.core.ids import first_id_at
from vigie.core.journal.entries import bears_its_seal, content, read_entries
from vigie.core.journal.written import AsWritten
from vigie.core.models import JournalEntry, JournalLink

# What the first entry is linked to.
BEGINNING = "0" * 64
BATCH = 1_000
# On SQLite any text is greater than any number: what stands beyond is no position.
LAST_POSITION = 2**63 - 1


def link_entries(*, lately: timedelta | None = None) -> int:
    """Link the entries that have become visible and are not linked yet; return how many.

    Entries are found outside any transaction, so that nobody who writes waits, and linked in
    short ones. An entry committed late, by a long transaction, is linked after younger ones:
    the chain tells the order in which entries were seen. Should another worker link the same
    ones meanwhile, its links stand and this one stops.

    Args:
        lately: look only at entries made since then, which a busy worker does each second;
            without it, at all.
    """
    since = first_id_at(timezone.now() - lately) if lately is not None else uuid.UUID(int=0)
    linked = 0
    while batch := _next_unlinked(since):
        try:
            with transaction.atomic():
                _append(batch)
        except IntegrityError:
            break
        linked += len(batch)
        since = batch[-1].pk
    return linked


def unlinked_entries() -> QuerySet[JournalEntry]:
    """Return the entries that have no place in the chain yet, oldest first."""
    link = JournalLink.objects.filter(entry=OuterRef("pk"))
    return JournalEntry.objects.filter(~Exists(link)).order_by("pk")


def unlinked_ids() -> QuerySet[JournalEntry, str]:
    """Return the ids, as written, of the entries that have no place in the chain yet."""
    ids = unlinked_entries().annotate(written_id=AsWritten("pk"))
    return ids.values_list("written_id", flat=True)


def head_position() -> int:
    """Return the position of the last link, 0 before there is any."""
    head = sound_links().order_by("-position").values_list("position", flat=True).first()
    return head or 0


def read_after(position: int, *, limit: int = BATCH) -> tuple[int, list[JournalEntry]]:
    """Return the position reached and the entries linked after `position`, in their order.

    An entry that does not bear its seal was not written by Vigie: it is left out.
    """
    links = list(sound_links().filter(position__gt=position).order_by("position")[:limit])
    if not links:
        return position, []
    entries = read_entries([link.entry.hex for link in links])
    found = [entries[link.entry.hex] for link in links if link.entry.hex in entries]
    return links[-1].position, [entry for entry in found if bears_its_seal(entry)]


def link_hash(previous: str, entry: JournalEntry) -> str:
    """Return the hash of an entry's link, given the hash of the link before it."""
    return sha256(b"\n".join([previous.encode(), content(entry), entry.seal.encode()])).hexdigest()


def sound_links() -> QuerySet[JournalLink]:
    """Return the links whose position is a number."""
    return JournalLink.objects.filter(position__lte=LAST_POSITION)


def _next_unlinked(since: uuid.UUID) -> list[JournalEntry]:
    ids = list(unlinked_ids().filter(pk__gt=since)[:BATCH])
    entries = read_entries(ids)
    return [entries[each] for each in ids if each in entries]


def _append(entries: Iterable[JournalEntry]) -> None:
    head = sound_links().order_by("-position").first()
    position, previous = (head.position, str(head.hash)) if head else (0, BEGINNING)
    links = []
    for entry in entries:
        position, previous = position + 1, link_hash(previous, entry)
        links.append(JournalLink(position=position, entry=entry.pk, hash=previous))
    JournalLink.objects.bulk_create(links)
