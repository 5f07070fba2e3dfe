"""What one person asked for and another decides, shown to both without their looking for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from vigie.accounts import access as accounts_access
from vigie.accounts import selectors as accounts
from vigie.accounts.models import User
from vigie.core.counts import bounded_counts
from vigie.incidents import access
from vigie.incidents.services import replacing
from vigie.observatory.access import STUDY_APPROVERS, can_write_studies
from vigie.observatory.reports import waiting
from vigie.subscriptions import access as subscriptions_access
from vigie.subscriptions import selectors as subscriptions

# Of each sort. The oldest come first, and those left come up as these are decided.
MOST = 10
MOST_ON_THEIR_PAGE = 100


@dataclass(frozen=True)
class Awaited:
    """One thing asked for, as whoever reads the page sees it."""

    what: str
    url: str
    asked_by: User | None
    asked_at: datetime
    # Whether the reader asked for it.
    own: bool
    # Until when it may be approved, or done once approved; None: for days.
    until: datetime | None = None
    # Whether it was approved, and waits for the reader, who asked for it, to do it.
    approved: bool = False

    @property
    def to_act_on(self) -> bool:
        """Whether it is the reader's turn."""
        return self.approved or not self.own


def awaited(
    user: User,
    realm: str,
    *,
    accounts_too: bool = True,
    studies_too: bool = True,
    most: int = MOST,
) -> list[Awaited]:
    """Return what waits for this person to decide, or for somebody else on their behalf.

    `accounts_too`: also what is asked for accounts. `studies_too`: also case studies, which no
    night waits for. `most`: of each sort. In as many queries however much waits.
    """
    sorts: list[Iterable[Awaited]] = []
    if access.can_handle(user):
        sorts.append(_codes(user, realm, most))
    if accounts_access.decides(user):
        sorts += [_accounts(user, most)] if accounts_too else []
        sorts += [_tokens(user, most), _webhooks(user, most)]
    if studies_too and can_write_studies(user):
        sorts.append(_studies(user, realm, most))
    return list(chain.from_iterable(sorts))


def how_many_to_act_on(user: User, realm: str) -> int:
    """Return of how many things it is this person's turn: in one query."""
    sorts: dict[str, QuerySet[Any]] = {}
    if access.can_handle(user):
        sorts["codes"] = replacing.to_act_on(user, realm)
    if accounts_access.decides(user):
        changes = accounts.changes_to_decide().exclude(asked_by=user).exclude(account=user)
        sorts["accounts"] = changes
        sorts["tokens"] = accounts.tokens_to_approve().exclude(made_by=user)
        sorts["webhooks"] = subscriptions.to_approve().exclude(made_by=user)
    if can_write_studies(user):
        sorts["studies"] = waiting.studies_to_approve(user, realm)
    return sum(bounded_counts(sorts).values())


def _codes(user: User, realm: str, most: int) -> Iterator[Awaited]:
    for each in replacing.waiting_for(user, realm)[:most]:
        until = (
            each.decided_at + replacing.ISSUED_WITHIN
            if each.decided_at
            else each.asked_at + replacing.DECIDED_WITHIN
        )
        reference = each.receipt.reference
        yield Awaited(
            what=_("New receipt code for %(reference)s") % {"reference": reference},
            url=reverse("desk:replacement", args=[reference]),
            asked_by=each.asked_by,
            asked_at=each.asked_at,
            own=each.asked_by_id == user.pk,
            until=until,
            approved=bool(each.approved),
        )


def _accounts(user: User, most: int) -> Iterator[Awaited]:
    for each in accounts.changes_to_decide()[:most]:
        own = each.asked_by_id == user.pk
        if own or accounts_access.can_decide(user, each):
            said = {"what": each.get_kind_display(), "name": each.name}
            yield Awaited(
                what=_("%(what)s: %(name)s") % said,
                url=reverse("desk:people"),
                asked_by=each.asked_by,
                asked_at=each.asked_at,
                own=own,
            )


def _tokens(user: User, most: int) -> Iterator[Awaited]:
    for each in accounts.tokens_to_approve()[:most]:
        yield Awaited(
            what=_("Token of the API: %(name)s") % {"name": each.name},
            url=reverse("desk:tokens"),
            asked_by=each.made_by,
            asked_at=each.made_at,
            own=not accounts_access.can_approve(user, each),
        )


def _webhooks(user: User, most: int) -> Iterator[Awaited]:
    for each in subscriptions.to_approve()[:most]:
        yield Awaited(
            what=_("Webhook: %(name)s") % {"name": each.name},
            url=reverse("desk:webhook", args=[each.pk]),
            asked_by=each.made_by,
            asked_at=each.made_at,
            own=not subscriptions_access.can_approve(user, each),
        )


def _studies(user: User, realm: str, most: int) -> Iterator[Awaited]:
    shown = waiting.studies_waiting(user, realm)
    if user.role not in STUDY_APPROVERS:
        shown = shown.filter(writers=user)
    for each in shown[:most]:
        yield Awaited(
            what=_("Case study: %(title)s") % {"title": each.title},
            url=reverse("desk:case_study", args=[each.pk]),
            asked_by=each.written_by,
            asked_at=each.written_at,
            own=each.own,  # type: ignore[attr-defined]
        )
