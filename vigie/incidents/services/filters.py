"""A person keeps a way to see a list, or forgets it."""

import uuid

from django.db import IntegrityError, transaction

from vigie.accounts.models import User
from vigie.core import journal
from vigie.incidents.models import SavedFilter
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.refusals import Refusal

# As many tabs as one reads.
MOST_FILTERS = 10


class TooManyFilters(Refusal):
    """This person keeps as many filters as a list may show."""


class NameTaken(Refusal):
    """This person keeps another filter of this list under the same name."""


@transaction.atomic
def keep_filter(owner: User, *, name: str, listing: str, **narrowing: str) -> SavedFilter:
    """Keep a filter of a list. Raises NameTaken or TooManyFilters.

    `narrowing`: what `vigie.incidents.selectors.Narrowing` holds, by name.
    """
    if SavedFilter.objects.filter(owner=owner, listing=listing).count() >= MOST_FILTERS:
        raise TooManyFilters
    kept = SavedFilter(owner=owner, name=name, listing=listing, **narrowing)
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError:
        raise NameTaken from None
    journal.record("filter.kept", actor=journal_name(owner), filter=str(kept.pk))
    return kept


@transaction.atomic
def forget_filter(owner: User, key: uuid.UUID) -> bool:
    """Forget a filter of this person; tell whether there was one."""
    count, _each = SavedFilter.objects.filter(owner=owner, pk=key).delete()
    if count:
        journal.record("filter.forgotten", actor=journal_name(owner), filter=str(key))
    return bool(count)
