"""Closes structures that the register of open ones no longer lists.

Only a file that lists every open structure (the legacy FINESS CSV) can close by its silence,
and only structures that came from it: the SAE surveys health establishments, one year at a
time, and the JSON flow says itself what has closed. A file that would close more than a tenth
of them (and more than a handful) is probably cut: it closes none unless told to.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from vigie.directory.formats.rows import FileFacts, Format
from vigie.directory.models import Structure

GREATEST_SHARE = 0.10
HANDFUL = 20
ROWS_A_BATCH = 1_000


@dataclass(frozen=True)
class Closing:
    """How many were closed, and how many were not for want of certainty."""

    closed: int = 0
    withheld: int = 0


def close_absent(
    source: Format, facts: FileFacts, listed: Collection[str], *, allow_mass_closing: bool
) -> Closing:
    """Close what came from this kind of file, is open, and is not `listed` any more."""
    if not source.lists_all_open:
        return Closing()
    believed_open = Structure.objects.filter(
        source=source.source, synthetic=facts.synthetic, closed_on__isnull=True
    ).values_list("finess", flat=True)
    total, absent = 0, []
    for finess in believed_open.iterator(chunk_size=ROWS_A_BATCH):
        total += 1
        if finess not in listed:
            absent.append(finess)
    is_mass = len(absent) > max(HANDFUL, total * GREATEST_SHARE)
    if is_mass and not allow_mass_closing:
        return Closing(withheld=len(absent))
    closed_on = facts.dated or timezone.localdate()
    for start in range(0, len(absent), ROWS_A_BATCH):
        with transaction.atomic():
            Structure.objects.filter(finess__in=absent[start : start + ROWS_A_BATCH]).update(
                closed_on=closed_on, updated_at=timezone.now()
            )
    return Closing(closed=len(absent))
