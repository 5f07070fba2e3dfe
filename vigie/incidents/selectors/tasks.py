"""What is to be done: on one case, and across cases."""

import uuid
from typing import TYPE_CHECKING, TypedDict

from django.db.models import F, OuterRef, QuerySet, Subquery
from django_stubs_ext import WithAnnotations

from vigie.accounts.models import User
from vigie.declarations.models import Declaration
from vigie.incidents import access
from vigie.incidents.enums import UNSETTLED
from vigie.incidents.models import Incident, Task
from vigie.taxonomy.playbooks import Playbook, all_playbooks


class TaskCase(TypedDict):
    """What a list across cases says of the case of a task."""

    # Of the first declaration received.
    structure_name: str


if TYPE_CHECKING:
    # The alias cannot be subscripted when it runs on Python 3.11.
    ListedTask = WithAnnotations[Task, TaskCase]
else:
    ListedTask = Task


def tasks_of(incident: Incident) -> QuerySet[Task]:
    """Return the tasks of a case, in the order that its analysts gave them."""
    tasks = Task.objects.filter(incident=incident)
    return tasks.select_related("assignee", "changed_by").order_by("position", "id")


def applied_playbooks(incident: Incident) -> list[Playbook]:
    """Return the playbooks applied to a case, those that are known still, by name."""
    names = Task.objects.filter(incident=incident).exclude(playbook="").order_by("playbook")
    known = all_playbooks()
    return [
        known[name] for name in names.values_list("playbook", flat=True).distinct() if name in known
    ]


def task(incident: Incident, key: uuid.UUID) -> Task:
    """Return one task of a case, or raise Task.DoesNotExist."""
    return tasks_of(incident).get(pk=key)


def tasks_to_do(user: User, realm: str) -> QuerySet[ListedTask]:
    """Return what is left to do in the open cases that this person sees, first due first.

    What is late therefore comes first, and what has no term last.
    """
    cases = access.visible_cases(user).filter(realm=realm, closed_at=None)
    first = Declaration.objects.filter(incident_link__incident=OuterRef("incident")).order_by(
        "received_at", "id"
    )
    return (
        Task.objects.filter(state__in=UNSETTLED, incident__in=cases)
        .select_related("incident", "assignee")
        .annotate(structure_name=Subquery(first.values("structure_name")[:1]))
        .order_by(F("due_at").asc(nulls_last=True), "id")
    )


def handlers() -> QuerySet[User]:
    """Return the people to whom a task may be given, by name."""
    return User.objects.filter(is_active=True, role__in=access.HANDLERS).order_by("name", "pk")
