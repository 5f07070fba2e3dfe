"""Verifying the journal: what was altered, removed, inserted or moved, and where.

Three proofs, each against a thief with more power:

- an entry bears a keyed seal: who has the database but not the keys cannot write or alter one;
- a link holds the hash of its entry and of the link before: nothing in between can be removed;
- a signed checkpoint, above all a witness's copy, holds what the chain was at one time: its
  end cannot be cut off, nor the chain be made anew.
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from vigie.core.journal.chain import (
    BATCH,
    BEGINNING,
    LAST_POSITION,
    link_hash,
    sound_links,
    unlinked_ids,
)
from vigie.core.journal.checkpoints import is_genuine, stored_checkpoints
from vigie.core.journal.entries import bears_its_seal, read_entries
from vigie.core.journal.written import AsWritten
from vigie.core.models import JournalCheckpoint, JournalEntry, JournalLink


class Harm(StrEnum):
    """What was done to the journal behind Vigie's back."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    MOVED = "moved"
    REWRITTEN = "rewritten"
    FORGED = "forged"


@dataclass(frozen=True)
class Finding:
    """One harm: at which position of the chain, to which entry, as far as can be told."""

    harm: Harm
    position: int | None
    entry: str | None
    detail: str


@dataclass
class _Walk:
    """What is known while the chain is followed from its beginning."""

    position: int = 0
    # None: the link before was removed, so that the next cannot be held against it.
    hash: str | None = BEGINNING
    hashes: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def verify(witness: Iterable[JournalCheckpoint] = ()) -> list[Finding]:
    """Return every harm done to the journal; none is the good news.

    Args:
        witness: checkpoints kept outside this database, held against the chain too.
    """
    stored, unreadable = stored_checkpoints()
    checkpoints = [*stored, *witness]
    walk = _Walk()
    wanted = {checkpoint.position for checkpoint in checkpoints}
    for batch in _links():
        entries = read_entries([entry for _, entry, _ in batch])
        for position, entry, link in batch:
            _follow(walk, position, entries.get(entry), (entry, link))
            if position in wanted:
                walk.hashes[position] = link
    if unreadable:
        detail = f"{unreadable} checkpoints cannot be read"
        walk.findings.append(Finding(Harm.FORGED, None, None, detail))
    return [
        *walk.findings,
        *_verify_misplaced(),
        *_verify_unlinked(),
        *_verify_checkpoints(walk, checkpoints),
    ]


def _follow(walk: _Walk, position: int, entry: JournalEntry | None, link: tuple[str, str]) -> None:
    """Go one link further, noting what is wrong with it."""
    entry_id, stored_hash = link
    if position != walk.position + 1:
        detail = f"the links of positions {walk.position + 1} to {position - 1} are missing"
        walk.findings.append(Finding(Harm.REMOVED, walk.position + 1, None, detail))
        walk.hash = None
    if found := _harm_to(walk, entry, stored_hash):
        walk.findings.append(Finding(found[0], position, entry_id, found[1]))
    walk.position, walk.hash = position, stored_hash


def _harm_to(walk: _Walk, entry: JournalEntry | None, stored_hash: str) -> tuple[Harm, str] | None:
    if entry is None:
        return Harm.REMOVED, "the entry is linked and no longer there, or cannot be read"
    fits = walk.hash is None or hmac.compare_digest(stored_hash, link_hash(walk.hash, entry))
    if not bears_its_seal(entry):
        if fits:
            return Harm.INSERTED, "the entry was linked as it stands, and Vigie did not write it"
        return Harm.ALTERED, "the entry no longer says what was written and linked"
    if not fits:
        return Harm.MOVED, "the entry is sound but was linked elsewhere, or its link was changed"
    return None


def _verify_misplaced() -> Iterator[Finding]:
    """Name the links whose position is no number, which nothing of ours ever wrote."""
    misplaced = JournalLink.objects.filter(position__gt=LAST_POSITION)
    for entry in misplaced.annotate(written=AsWritten("entry")).values_list("written", flat=True):
        detail = "the entry is linked at a position that is no number"
        yield Finding(Harm.INSERTED, None, entry, detail)


def _verify_unlinked() -> Iterator[Finding]:
    """Name the entries not linked yet that Vigie did not write."""
    unlinked = list(unlinked_ids())
    for start in range(0, len(unlinked), BATCH):
        batch = unlinked[start : start + BATCH]
        entries = read_entries(batch)
        for entry_id in batch:
            entry = entries.get(entry_id)
            if entry is None or not bears_its_seal(entry):
                detail = "the entry is not linked yet, and Vigie did not write it as it stands"
                yield Finding(Harm.INSERTED, None, entry_id, detail)


def _verify_checkpoints(walk: _Walk, checkpoints: list[JournalCheckpoint]) -> Iterator[Finding]:
    """Hold the chain against what was signed, naming the first contradiction only."""
    sound = 0
    for checkpoint in sorted(checkpoints, key=lambda each: each.position):
        position = checkpoint.position
        if not is_genuine(checkpoint):
            detail = "the checkpoint does not bear this instance's signature"
            yield Finding(Harm.FORGED, position, None, detail)
        elif position > walk.position:
            detail = f"the links of positions {walk.position + 1} to {position} were signed"
            yield Finding(Harm.REMOVED, walk.position + 1, None, f"{detail} and are missing")
            return
        elif walk.hashes.get(position) != checkpoint.hash:
            detail = (
                f"the chain between positions {sound + 1} and {position} is not what was signed"
            )
            yield Finding(Harm.REWRITTEN, position, None, detail)
            return
        else:
            sound = position


def _links() -> Iterator[list[tuple[int, str, str]]]:
    """Yield position, entry and hash of the links in batches, in order.

    The entry's id is read as text: what a hand has put there need not be a UUID.
    """
    links = sound_links().annotate(written=AsWritten("entry"), written_hash=AsWritten("hash"))
    links = links.order_by("position")
    last = -(2**63)
    while batch := list(
        links.filter(position__gt=last).values_list("position", "written", "written_hash")[:BATCH]
    ):
        yield batch
        last = batch[-1][0]
