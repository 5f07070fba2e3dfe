"""States of what hangs on a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """Where a task stands."""

    TO_DO = "to_do", _("To do")
    DOING = "doing", _("In progress")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


UNSETTLED = (TaskState.TO_DO, TaskState.DOING)
