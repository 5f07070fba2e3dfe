"""What each authority was told of a case before."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from vigie.incidents.models import Notice, NoticedDeclaration
from vigie.incidents.selectors.routed import NEVER, Declared

QUALIFICATION = "qualification"
# Where no region is known, whatever was told to the authority of any region counts.
ANYWHERE = "*"


class Recipient(NamedTuple):
    """An authority, and the region of its officers; empty for the country."""

    authority: str
    region: str


@dataclass
class Known:
    """What a recipient knows of one declaration: by section or group, up to which report."""

    sections: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    # What was set aside or withdrawn while it was sure, or while it was in doubt.
    refused: dict[bool, set[str]] = field(default_factory=lambda: {True: set(), False: set()})

    def withheld(self, *, certain: bool) -> set[str]:
        """Return what is not proposed again; what was refused in doubt and is now sure, is."""
        return self.refused[True] | (set() if certain else self.refused[False])


@dataclass
class Past:
    """What a recipient was told of the case."""

    last: Notice | None = None
    notices: set[uuid.UUID] = field(default_factory=set)
    revision: int = 0
    case_closed: bool = False
    known: dict[uuid.UUID, Known] = field(default_factory=dict)


def past_of(declared: Collection[Declared]) -> dict[Recipient, Past]:
    """Return what was told, set aside and withdrawn, by recipient."""
    by_id = {each.declaration.pk: each for each in declared}
    past: dict[Recipient, Past] = {}
    # By declaration: it may have been told of in another case, before cases were merged or split.
    lines = NoticedDeclaration.objects.filter(declaration__in=list(by_id)).select_related("notice")
    for line in lines.order_by("notice__decided_at", "notice_id"):
        for region in (line.notice.region, ANYWHERE):
            before = past.setdefault(Recipient(line.notice.authority, region), Past())
            _learn(before, line, by_id[line.declaration_id])
    return past


def _learn(before: Past, line: NoticedDeclaration, of: Declared) -> None:
    notice, place = line.notice, of.place(line.report_id)
    before.notices.add(notice.pk)
    known = before.known.setdefault(line.declaration_id, Known())
    if not notice.told:
        known.refused[notice.certain] |= {*line.sections, *line.groups}
        return
    before.last = notice
    before.case_closed = before.case_closed or notice.case_closed
    if QUALIFICATION in line.groups:
        before.revision = max(before.revision, notice.qualification.get("revision", 0))
    for names, told in ((line.sections, known.sections), (line.groups, known.groups)):
        for name in names:
            told[name] = max(told.get(name, NEVER), place)
