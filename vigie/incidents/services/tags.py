"""Tags of a case: short plain words, under which it is found and listed."""

import unicodedata
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.incidents.models import CaseTag, Incident
from vigie.incidents.models.tag import TAG_MAX_LENGTH, tag_key
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.indexing import reindex
from vigie.incidents.services.refusals import Refusal
from vigie.incidents.services.tasks import locked_open_case

# As many as one reads at a glance.
MOST_TAGS = 20


class NotATag(Refusal):
    """What was typed has no letter or digit, or is too long: `typed` says what."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        super().__init__("not a tag")


class TooManyTags(Refusal):
    """A case has as many tags as it may."""


def as_tag(typed: str) -> str:
    """Return a tag as it is shown: one line, lower case. Raises NotATag."""
    tag = " ".join(unicodedata.normalize("NFC", typed).lower().split())
    if len(tag) > TAG_MAX_LENGTH or not tag_key(tag):
        raise NotATag(typed)
    return tag


@transaction.atomic
def add_tags(incident: Incident, typed: Iterable[str], *, actor: User | None) -> int:
    """Give an open case tags; return how many are new to it. In clear: nothing personal.

    A tag that it has under another spelling stays as it is. Raises NotATag, TooManyTags,
    CaseMerged or CaseClosed, and changes nothing then.
    """
    current = locked_open_case(incident)
    known = set(CaseTag.objects.filter(incident=current).values_list("key", flat=True))
    wanted = {tag_key(tag): tag for tag in map(as_tag, typed)}
    new = {key: tag for key, tag in wanted.items() if key not in known}
    if len(known) + len(new) > MOST_TAGS:
        raise TooManyTags(str(len(known) + len(new)))
    if not new:
        return 0
    now = timezone.now()
    CaseTag.objects.bulk_create(
        CaseTag(
            incident=current,
            realm=current.realm,
            tag=tag,
            key=key,
            added_at=now,
            added_by=actor,
        )
        for key, tag in new.items()
    )
    _record("tag.added", current, len(new), actor)
    return len(new)


@transaction.atomic
def remove_tag(incident: Incident, key: str, *, actor: User | None) -> bool:
    """Take a tag off an open case; tell whether it had it. Raises CaseMerged or CaseClosed."""
    current = locked_open_case(incident)
    removed, _by_model = CaseTag.objects.filter(incident=current, key=key).delete()
    if removed:
        _record("tag.removed", current, removed, actor)
    return bool(removed)


def _record(deed: str, incident: Incident, number: int, actor: User | None) -> None:
    journal.record(deed, actor=journal_name(actor), incident=str(incident.pk), number=str(number))
    reindex(incident)
