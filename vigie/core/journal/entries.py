"""Writing in the journal."""

import hmac
import json
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
    identifiers_only({"action": action, "actor": actor, **object_ids})
    entry = JournalEntry(at=timezone.now(), action=action, actor=actor, objects_touched=object_ids)
    entry.seal = entry_seal(entry)
    entry.save(force_insert=True)


def entry_seal(entry: JournalEntry) -> str:
    """Return the seal that an entry must bear: a keyed digest of what it says."""
    return hmac.digest(journal_entry_key(), content(entry), sha256).hex()


def content(entry: JournalEntry) -> bytes:
    """Return what an entry says, always written the same way."""
    columns = {
        "id": str(entry.pk),
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "action": entry.action,
        "actor": entry.actor,
        "objects": entry.objects_touched,
    }
    return json.dumps(columns, sort_keys=True, separators=(",", ":")).encode()
