"""Declarations and cases that may tell one incident, each with the reasons to think so.

Bounded whatever the size of the tables: each rule is one search by an index, and reads its
newest `MOST_FOUND` declarations.
"""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q, QuerySet

from vigie.declarations.models import Declaration
from vigie.incidents.models import Dismissal, Incident
from vigie.incidents.selectors.grouping import merged_into_each, with_merged
from vigie.taxonomy.codes import Touched
from vigie.taxonomy.suggestion_rules import HIGHEST_SCORE, Alike, suggestion_rules

# Of a case, the newest that are compared; of each rule, the newest that are found.
MOST_COMPARED = 1_000
MOST_FOUND = 200
# A kind that says nothing is nothing in common.
NO_KIND = ("", "unknown", "other")

Key = object


@dataclass(frozen=True)
class Reason:
    """What two declarations have in common, and how far apart they were received."""

    rule: str
    gap: timedelta
    score: int
    # The provider, as the declaration found names it; empty for other rules.
    provider: str


@dataclass(frozen=True)
class Suggestion:
    """A waiting declaration, or a case, that may tell the same incident."""

    # The declaration found; of a case, the one that is most alike.
    declaration: Declaration
    # None while the declaration waits.
    incident: Incident | None
    # The best of each rule, strongest first.
    reasons: tuple[Reason, ...]
    # How many declarations of the case were found alike.
    alike: int = 1

    @property
    def score(self) -> int:
        """How strong the suggestion is, of 100."""
        return min(HIGHEST_SCORE, sum(reason.score for reason in self.reasons))


@dataclass(frozen=True)
class _Subject:
    """What is compared: a declaration that waits, or all those of a case."""

    realm: str
    members: Sequence[Declaration]
    incident: Incident | None = None
    # Keys by which the subject may have been judged, those of its members aside.
    keys: Collection[uuid.UUID] = field(default_factory=set)

    @property
    def provider_keys(self) -> set[str]:
        """Providers named by the declarations or by the CSIRT."""
        own = {self.incident.provider_key} if self.incident else set()
        return ({each.provider_key for each in self.members} | own) - {""}


Search = Callable[[_Subject], Q | None]


def waiting_like_case(incident: Incident) -> list[Suggestion]:
    """Return the waiting declarations that may belong to this case, most alike first."""
    return _waiting(_of_case(incident))


def cases_like_case(incident: Incident) -> list[Suggestion]:
    """Return the other cases, open or closed, that may be one incident with this one."""
    return _cases(_of_case(incident))


def waiting_like(declaration: Declaration) -> list[Suggestion]:
    """Return the other waiting declarations that may tell the same incident as this one."""
    return _waiting(_Subject(declaration.realm, [declaration]))


def cases_like(declaration: Declaration) -> list[Suggestion]:
    """Return the cases, open or closed, to which this waiting declaration may belong."""
    return _cases(_Subject(declaration.realm, [declaration]))


def _of_case(incident: Incident) -> _Subject:
    gathered = Declaration.objects.filter(incident_link__incident=incident)
    members = list(gathered.order_by("-received_at", "-id")[:MOST_COMPARED])
    return _Subject(incident.realm, members, incident, with_merged([incident.pk]))


def _waiting(subject: _Subject) -> list[Suggestion]:
    found = _found(subject, _others(subject).filter(taken_at=None), AMONG_WAITING)
    judged = _Judgements(subject, found)
    members = _Members(subject)
    suggested = (_suggest([each], None, members, judged) for each in found.values())
    return _strongest_first(suggested)


def _cases(subject: _Subject) -> list[Suggestion]:
    others = _others(subject).filter(taken_at__isnull=False, incident_link__isnull=False)
    if subject.incident is not None:
        others = others.exclude(incident_link__incident=subject.incident)
    found = _found(subject, others.select_related("incident_link__incident"), AMONG_CASES)
    by_case: dict[uuid.UUID, list[Declaration]] = {}
    for each in found.values():
        by_case.setdefault(each.incident_link.incident_id, []).append(each)
    judged = _Judgements(subject, found)
    members = _Members(subject)
    suggested = (
        _suggest(alike, alike[0].incident_link.incident, members, judged)
        for alike in by_case.values()
    )
    return _strongest_first(suggested)


