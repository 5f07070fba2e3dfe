"""One task: written, changed, dropped."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.incidents import services
from vigie.incidents.enums import TaskState
from vigie.incidents.models import Incident, Task
from vigie.incidents.services import TaskWords
from vigie.surfaces.desk.fetching import task_of, visible_case
from vigie.surfaces.desk.forms.tasks import DropForm, TaskForm, saved_task
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.todo_lines import lines
from vigie.surfaces.desk.views.tasks import opened_words, tell_changed, tell_closed


def new_shown_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show what was typed of a new task."""
    return new_page(request, visible_case(request, reference), TaskForm.unchecked(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(new_shown_again)
def new(request: SignedInRequest, reference: str) -> HttpResponse:
    """Write a task of one's own."""
    incident = visible_case(request, reference)
    if request.method != "POST":
        return new_page(request, incident, TaskForm(initial={"role": request.user.role}))
    form = TaskForm(request.POST)
    if not form.is_valid():
        return new_page(request, incident, form, status=422)
    try:
        services.add_task(incident, form.words(), form.plan(), actor=request.user)
    except services.CaseClosed:
        return new_page(request, visible_case(request, reference), form, status=409)
    messages.success(request, _("Task added."))
    return redirect("desk:tasks", incident.reference)


def new_page(
    request: SignedInRequest, incident: Incident, form: TaskForm, *, status: int = 200
) -> HttpResponse:
    """Show the form of a new task."""
    context = {**case_context(incident), "form": form}
    return render(request, "desk/task_new.html", context, status=status)


def case_context(incident: Incident) -> dict[str, object]:
    """Return what every page of a case needs, for one that holds a form."""
    return {
        "incident": incident,
        "realm": incident.realm,
        "typed_form": "task",
    }


def task_shown_again(request: SignedInRequest, reference: str, task_id: uuid.UUID) -> HttpResponse:
    """Show what was typed of a task, with the revision that it was typed over."""
    incident = visible_case(request, reference)
    task = task_of(incident, task_id)
    return task_page(request, incident, task, typed(request, task, checked=False))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(task_shown_again)
def task(request: SignedInRequest, reference: str, task_id: uuid.UUID) -> HttpResponse:
    """Show a task, and change it."""
    incident = visible_case(request, reference)
    shown = task_of(incident, task_id)
    if request.method != "POST":
        return task_page(request, incident, shown, form_of(shown, None))
    form = typed(request, shown)
    if not form.is_valid():
        return task_page(request, incident, shown, form, status=422)
    # Without a revision nothing was read: it is as stale as can be.
    revision = form.cleaned_data["revision"] or 0
    try:
        services.edit_task(
            shown, form.plan(), form.changed_words(), revision=revision, actor=request.user
        )
    except (services.StaleTask, services.CaseClosed):
        return show_what_was_changed(request, reference, task_id)
    messages.success(request, _("Task changed."))
    return redirect("desk:tasks", incident.reference)


def show_what_was_changed(
    request: SignedInRequest, reference: str, task_id: uuid.UUID
) -> HttpResponse:
    """Keep what was typed, show what somebody else did meanwhile, and let it be sent again."""
    incident = visible_case(request, reference)
    current = task_of(incident, task_id)
    form = typed(request, current, checked=False, revision=str(current.revision))
    return task_page(request, incident, current, form, status=409, unsaved=True)


@posted_from("desk:task")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def open_task(request: SignedInRequest, reference: str, task_id: uuid.UUID) -> HttpResponse:
    """Open what was typed of a task, to change it, and journal who did."""
    incident = visible_case(request, reference)
    shown = task_of(incident, task_id)
    words = opened_words(request, incident).get(shown.pk)
    return task_page(request, incident, shown, form_of(shown, words), words=words)


@posted_from("desk:task")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def drop(request: SignedInRequest, reference: str, task_id: uuid.UUID) -> HttpResponse:
    """Drop a task, and say why."""
    incident = visible_case(request, reference)
    shown = task_of(incident, task_id)
    form = DropForm(request.POST)
    if not form.is_valid():
        return task_page(request, incident, shown, form_of(shown, None), drop=form, status=422)
    revision, because = form.cleaned_data["revision"], form.cleaned_data["because"]
    try:
        services.set_task_state(
            shown, TaskState.DROPPED, revision=revision, because=because, actor=request.user
        )
    except services.StaleTask as refusal:
        return tell_changed(request, refusal.current)
    except services.CaseClosed as refusal:
        return tell_closed(request, incident, refusal)
    messages.success(request, _("Task dropped."))
    return redirect("desk:tasks", incident.reference)


def form_of(task: Task, words: TaskWords | None) -> TaskForm:
    """Return the form of a task as it is saved; without its words where they are sealed."""
    form = TaskForm(initial=saved_task(task, words)).over(task)
    if task.typed and words is None:
        form.leave_words_closed()
    return form


def typed(request: SignedInRequest, task: Task, *, checked: bool = True, **fresh: str) -> TaskForm:
    """Return the form of a task as it was sent, with its words where they were on the page."""
    form = TaskForm(request.POST) if checked else TaskForm.unchecked(request.POST, **fresh)
    form.over(task)
    if "title" not in request.POST and task.typed:
        form.leave_words_closed()
    return form


def task_page(  # noqa: PLR0913 - each is one thing that the page may show
    request: SignedInRequest,
    incident: Incident,
    task: Task,
    form: TaskForm,
    *,
    words: TaskWords | None = None,
    drop: DropForm | None = None,
    status: int = 200,
    unsaved: bool = False,
) -> HttpResponse:
    """Show the page of a task; `unsaved`: with what was typed while somebody else changed it."""
    (line,) = lines([task], {task.pk: words} if words else None)
    context = {
        **case_context(incident),
        "line": line,
        "form": drop or form,
        "task_form": form,
        "drop_form": drop or DropForm(initial={"revision": task.revision}),
        "unsaved": unsaved,
    }
    return render(request, "desk/task.html", context, status=status)
