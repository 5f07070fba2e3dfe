"""The journal: what was done, by whom, to what, and the proof that nobody rewrote it.

- `record` writes an entry in the caller's transaction, under a keyed seal.
- `link_entries` (worker) chains the entries that have become visible, in a second table.
- `sign_checkpoint` (worker) signs the head of the chain; a witness elsewhere may keep it.
- `verify` names what was altered, removed, inserted or moved.

Database triggers refuse UPDATE, DELETE and TRUNCATE on all three tables; the chain is for
whoever gets past them.
"""

from vigie.core.journal.entries import record

__all__ = ["record"]