def _others(subject: _Subject) -> QuerySet[Declaration]:
    others = Declaration.objects.filter(realm=subject.realm)
    return others.exclude(pk=subject.members[0].pk) if subject.incident is None else others


def _found(
    subject: _Subject, among: QuerySet[Declaration], searches: Sequence[tuple[str, Search]]
) -> dict[uuid.UUID, Declaration]:
    """Return the declarations that one rule at least may find, by their keys."""
    found: dict[uuid.UUID, Declaration] = {}
    if not subject.members:
        return found
    received = [each.received_at for each in subject.members]
    for code, search in searches:
        wanted = search(subject)
        if wanted is None:
            continue
        window = suggestion_rules()[code].window
        near = among.filter(
            wanted, received_at__range=(min(received) - window, max(received) + window)
        )
        found |= {each.pk: each for each in near.order_by("-received_at", "-id")[:MOST_FOUND]}
    return found


def _same_structure(subject: _Subject) -> Q | None:
    listed = {each.structure_id for each in subject.members if each.structure_id}
    typed = {each.structure_name for each in subject.members if not each.structure_id}
    return Q(structure__in=listed) | Q(structure=None, structure_name__in=typed)


def _same_provider(subject: _Subject) -> Q | None:
    keys = subject.provider_keys
    return Q(provider_key__in=keys) & ~Q(provider_key="") if keys else None


def _same_kind_and_region(subject: _Subject) -> Q | None:
    telling = [each for each in subject.members if each.region and each.kind not in NO_KIND]
    if not telling:
        return None
    wanted = Q(
        kind__in={each.kind for each in telling}, region__in={each.region for each in telling}
    )
    spread = any(each.others_touched == Touched.YES for each in telling)
    return wanted if spread else wanted & Q(others_touched=Touched.YES)


def _provider_of_the_case(subject: _Subject) -> Q | None:
    # The cases first: they are few, and the database would begin with the declarations.
    keys = subject.provider_keys
    named = Incident.objects.filter(realm=subject.realm, provider_key__in=keys)
    cases = list(
        named.exclude(provider_key="")
        .order_by("-opened_at")
        .values_list("pk", flat=True)[:MOST_FOUND]
    )
    return Q(incident_link__incident__in=cases) if cases else None


AMONG_WAITING: Sequence[tuple[str, Search]] = (
    (Alike.SAME_STRUCTURE, _same_structure),
    (Alike.SAME_PROVIDER, _same_provider),
    (Alike.SAME_KIND_AND_REGION, _same_kind_and_region),
)
AMONG_CASES = (*AMONG_WAITING, (Alike.SAME_PROVIDER, _provider_of_the_case))


def _case(declaration: Declaration) -> Incident | None:
    """Return the case of a declaration found with its case; None while it waits."""
    return declaration.incident_link.incident if declaration.taken_at else None


def _structure(declaration: Declaration) -> Key:
    if declaration.structure_id:
        return declaration.structure_id
    return declaration.structure_name, declaration.structure_town


def _provider(declaration: Declaration) -> Key:
    return declaration.provider_key or None


def _kind_and_region(declaration: Declaration) -> Key:
    if not declaration.region or declaration.kind in NO_KIND:
        return None
    return declaration.kind, declaration.region


# What must be equal for a rule to hold; None is equal to nothing.
KEYS: Mapping[str, Callable[[Declaration], Key]] = {
    Alike.SAME_STRUCTURE: _structure,
    Alike.SAME_PROVIDER: _provider,
    Alike.SAME_KIND_AND_REGION: _kind_and_region,
}


