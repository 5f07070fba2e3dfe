"""What is to be done on one case."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from vigie.accounts.models import User
from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import selectors, services
from vigie.incidents.enums import TaskState
from vigie.incidents.models import Incident, Task
from vigie.surfaces.desk.fetching import task_of, visible_case
from vigie.surfaces.desk.forms.tasks import ActForm, PlaybookForm
from vigie.surfaces.desk.posting import posted_from, tell_refused
from vigie.surfaces.desk.todo_lines import Opened, lines
from vigie.taxonomy.playbooks import all_playbooks

STATE_AFTER = {
    "start": TaskState.DOING,
    "done": TaskState.DONE,
    "again": TaskState.TO_DO,
}
SAID = {
    "take": gettext_lazy("This task is yours."),
    "start": gettext_lazy("Task begun."),
    "done": gettext_lazy("Task done."),
    "again": gettext_lazy("Task taken up again."),
}


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def tasks(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the tasks of a case; what was typed stays sealed."""
    return tasks_page(request, visible_case(request, reference))


@posted_from("desk:tasks")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def open_tasks(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open what was typed in the tasks, on this one answer, and journal who did."""
    incident = visible_case(request, reference)
    return tasks_page(request, incident, opened=opened_words(request, incident))


def opened_words(request: SignedInRequest, incident: Incident) -> Opened:
    """Open the words of the tasks of a case, or answer 403."""
    try:
        return services.open_tasks(incident, actor=request.user)
    except services.CannotOpen:
        raise PermissionDenied from None


def tasks_page(
    request: SignedInRequest,
    incident: Incident,
    *,
    opened: Opened | None = None,
    form: PlaybookForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page of the tasks of a case."""
    read = lines(selectors.tasks_of(incident), opened)
    used = dict.fromkeys(line.task.playbook for line in read if line.task.playbook)
    context = {
        "incident": incident,
        "realm": incident.realm,
        "to_do": [line for line in read if not line.task.settled],
        "settled": [line for line in read if line.task.settled],
        "closed_words": any(line.closed for line in read),
        "opened": opened is not None,
        "used": [each for name, each in all_playbooks().items() if name in used],
        "form": form,
        "playbook_form": form or PlaybookForm(incident),
    }
    return render(request, "desk/tasks.html", context, status=status)


@posted_from("desk:tasks")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def apply(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give a case the tasks of a playbook."""
    incident = visible_case(request, reference)
    form = PlaybookForm(incident, request.POST)
    if not form.is_valid():
        return tasks_page(request, incident, form=form, status=422)
    try:
        added = services.apply_playbook(incident, form.cleaned_data["playbook"], actor=request.user)
    except services.CaseClosed as refusal:
        return tell_closed(request, incident, refusal)
    if added:
        text = ngettext("%(count)s task added.", "%(count)s tasks added.", added)
        messages.success(request, text % {"count": added})
    else:
        messages.info(request, _("This case has every task of this playbook already."))
    return redirect("desk:tasks", incident.reference)


def tell_closed(
    request: SignedInRequest, incident: Incident, refusal: services.CaseClosed
) -> HttpResponse:
    """Say that nothing more is done on a closed case, or lead to the one that stands for it."""
    tell_refused(request, refusal, _("This case is closed: reopen it to change its tasks."))
    return redirect("desk:tasks", incident.reference)


def tell_changed(request: SignedInRequest, current: Task) -> HttpResponse:
    """Say who was faster, and what the task is now."""
    text = _("%(person)s changed this task a moment ago: %(state)s. Nothing else was done.") % {
        "person": current.changed_by or _("Vigie"),
        "state": current.get_state_display(),
    }
    messages.warning(request, text)
    return redirect("desk:tasks", current.incident.reference)


@posted_from("desk:task")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def act(request: SignedInRequest, reference: str, task_id: uuid.UUID) -> HttpResponse:
    """Take, begin, end, take up again or move a task."""
    incident = visible_case(request, reference)
    task = task_of(incident, task_id)
    form = ActForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Nothing was done: this page was out of date."))
        return redirect("desk:tasks", incident.reference)
    deed = form.cleaned_data["do"]
    try:
        do(task, deed, revision=form.cleaned_data["revision"], actor=request.user)
    except services.StaleTask as refusal:
        return tell_changed(request, refusal.current)
    except services.CaseClosed as refusal:
        return tell_closed(request, incident, refusal)
    if deed in SAID:
        messages.success(request, SAID[deed])
    return redirect(f"{resolve_url('desk:tasks', incident.reference)}#task-{task.pk}")


def do(task: Task, deed: str, *, revision: int, actor: User) -> None:
    """Do what one button of a task says."""
    if deed == "take":
        services.take_task(task, revision=revision, actor=actor)
    elif deed in STATE_AFTER:
        services.set_task_state(task, STATE_AFTER[deed], revision=revision, actor=actor)
    else:
        services.move_task(task, up=deed == "up", actor=actor)
