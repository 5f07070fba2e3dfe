"""Whom a case is still to be told to, worked out from the rules and from what was told before.

Nothing is stored until somebody sends: a proposal always fits the facts of this moment.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from vigie.declarations.models import Declaration, Report
from vigie.incidents.models import Incident, Notice, Qualification
from vigie.incidents.selectors.routed import (
    NEVER,
    Declared,
    declared_of,
    qualification_of,
    routes_of,
)
from vigie.incidents.selectors.told import ANYWHERE, QUALIFICATION, Known, Past, Recipient, past_of
from vigie.taxonomy.routing import How, Moment, Route, Send


@dataclass
class Grant:
    """What an authority may see of one declaration, up to its last report."""

    declaration: Declaration
    report: Report | None
    sections: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Proposal:
    """One notice to send, or to consider."""

    recipient: Recipient
    # False: what it depends on is not known, or its text is only announced.
    certain: bool
    lacks_region: bool
    how: str
    # The rules that tell, as “file.code”.
    rules: tuple[str, ...]
    grants: tuple[Grant, ...]
    follows: Notice | None
    # Digest of all that it tells: the same twice is one notice.
    once: str

    # How the case is qualified, where that is granted; and whether it is closed.
    qualification: Qualification | None
    case_closed: bool


@dataclass
class _Draft:
    """A proposal being put together."""

    rules: set[str] = field(default_factory=set)
    hows: set[str] = field(default_factory=set)
    lacks_region: bool = False
    grants: dict[uuid.UUID, Grant] = field(default_factory=dict)

    def add(self, route: Route, of: Declared) -> None:
        """Grant what the rule of a route grants."""
        self.rules.add(route.rule.key)
        self.hows.add(route.rule.how)
        self.lacks_region = self.lacks_region or route.lacks_region
        last = of.reports[-1] if of.reports else None
        grant = self.grants.setdefault(of.declaration.pk, Grant(of.declaration, last))
        grant.sections |= set(route.rule.sections)
        grant.groups |= set(route.rule.facts)


def proposals(
    incident: Incident, *, automatic: bool = False, at: datetime | None = None
) -> list[Proposal]:
    """Return whom the case is to be told to now, what is sure first.

    `automatic`: only what Vigie sends by itself.
    """
    return list(_proposals(incident, automatic=automatic, at=at or timezone.now()))


def later(incident: Incident, *, at: datetime | None = None) -> list[tuple[Recipient, Moment]]:
    """Return who will be told, or considered, once the case is qualified or closed."""
    found = {
        (Recipient(route.rule.authority, route.region), route.rule.moment)
        for _declared, route in routes_of(incident, declared_of(incident), at or timezone.now())
        if not route.now
    }
    return sorted(found)


def _proposals(incident: Incident, *, automatic: bool, at: datetime) -> Iterator[Proposal]:
    declared = declared_of(incident)
    drafts: dict[tuple[bool, Recipient], _Draft] = {}
    for of, route in routes_of(incident, declared, at):
        by_itself = route.certain and route.rule.send == Send.AUTOMATIC
        if not route.now or (automatic and not by_itself):
            continue
        recipient = Recipient(route.rule.authority, route.region)
        drafts.setdefault((not route.certain, recipient), _Draft()).add(route, of)
    past = past_of(declared)
    qualification = qualification_of(incident)
    by_id = {each.declaration.pk: each for each in declared}
    for (doubtful, recipient), draft in sorted(drafts.items(), key=lambda item: item[0]):
        known_as = Recipient(recipient.authority, ANYWHERE) if draft.lacks_region else recipient
        before = past.get(known_as, Past())
        sure = drafts.get((False, recipient)) if doubtful else None
        news = _told_anew(before, qualification, incident)
        grants = tuple(
            grant
            for key, grant in draft.grants.items()
            if _adds(
                _beyond(
                    grant,
                    before.known.get(key),
                    sure.grants.get(key) if sure else None,
                    certain=not doubtful,
                ),
                by_id[key],
                before.known.get(key) or Known(),
                news=news,
            )
        )
        if not grants:
            continue
        told = any(QUALIFICATION in grant.groups for grant in grants)
        yield Proposal(
            recipient=recipient,
            certain=not doubtful,
            lacks_region=draft.lacks_region,
            how=How.DESK if How.DESK in draft.hows else How.BY_HAND,
            rules=tuple(sorted(draft.rules)),
            grants=grants,
            follows=before.last,
            qualification=qualification if told else None,
            case_closed=incident.closed_at is not None,
            once=_digest(recipient, grants, len(before.notices), qualification, incident),
        )


def _told_anew(before: Past, qualification: Qualification | None, incident: Incident) -> bool:
    """Tell whether the CSIRT has its own reading, or another one than the recipient was told."""
    if qualification is None:
        return False
    closed = incident.closed_at is not None and not before.case_closed
    return qualification.revision > before.revision or closed


def _beyond(grant: Grant, known: Known | None, sure: Grant | None, *, certain: bool) -> Grant:
    """Return what a grant shows beyond what is sure to be shown, but for what was refused."""
    withheld = known.withheld(certain=certain) if known else set()
    return Grant(
        grant.declaration,
        grant.report,
        grant.sections - withheld - (sure.sections if sure else set()),
        grant.groups - withheld - (sure.groups if sure else set()),
    )


def _adds(grant: Grant, of: Declared, known: Known, *, news: bool) -> bool:
    """Tell whether a grant shows anything that is not known yet."""
    if news and QUALIFICATION in grant.groups:
        return True
    if any(of.holds_since(name, known.sections.get(name, NEVER)) for name in grant.sections):
        return True
    last = len(of.reports) - 1
    return any(known.groups.get(name, NEVER - 1) < last for name in grant.groups - {QUALIFICATION})


def _digest(
    recipient: Recipient,
    grants: Iterable[Grant],
    times: int,
    qualification: Qualification | None,
    incident: Incident,
) -> str:
    told = [
        [
            str(grant.declaration.pk),
            str(grant.report.pk) if grant.report else "",
            sorted(grant.sections),
            sorted(grant.groups),
        ]
        for grant in grants
    ]
    revision = qualification.revision if qualification else 0
    closed = incident.closed_at is not None
    content = json.dumps([*recipient, told, times, revision, closed])
    return hashlib.sha256(content.encode()).hexdigest()