class _Members:
    """The declarations of the subject, by what they may have in common with others."""

    def __init__(self, subject: _Subject) -> None:
        self._by_key: dict[tuple[str, Key], list[Declaration]] = {}
        for member in subject.members:
            for rule, key in KEYS.items():
                self._by_key.setdefault((rule, key(member)), []).append(member)
        if subject.incident and subject.incident.provider_key:
            # The CSIRT's word holds for all of them.
            named = (Alike.SAME_PROVIDER.value, subject.incident.provider_key)
            self._by_key[named] = list(subject.members)

    def alike(self, rule: str, found: Declaration) -> list[Declaration]:
        """Return those that are alike by a rule, the nearest in time first."""
        keys = {KEYS[rule](found)}
        if rule == Alike.SAME_PROVIDER and (case := _case(found)):
            keys.add(case.provider_key or None)
        alike = [each for key in keys - {None} for each in self._by_key.get((rule, key), [])]
        if rule == Alike.SAME_KIND_AND_REGION and found.others_touched != Touched.YES:
            alike = [each for each in alike if each.others_touched == Touched.YES]
        return sorted(alike, key=lambda each: abs(each.received_at - found.received_at))


class _Judgements:
    """What people have judged not to be one event, among what is compared here."""

    def __init__(self, subject: _Subject, found: Mapping[uuid.UUID, Declaration]) -> None:
        """Read the judgements on the subject, in one query."""
        self.subject_keys = set(subject.keys)
        own = self.subject_keys | {each.pk for each in subject.members}
        pairs = Dismissal.objects.filter(Q(first__in=own) | Q(second__in=own))
        self.pairs = {frozenset(pair) for pair in pairs.values_list("first", "second")}
        cases = {case.pk for each in found.values() if (case := _case(each))}
        self.merged = merged_into_each(cases) if self.pairs and cases else {}

    def apart(self, member: Declaration, found: Declaration) -> bool:
        """Tell whether somebody judged these two, or the cases that hold them, to be apart."""
        if not self.pairs:
            return False
        theirs = {found.pk}
        if case := _case(found):
            theirs |= {case.pk, *self.merged.get(case.pk, ())}
        ours = {member.pk} | self.subject_keys
        return any(frozenset((one, other)) in self.pairs for one in ours for other in theirs)


def _reasons(found: Declaration, members: _Members, judged: _Judgements) -> Iterator[Reason]:
    """Yield what a declaration has in common with the subject, at its nearest in time."""
    for code, rule in suggestion_rules().items():
        for member in members.alike(code, found):
            gap = abs(found.received_at - member.received_at)
            score = rule.weigh(gap)
            if not score:
                break
            if not judged.apart(member, found):
                yield Reason(code, gap, score, _named(found) if code == Alike.SAME_PROVIDER else "")
                break


def _named(found: Declaration) -> str:
    """Return the provider as the declarant spells it, else as the CSIRT does."""
    case = _case(found)
    return found.provider or (case.provider if case else "")


def _suggest(
    alike: Sequence[Declaration],
    incident: Incident | None,
    members: _Members,
    judged: _Judgements,
) -> Suggestion | None:
    """Weigh what was found; None where nothing stands up to a closer look."""
    best: dict[str, tuple[Reason, Declaration]] = {}
    counted = set()
    for found in alike:
        for reason in _reasons(found, members, judged):
            counted.add(found.pk)
            if reason.rule not in best or reason.score > best[reason.rule][0].score:
                best[reason.rule] = (reason, found)
    if not best:
        return None
    ranked = sorted(best.values(), key=lambda pair: -pair[0].score)
    return Suggestion(
        declaration=ranked[0][1],
        incident=incident,
        reasons=tuple(reason for reason, _found in ranked),
        alike=len(counted),
    )


def _strongest_first(suggested: Iterator[Suggestion | None]) -> list[Suggestion]:
    kept = [each for each in suggested if each is not None]
    return sorted(kept, key=lambda each: (-each.score, each.declaration.received_at))
