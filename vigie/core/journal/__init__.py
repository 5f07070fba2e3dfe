"""The journal: what was done, by whom, to what, and the proof that nobody rewrote it.

- `record` writes an entry, under a keyed seal, in the caller's transaction; `record_all` many.
- `link_entries` (worker) chains the entries that have become visible, in a second table.
- `sign_checkpoint` (worker) signs the head of the chain; a witness elsewhere may keep it.
- `verify` names what was altered, removed, inserted or moved.

Database triggers refuse UPDATE, DELETE and TRUNCATE on all three tables; the chain is for
whoever gets past them.
"""

from vigie.core.journal.chain import head_position, link_entries, read_after, unlinked_ids
from vigie.core.journal.checkpoints import (
    MalformedWitness,
    export_checkpoints,
    read_checkpoints,
    sign_checkpoint,
)
from vigie.core.journal.entries import record, record_all
from vigie.core.journal.verification import Finding, Harm, verify

__all__ = [
    "Finding",
    "Harm",
    "MalformedWitness",
    "export_checkpoints",
    "head_position",
    "link_entries",
    "read_after",
    "read_checkpoints",
    "record",
    "record_all",
    "sign_checkpoint",
    "unlinked_ids",
    "verify",
]
