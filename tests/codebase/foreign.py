"""Two of everything that has an address: what is ours, and what is not to be found under it.

Each address of the resolver is cut after its last argument ("desk/cases/<reference>/tasks/
<task_id>"): that is its kind, for which it is said here what is right and what is foreign.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from tests.factories import (
    articles,
    cases,
    duty,
    files,
    notices,
    structures,
    studies,
    subscriptions,
)
from tests.factories.publications import a_publication, published
from vigie.accounts import services as accounts
from vigie.accounts.enums import ChangeKind, Role, Scope
from vigie.accounts.models import User
from vigie.core.ids import new_id
from vigie.core.references import new_reference
from vigie.declarations.models import Attachment, CodeReplacement, Declaration
from vigie.incidents import services
from vigie.incidents.models import Incident, Notice, SupportRequest, Task
from vigie.incidents.services import TaskPlan, TaskWords, replacing
from vigie.observatory import publications
from vigie.subscriptions.models import Delivery, Subscription

Arguments = dict[str, Any]
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
NOBODY = 2_000_000_000
NOTHING = "00000000-0000-7000-8000-000000000000"


def kind_of(address: str) -> str:
    """Return the kind of an address: its segments as far as its last argument."""
    plain = CONVERTER.sub(r"<\1>", address).strip("/")
    return plain[: plain.rindex(">") + 1]


@dataclass
class Side:
    """One case, and one of everything that hangs on it."""

    incident: Incident
    declaration: Declaration
    task: Task
    support: SupportRequest
    time: Any
    file: Attachment
    replacement: CodeReplacement
    notice: Notice


def side(region: str, actor: User) -> Side:
    """Return a case of a region, with one of everything."""
    receipt = notices.declared(region=region, help_wanted="remote", name=f"CH {region}")
    incident = notices.case_of(receipt, actor)
    declaration = Declaration.objects.get(pk=receipt.declaration_id)
    support = SupportRequest.objects.get(incident=incident)
    return Side(
        incident=incident,
        declaration=declaration,
        task=services.add_task(
            incident,
            TaskWords("Rappeler", ""),
            TaskPlan(kind="contact", role="analyst"),
            actor=actor,
        ),
        support=support,
        time=support.times.create(person=actor, spent_on=timezone.localdate(), minutes=30),
        file=files.attachment(receipt),
        replacement=replacing.ask_replacement(
            declaration, receipt, reason="lost", called="official_site", actor=actor
        ),
        notice=notices.told(incident, "ars", actor=actor),
    )


@dataclass
class World:
    """What is right, and what is foreign, for one person: arguments by kind of address."""

    right: dict[str, Arguments]
    foreign: dict[str, list[Arguments]]


def world_of(person: User) -> World:
    """Make two of everything; what `person` may see, and what they ask for in vain."""
    actor = person if person.role in (Role.ANALYST, Role.DUTY_LEAD) else cases.person()
    ours, theirs = side("53", actor), side("28", actor)
    world = World(right={}, foreign={})
    for add in (of_cases, of_declarations, of_notices, of_machines, of_people, of_the_rest):
        add(world, ours, theirs, person)
    return world


def of_cases(world: World, ours: Side, theirs: Side, _person: User) -> None:
    """Say what hangs on a case, and what hangs on the case next door."""
    case = "desk/cases/<reference>"
    here, there = ours.incident.reference, theirs.incident.reference
    nowhere = new_reference("INC")
    world.right[case] = {"reference": here}
    # What does not exist, and what is not a case.
    world.foreign[case] = [
        {"reference": nowhere},
        {"reference": ours.declaration.reference},
        {"reference": ours.notice.reference},
    ]
    for segment, name, mine, foreign in (
        ("tasks", "task_id", ours.task, theirs.task),
        ("support", "support_id", ours.support, theirs.support),
    ):
        kind = f"{case}/{segment}/<{name}>"
        world.right[kind] = {"reference": here, name: mine.pk}
        world.foreign[kind] = [
            {"reference": here, name: foreign.pk},
            {"reference": there, name: mine.pk},
            {"reference": nowhere, name: mine.pk},
            {"reference": here, name: NOTHING},
        ]
    kind = f"{case}/support/<support_id>/time/<time_id>"
    right = {"reference": here, "support_id": ours.support.pk, "time_id": ours.time.pk}
    world.right[kind] = right
    world.foreign[kind] = [
        right | {"time_id": theirs.time.pk},
        right | {"support_id": theirs.support.pk},
        right | {"reference": there},
    ]


def of_declarations(world: World, ours: Side, theirs: Side, _person: User) -> None:
    """Say what hangs on a declaration, and what hangs on another."""
    declaration = "desk/declarations/<reference>"
    here, there = ours.declaration.reference, theirs.declaration.reference
    nowhere = new_reference()
    world.right[declaration] = {"reference": here}
    world.foreign[declaration] = [{"reference": nowhere}, {"reference": ours.incident.reference}]
    for segment, mine, foreign in (
        ("files", ours.file, theirs.file),
        ("code", ours.replacement, theirs.replacement),
    ):
        kind = f"{declaration}/{segment}/<pk>"
        world.right[kind] = {"reference": here, "pk": mine.pk}
        world.foreign[kind] = [
            {"reference": here, "pk": foreign.pk},
            {"reference": there, "pk": mine.pk},
            {"reference": nowhere, "pk": mine.pk},
            {"reference": here, "pk": NOTHING},
        ]


def of_notices(world: World, ours: Side, theirs: Side, person: User) -> None:
    """Say what an authority was told, and what another one or another region was."""
    kind = "desk/notices/<reference>"
    world.right[kind] = {"reference": ours.notice.reference}
    world.foreign[kind] = [
        {"reference": new_reference("NOT")},
        {"reference": ours.incident.reference},
    ]
    if person.role == Role.AUTHORITY:
        elsewhere = notices.told(ours.incident, "ministry")
        world.foreign[kind] += [
            {"reference": theirs.notice.reference},
            {"reference": elsewhere.reference},
        ]


def of_machines(world: World, _ours: Side, _theirs: Side, _person: User) -> None:
    """Say which programs there are."""
    owner = cases.person()
    token, _secret = accounts.make_token(
        owner, name="SIEM", scopes=[Scope.SUPPORT], lasts=timedelta(days=1), actor="test"
    )
    (one, _), (other, _) = subscriptions.subscribed(), subscriptions.subscribed()
    world.right["desk/machines/tokens/<token_id>"] = {"token_id": token.pk}
    world.foreign["desk/machines/tokens/<token_id>"] = [{"token_id": NOTHING}, {"token_id": one.pk}]
    world.right["desk/machines/webhooks/<pk>"] = {"pk": one.pk}
    world.foreign["desk/machines/webhooks/<pk>"] = [{"pk": NOTHING}, {"pk": token.pk}]
    kind = "desk/machines/webhooks/<pk>/again/<delivery_id>"
    mine, foreign = sent_to(one), sent_to(other)
    world.right[kind] = {"pk": one.pk, "delivery_id": mine.pk}
    world.foreign[kind] = [
        {"pk": one.pk, "delivery_id": foreign.pk},
        {"pk": other.pk, "delivery_id": mine.pk},
        {"pk": one.pk, "delivery_id": NOTHING},
    ]


def sent_to(subscription: Subscription) -> Delivery:
    """Return a message to a machine."""
    now = timezone.now()
    return Delivery.objects.create(
        subscription=subscription,
        event=new_id(),
        kind="test",
        occurred_at=now,
        give_up_at=now,
    )


def of_people(world: World, _ours: Side, _theirs: Side, person: User) -> None:
    """Say who has an account, and what is another person's alone."""
    other = cases.person(name="Zoe Other")
    change = accounts.ask(ChangeKind.RECOVERY, other, actor=cases.person(Role.ADMINISTRATOR))
    world.right["desk/people/<pk>"] = {"pk": other.pk}
    world.foreign["desk/people/<pk>"] = [{"pk": NOBODY}]
    world.right["desk/people/changes/<change_id>"] = {"change_id": change.pk}
    world.foreign["desk/people/changes/<change_id>"] = [{"change_id": NOTHING}]
    for kind, name, mine, foreign in (
        ("accounts/sessions/<pk>", "pk", session_of(person), session_of(other)),
        ("accounts/passkeys/<pk>", "pk", passkey_of(person), passkey_of(other)),
        ("desk/filters/<saved>", "saved", filter_of(person), filter_of(other)),
    ):
        world.right[kind] = {name: mine}
        world.foreign[kind] = [
            {name: foreign},
            {name: NOTHING if name == "saved" else NOBODY},
        ]


