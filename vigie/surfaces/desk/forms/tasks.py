"""What is to be done, by whom, by when."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core.forms import VigieForm, ZonedDateTimeField
from vigie.incidents import access, selectors
from vigie.incidents.models import Incident, Task
from vigie.incidents.services import TaskPlan, TaskWords
from vigie.surfaces.desk.forms.fields import coded
from vigie.surfaces.desk.todo_lines import planned_words
from vigie.taxonomy.playbooks import all_playbooks

LONGEST_TITLE = 200
LONGEST_TEXT = 5_000


def role_choices() -> list[tuple[str, Any]]:
    """Return the roles that a task may be for, the commonest first."""
    return [(role.value, role.label) for role in Role if role in access.HANDLERS]


class TaskForm(VigieForm):
    """One task: a new one, or one that is there."""

    title = forms.CharField(
        label=_("What is to be done"),
        help_text=_("Sealed, with the details: who reads the database cannot read it."),
        max_length=LONGEST_TITLE,
    )
    text = forms.CharField(
        label=_("Details"), widget=forms.Textarea, max_length=LONGEST_TEXT, required=False
    )
    kind = coded(
        _("Sort of task"),
        "task_kind",
        help_text=_("Shown in clear in lists, where the title stays sealed."),
    )
    role = forms.ChoiceField(label=_("For"), choices=role_choices)
    assignee = forms.ModelChoiceField(
        label=_("Given to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )
    due_at = ZonedDateTimeField(label=_("Due"), required=False)
    revision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer those who handle cases."""
        super().__init__(*args, **kwargs)
        self.task: Task | None = None
        self.fields["assignee"].queryset = selectors.handlers()  # type: ignore[attr-defined]

    def over(self, task: Task) -> Self:
        """Make it the form of a task that is there: what a playbook planned has no sort."""
        self.task = task
        if task.playbook:
            del self.fields["kind"]
        return self

    def leave_words_closed(self) -> None:
        """Ask neither for title nor for details: they are sealed, and were not opened."""
        del self.fields["title"], self.fields["text"]

    def plan(self) -> TaskPlan:
        """Return who does it and by when."""
        decided = {name: self.cleaned_data[name] for name in ("role", "assignee", "due_at")}
        return TaskPlan(kind=self.cleaned_data.get("kind", ""), **decided)

    def words(self) -> TaskWords:
        """Return what was typed."""
        return TaskWords(title=self.cleaned_data["title"], text=self.cleaned_data["text"])

    def changed_words(self) -> TaskWords | None:
        """Return what was typed, or None where it was not asked for or is the playbook's own."""
        if "title" not in self.fields:
            return None
        words = self.words()
        planned = self.task if self.task is not None and not self.task.typed else None
        return None if planned and words == planned_words(planned) else words


class ActForm(VigieForm):
    """One button of a task: which, and over which revision."""

    do = forms.ChoiceField(
        choices=[(deed, deed) for deed in ("take", "start", "done", "again", "up", "down")]
    )
    revision = forms.IntegerField(min_value=1)


class DropForm(VigieForm):
    """Why a task is not done."""

    because = coded(_("Why it is not done"), "task_dropped")
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class PlaybookForm(VigieForm):
    """Which playbook gives a case its tasks: those made for its kind come first."""

    playbook = forms.ChoiceField(label=_("Playbook"))

    def __init__(self, incident: Incident, *args: Any, **kwargs: Any) -> None:
        """Offer every playbook, the only one that fits already chosen."""
        super().__init__(*args, **kwargs)
        fitting, others = playbooks_for(incident)
        if len(fitting) == 1:
            self.fields["playbook"].initial = fitting[0][0]
        self.fields["playbook"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *([(_("For this kind of incident"), fitting)] if fitting else []),
            (_("Others"), others),
        ]


def playbooks_for(incident: Incident) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the playbooks made for the kind of a case, as qualified or declared; and others."""
    kinds = selectors.kinds_of(incident)
    titles = [(name, str(each.title), kinds & set(each.kinds)) for name, each in playbooks()]
    return (
        [(name, title) for name, title, fits in titles if fits],
        [(name, title) for name, title, fits in titles if not fits],
    )


def playbooks() -> list[tuple[str, Any]]:
    """Return the playbooks by title."""
    return sorted(all_playbooks().items(), key=lambda pair: str(pair[1].title))


def saved_task(task: Task, words: TaskWords | None) -> dict[str, Any]:
    """Return a task as the form's answers; `words`: those typed, once opened."""
    read = words or planned_words(task)
    return {
        "title": read.title,
        "text": read.text,
        "kind": task.kind,
        "role": task.role,
        "assignee": task.assignee_id,
        "due_at": task.due_at,
        "revision": task.revision,
    }
