"""Files that were begun and never arrived whole are forgotten, by a process of the desk."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from vigie.declarations.models import SealedFile
from vigie.declarations.services.sealed_files import remove_content

# Whoever was cut off may come back and go on during a day.
KEPT_UNFINISHED = timedelta(days=1)
MOST_A_ROUND = 500


@transaction.atomic
def forget_unfinished(pk: uuid.UUID) -> None:
    """Remove a file that never arrived whole, its parts included; leave any other."""
    # Held until COMMIT: a front that attaches it at this moment waits, and finds it gone.
    file = SealedFile.objects.select_for_update(of=("self",)).filter(pk=pk, attachment=None).first()
    if file is not None:
        remove_content(file)
        file.delete()


def prune_unfinished() -> int:
    """Forget the files that were begun first of those begun long ago; return how many that was.

    As many as one round does; those left are of the next round.
    """
    stale = SealedFile.objects.filter(
        attachment=None, begun_at__lt=timezone.now() - KEPT_UNFINISHED
    )
    oldest = stale.order_by("begun_at", "id")
    keys = list(oldest.values_list("pk", flat=True)[:MOST_A_ROUND])
    for pk in keys:
        forget_unfinished(pk)
    return len(keys)