def session_of(person: User) -> object:
    """Return where somebody is signed in."""
    return UserSession.objects.create(
        user=person, session_key=new_id().hex, ip="192.0.2.1", user_agent="Firefox"
    ).pk


def passkey_of(person: User) -> object:
    """Return a passkey of somebody."""
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key"}
    ).pk


def filter_of(person: User) -> object:
    """Return a filter that somebody keeps."""
    return services.keep_filter(person, name="Mine", listing="queue", show="all").pk


def of_the_rest(world: World, ours: Side, _theirs: Side, _person: User) -> None:
    """Say which pages of the duty, structures and playbooks there are."""
    page = duty.woken()
    world.right["desk/duty/pages/<reference>"] = {"reference": page.reference}
    world.foreign["desk/duty/pages/<reference>"] = [
        {"reference": new_reference("PAG")},
        {"reference": ours.incident.reference},
    ]
    world.right["desk/structures/<finess>"] = {"finess": structures.hospital().finess}
    world.foreign["desk/structures/<finess>"] = [{"finess": "999999999"}, {"finess": "x"}]
    article = articles.written()
    world.right["desk/articles/<pk>"] = {"pk": article.pk}
    world.foreign["desk/articles/<pk>"] = [
        {"pk": NOTHING},
        {"pk": articles.written(realm="exercise:spring").pk},
    ]
    study, elsewhere = studies.written(), studies.written(realm="exercise:spring")
    world.right["desk/case-studies/<pk>"] = {"pk": study.pk}
    world.foreign["desk/case-studies/<pk>"] = [{"pk": NOTHING}, {"pk": elsewhere.pk}]
    of_reports(world)
    world.right["desk/playbooks/<name>"] = {"name": "ransomware"}
    world.foreign["desk/playbooks/<name>"] = [{"name": "no-such-playbook"}]


def of_reports(world: World) -> None:
    """Say which reports there are: none of a year whose figures are not published."""
    if publications.latest("live", 2024) is None:
        published(a_publication(2024, realm="live"))
    report = "desk/reports/<year>/<kind>"
    nowhere = [{"year": 1999, "kind": "activity"}, {"year": 2024, "kind": "no-such-kind"}]
    for below, named in (
        ("", {}),
        ("/parts/<part>", {"part": "received"}),
        ("/preview/<language>", {"language": "fr"}),
    ):
        world.right[report + below] = {"year": 2024, "kind": "activity", **named}
        world.foreign[report + below] = [{**each, **named} for each in nowhere]
