"""Accounts of cases for the yearly report: one writes, another approves."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.observatory import access
from vigie.observatory.models import CaseStudy
from vigie.observatory.reports import services
from vigie.publishing.rendering import rendered
from vigie.surfaces.desk.forms.reports import ApprovalForm, StudyForm, typed_texts
from vigie.surfaces.desk.posting import posted_from

ROWS = 30
WRITERS = (Audience.ANALYST, Audience.DUTY_LEAD, Audience.ADMINISTRATOR)
APPROVERS = (Audience.DUTY_LEAD, Audience.ADMINISTRATOR)
READERS = (*WRITERS, Audience.STATISTICIAN)
PAGE = "desk:case_study"
# Reports are written in the year after theirs, sometimes later.
YEARS_BACK = 5


@require_safe
@audience(*READERS)
def case_studies(request: SignedInRequest) -> HttpResponse:
    """List the accounts, those of the last year first."""
    rows = CaseStudy.objects.filter(realm=settings.VIGIE_INTAKE_REALM)
    listed = rows.select_related("written_by", "approved_by").order_by("-year", "-written_at")
    context = {
        "page": Paginator(listed, ROWS).get_page(request.GET.get("page")),
        "may_write": access.can_write_studies(request.user),
    }
    return render(request, "desk/case_studies.html", context)


def new_again(request: SignedInRequest) -> HttpResponse:
    """Show a new account as it was typed."""
    return writing_page(request, StudyForm.unchecked(request.POST).offering(*years()))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
@keeps_typed(new_again)
def new(request: SignedInRequest) -> HttpResponse:
    """Begin an account."""
    if request.method != "POST":
        return writing_page(request, StudyForm().offering(*years()))
    form = StudyForm(request.POST).offering(*years())
    if not form.is_valid():
        return writing_page(request, form, status=422)
    study = services.write_study(
        settings.VIGIE_INTAKE_REALM, form.cleaned_data["year"], form.texts(), actor=request.user
    )
    messages.success(request, _("Saved. It is in no report until somebody else approves it."))
    return redirect(PAGE, study.pk)


def edit_again(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show an account as it was typed."""
    study = study_of(pk)
    return writing_page(request, StudyForm.unchecked(request.POST).offering(study.year), study)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
@keeps_typed(edit_again)
def edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Write on an account, which must then be approved anew."""
    study = study_of(pk)
    if request.method != "POST":
        begun = {"year": study.year, "revision": study.revision, **typed_texts(study.texts)}
        return writing_page(request, StudyForm(initial=begun).offering(study.year), study)
    form = StudyForm(request.POST).offering(study.year)
    if not form.is_valid():
        return writing_page(request, form, study, status=422)
    revision = form.cleaned_data["revision"] or 0
    try:
        services.save_study(study, form.texts(), revision=revision, actor=request.user)
    except services.ChangedMeanwhile:
        fresh = study_of(pk)
        typed = StudyForm.unchecked(request.POST, revision=str(fresh.revision))
        form = typed.offering(study.year)
        return writing_page(request, form, fresh, overtaken=True, status=409)
    messages.success(request, _("Saved. It is in no report until somebody else approves it."))
    return redirect(PAGE, pk)


@require_safe
@audience(*READERS)
def case_study(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show an account, where it stands, and what may be done."""
    return study_page(request, study_of(pk))


def approve_again(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show an account; what is ticked is a matter of a moment."""
    return study_page(request, study_of(pk))


@posted_from(PAGE)
@audience(*APPROVERS)
@keeps_typed(approve_again)
def approve(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Let an account into the report."""
    study = study_of(pk)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return study_page(request, study, form, status=422)
    revision, checked = form.cleaned_data["revision"], form.checked()
    try:
        services.approve_study(study, revision=revision, checked=checked, actor=request.user)
    except services.NamesStructures as named:
        words = _("The account names structures of the directory: %(names)s. Take them out first.")
        form.add_error(None, words % {"names": ", ".join(named.names)})
        return study_page(request, study, form, status=422)
    except services.CannotApprove:
        messages.warning(request, _("Whoever wrote on an account does not approve it."))
    except services.ChangedMeanwhile:
        messages.warning(request, _("Nothing was done: it was changed meanwhile. Read it again."))
    else:
        messages.success(request, _("Approved: the report of its year tells it."))
    return redirect(PAGE, pk)


@posted_from(PAGE)
@audience(*WRITERS)
def discard(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Throw an account away."""
    study = study_of(pk)
    revision = request.POST.get("revision", "")
    try:
        services.discard_study(
            study, revision=int(revision) if revision.isdecimal() else 0, actor=request.user
        )
    except services.ChangedMeanwhile:
        messages.warning(request, _("Nothing was done: it was changed meanwhile. Read it again."))
        return redirect(PAGE, pk)
    messages.success(request, _("The account was thrown away."))
    return redirect("desk:case_studies")


def study_of(pk: uuid.UUID) -> CaseStudy:
    """Return an account of this instance, or answer 404."""
    rows = CaseStudy.objects.filter(realm=settings.VIGIE_INTAKE_REALM)
    return get_object_or_404(rows.select_related("written_by", "approved_by"), pk=pk)


def years() -> list[int]:
    """Return the years for whose reports an account may be written, the last one first."""
    now = timezone.localdate().year
    return list(range(now, now - YEARS_BACK, -1))


def study_page(
    request: SignedInRequest,
    study: CaseStudy,
    form: ApprovalForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show an account; `form`: the approval as it was sent, to be corrected."""
    context: dict[str, Any] = {
        "study": study,
        "texts": [
            (code, text["title"], rendered(text["body"], code, top=4))
            for code, text in study.texts.items()
        ],
        "may_write": access.can_write_studies(request.user),
        "may_approve": access.can_approve(request.user, study),
        "form": form or ApprovalForm(initial={"revision": study.revision}),
    }
    return render(request, "desk/case_study.html", context, status=status)


def writing_page(
    request: SignedInRequest,
    form: StudyForm,
    study: CaseStudy | None = None,
    *,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Show the form of an account."""
    context = {"form": form, "study": study, "overtaken": overtaken, "typed_form": "study"}
    return render(request, "desk/case_study_edit.html", context, status=status)
