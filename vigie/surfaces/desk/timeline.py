"""What happened on a case, from the journal and from what analysts wrote, in order of time."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from vigie.incidents.models import Note, Task
from vigie.incidents.selectors import Deed
from vigie.surfaces.desk import wording
from vigie.surfaces.desk.todo_lines import planned_words
from vigie.taxonomy.codes import DatePrecision
from vigie.taxonomy.playbooks import all_playbooks

JOURNAL, NOTE, EVENT = "journal", "note", "event"
# Deeds that the notes themselves show.
BY_HAND = frozenset({"note.added", "timeline.added"})
Opened = Mapping[uuid.UUID, str]


@dataclass(frozen=True)
class Entry:
    """One thing on the timeline."""

    at: datetime
    # journal: written by Vigie. note: an analyst's. event: dated by an analyst.
    sort: str
    precision: str
    zone: str
    person: str
    # What it says; of a note, empty until it is opened.
    text: str
    note: Note | None = None
    corrected: bool = False
    # What was done, as the journal names it; empty for what was written by hand.
    action: str = ""

    @property
    def moment(self) -> str:
        """The moment in words, in the zone in which it was given."""
        return moment_in(self.at, self.precision, self.zone)


def moment_in(at: datetime, precision: str, zone: str) -> str:
    """Return a moment in words in a time zone; its day alone when no more is known."""
    local = at.astimezone(ZoneInfo(zone))
    day = formats.date_format(local, "DATE_FORMAT")
    return (
        day if precision == DatePrecision.DAY else f"{day}, {formats.date_format(local, 'H:i T')}"
    )


def entries(
    deeds: Iterable[Deed],
    notes: Sequence[Note],
    *,
    tasks: Iterable[Task],
    zone: str,
    opened: Opened | None = None,
) -> list[Entry]:
    """Return these deeds and notes as a timeline, oldest first.

    `opened`: the notes unsealed for this answer. `zone`: the time zone in which what the journal
    says is shown.
    """
    titles = {str(task.pk): planned_words(task).title for task in tasks}
    automatic = [_automatic(deed, titles, zone) for deed in deeds if deed.action not in BY_HAND]
    by_hand = [written(note, (opened or {}).get(note.pk, ""), zone=zone) for note in notes]
    return sorted([*automatic, *by_hand], key=lambda entry: entry.at)


def _automatic(deed: Deed, titles: Mapping[str, str], zone: str) -> Entry:
    said = wording.deed_name(deed.action)
    if subject := _subject(deed, titles):
        said = _("%(deed)s: %(subject)s") % {"deed": said, "subject": subject}
    person = deed.person or wording.actor_name(deed.actor)
    return Entry(deed.at, JOURNAL, DatePrecision.MINUTE, zone, person, said, action=deed.action)


def _subject(deed: Deed, titles: Mapping[str, str]) -> str:
    """Return to what it was done, beside the case: a task, a playbook, a declaration."""
    if task := deed.objects.get("task"):
        return titles.get(task, "")
    if name := deed.objects.get("playbook"):
        return str(all_playbooks()[name].title) if name in all_playbooks() else name
    return deed.declaration


def written(note: Note, text: str, *, zone: str) -> Entry:
    """Return a note as an entry of the timeline, opened or not."""
    person = str(note.written_by or _("Vigie"))
    corrected: bool = note.is_corrected  # type: ignore[attr-defined]
    if note.occurred_at is None:
        return Entry(
            note.written_at, NOTE, DatePrecision.MINUTE, zone, person, text, note, corrected
        )
    return Entry(
        note.occurred_at,
        EVENT,
        note.occurred_precision,
        note.occurred_zone,
        person,
        text,
        note,
        corrected,
    )
