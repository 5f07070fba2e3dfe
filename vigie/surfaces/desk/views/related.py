"""Cases that are one incident, or have to do with each other."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import selectors, services
from vigie.incidents.enums import CaseOperationKind
from vigie.incidents.models import CaseOperation, Incident
from vigie.surfaces.desk.fetching import visible_case
from vigie.surfaces.desk.forms.grouping import LinkForm, OtherCaseForm
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.suggesting import MOST_SHOWN


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def case_related(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show what was merged, split and linked, and suggest what may be one incident."""
    return related_page(request, visible_case(request, reference))


def related_page(
    request: SignedInRequest,
    incident: Incident,
    *,
    merge_form: OtherCaseForm | None = None,
    link_form: LinkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page; a form given is one that must be corrected."""
    suggested = selectors.cases_like_case(incident)
    context = {
        "incident": incident,
        "realm": incident.realm,
        "related": selectors.related_cases(incident),
        "operations": selectors.operations(incident),
        "suggestions": suggested[:MOST_SHOWN],
        "set_aside": selectors.set_aside_of_case(request.user, incident),
        "form": merge_form or link_form,
        "merge_form": merge_form or OtherCaseForm(request.user, incident, prefix="merge"),
        "link_form": link_form or LinkForm(request.user, incident, prefix="link"),
    }
    return render(request, "desk/case_related.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def merge(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show two cases side by side, then merge this one into the other."""
    incident = visible_case(request, reference)
    typed = request.POST if request.method == "POST" else request.GET
    form = OtherCaseForm(request.user, incident, typed, prefix="merge")
    if not form.is_valid():
        return related_page(request, incident, merge_form=form, status=422)
    other = form.cleaned_data["other"]
    if request.method != "POST":
        return merge_page(request, incident, other)
    try:
        services.merge(incident, other, actor=request.user)
    except services.CaseClosed as refusal:
        return merge_page(request, visible_case(request, reference), other, refusal=refusal)
    text = _("%(merged)s is merged into this case. The declarants are told where it stands.")
    messages.success(request, text % {"merged": incident.reference})
    return redirect("desk:case_related", other.reference)


def merge_page(
    request: SignedInRequest,
    incident: Incident,
    other: Incident,
    *,
    refusal: services.CaseClosed | None = None,
) -> HttpResponse:
    """Show both cases, and what merging will do; `refusal`: why it was not done."""
    other = visible_case(request, other.reference)
    if other.pk == incident.pk:
        return redirect("desk:case_related", incident.reference)
    context: dict[str, Any] = {
        "incident": incident,
        "other": other,
        "realm": incident.realm,
        "sides": selectors.side_by_side(incident, other),
        "refusal": refusal,
    }
    return render(request, "desk/case_merge.html", context, status=409 if refusal else 200)


@posted_from("desk:case_related")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def link(request: SignedInRequest, reference: str) -> HttpResponse:
    """Say that two cases have to do with each other."""
    incident = visible_case(request, reference)
    form = LinkForm(request.user, incident, request.POST, prefix="link")
    if not form.is_valid():
        return related_page(request, incident, link_form=form, status=422)
    other = form.cleaned_data["other"]
    try:
        services.link(incident, other, relation=form.cleaned_data["relation"], actor=request.user)
    except services.AlreadyLinked:
        form.add_error("other", _("These two cases are linked already."))
        return related_page(request, incident, link_form=form, status=409)
    messages.success(request, _("Linked with %(case)s.") % {"case": other.reference})
    return redirect("desk:case_related", incident.reference)


@posted_from("desk:case_related")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def unlink(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take a link away."""
    incident = visible_case(request, reference)
    related = {str(each.link.pk): each.link for each in selectors.related_cases(incident)}
    with suppress(KeyError, services.LinkRemoved):
        services.unlink(related[request.POST.get("link", "")], actor=request.user)
    # Whoever was first, it is gone.
    messages.success(request, _("Link removed."))
    return redirect("desk:case_related", incident.reference)


@posted_from("desk:case_related")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def undo(request: SignedInRequest, reference: str) -> HttpResponse:
    """Undo a merging or a splitting of this case."""
    incident = visible_case(request, reference)
    operation = operation_of(incident, request.POST.get("operation", ""))
    undoing = (
        services.undo_merge if operation.kind == CaseOperationKind.MERGED else services.undo_split
    )
    try:
        back = undoing(operation, actor=request.user)
    except services.Refusal as refusal:
        messages.warning(request, undo_refused(refusal))
        return redirect("desk:case_related", incident.reference)
    messages.success(request, _("Undone: this case is as it was. The declarants are told."))
    return redirect("desk:case_related", back.reference)


def operation_of(incident: Incident, key: str) -> CaseOperation:
    """Return an operation on this case, or answer 404."""
    operations = {str(each.pk): each for each in selectors.operations(incident)}
    if key not in operations:
        raise Http404
    return operations[key]


def undo_refused(refusal: services.Refusal) -> str:
    """Return why something could not be undone, and what to do instead."""
    if isinstance(refusal, services.CaseMerged):
        return _("One of the two cases was merged into another since: undo that first.")
    if isinstance(refusal, services.CaseClosed):
        return _("One of the two cases was closed since: reopen it first.")
    reasons = {
        services.CannotUndo.ALREADY: _("Somebody has undone this already."),
        services.CannotUndo.MOVED_ON: _(
            "Some of what was moved has been moved again since: undo that first."
        ),
        services.CannotUndo.WORKED_ON: _(
            "Somebody has worked on the new case since: merge it into this one instead."
        ),
        services.CannotUndo.NOTHING_LEFT: _(
            "The other case would be left without any declaration: merge it instead."
        ),
    }
    return reasons[getattr(refusal, "reason", services.CannotUndo.MOVED_ON)]
