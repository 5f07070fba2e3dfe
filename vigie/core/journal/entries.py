"""Writing in the journal."""

import hmac
import json
from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256

from django.utils import timezone

from vigie.core.ids import identifiers_only
from vigie.core.keys import journal_entry_key
from vigie.core.models import JournalEntry


def record(action: str, *, actor: str, **object_ids: str) -> None:
    """Write one entry, in the caller's transaction: done and written, or neither.

    One INSERT and no read, so that a front process may call it and intake waits for nobody.

    Args:
        action: what was done, dotted: `declaration.received`.
        actor: who did it, an identifier: `declarant`, `user:12`, `system`.
        object_ids: to what, each under the name of its kind. Identifiers only.

    Raises:
        ValueError: something that is not an identifier was given.
    """
    _entry(action, actor, object_ids).save(force_insert=True)


def record_all(action: str, *, actor: str, objects: Iterable[dict[str, str]]) -> None:
    """Write one entry for each of `objects`, to all of which the same was done, in one INSERT.

    As `record`: `objects` are identifiers, each under the name of its kind.

    Raises:
        ValueError: something that is not an identifier was given.
    """
    JournalEntry.objects.bulk_create([_entry(action, actor, each) for each in objects])


def _entry(action: str, actor: str, object_ids: dict[str, str]) -> JournalEntry:
    identifiers_only({"action": action, "actor": actor, **object_ids})
    entry = JournalEntry(at=timezone.now(), action=action, actor=actor, objects_touched=object_ids)
    entry.seal = entry_seal(entry)
    return entry


def entry_seal(entry: JournalEntry) -> str:
    """Return the seal that an entry must bear: a keyed digest of what it says."""
    return hmac.digest(journal_entry_key(), content(entry), sha256).hex()


def bears_its_seal(entry: JournalEntry) -> bool:
    """Tell whether Vigie wrote this entry as it stands."""
    return hmac.compare_digest(entry.seal.encode(), entry_seal(entry).encode())


def read_entries(written_ids: list[str]) -> dict[str, JournalEntry]:
    """Return entries by their id as `AsWritten` gives it.

    SQLite lets a hand write anything anywhere: an entry that cannot be read is left out, so
    that it stops neither the chain nor its verification.
    """
    try:
        found = JournalEntry.objects.in_bulk(written_ids)
    except Exception:  # noqa: BLE001 - whatever was put into one of the rows
        if len(written_ids) == 1:
            return {}
        return {key: entry for one in written_ids for key, entry in read_entries([one]).items()}
    return {entry.pk.hex: entry for entry in found.values() if _is_text(entry)}


def _is_text(entry: JournalEntry) -> bool:
    return all(isinstance(each, str) for each in (entry.action, entry.actor, entry.seal))


def content(entry: JournalEntry) -> bytes:
    """Return what an entry says, always written the same way."""
    columns = {
        "id": str(entry.pk),
        # Unreadable, it comes as None: such an entry bears no seal that fits.
        "at": entry.at and entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "action": entry.action,
        "actor": entry.actor,
        "objects": entry.objects_touched,
    }
    return json.dumps(columns, sort_keys=True, separators=(",", ":")).encode()
