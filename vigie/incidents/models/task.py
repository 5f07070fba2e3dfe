"""What is to be done on a case."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.incidents.enums import UNSETTLED, TaskState
from vigie.incidents.models.case import Incident


class Task(models.Model):
    """One thing to do on a case: planned by a playbook, or written by an analyst.

    A planned one is a code, whose words are the playbook's. What a person types may name
    people: it is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="tasks")
    # Empty where an analyst wrote it.
    playbook = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40, blank=True)
    # Of what sort it is, in clear: a code of the scheme task_kind. Empty where it was planned.
    kind = models.CharField(max_length=40, blank=True)
    # Title and text as typed, sealed to the desk; None where the playbook's words stand.
    words = models.BinaryField(null=True)
    role = models.CharField(_("role"), max_length=20)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=TaskState.choices, default=TaskState.TO_DO
    )
    # Why it was dropped: a code of the scheme task_dropped.
    dropped_because = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField()
    # Grows by one at each change: a stale form is refused, not merged.
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes: ClassVar = [
            models.Index(
                fields=["assignee", "due_at"],
                condition=models.Q(state__in=UNSETTLED),
                name="task_unsettled_of_somebody",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["incident", "playbook", "code"],
                condition=~models.Q(playbook=""),
                name="task_planned_once",
            ),
            models.CheckConstraint(
                condition=models.Q(words__isnull=False) | ~models.Q(playbook=""),
                name="task_says_what_to_do",
            ),
            models.CheckConstraint(
                condition=models.Q(state=TaskState.DROPPED, dropped_because__gt="")
                | (~models.Q(state=TaskState.DROPPED) & models.Q(dropped_because="")),
                name="task_dropped_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.code or self.kind}"

    @property
    def settled(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state not in UNSETTLED

    @property
    def typed(self) -> bool:
        """Whether its words were typed, and are sealed; else they are the playbook's."""
        return self.words is not None
