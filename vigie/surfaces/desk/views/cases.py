"""Cases: declared beside qualified."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident
from vigie.surfaces.desk.beside import beside
from vigie.surfaces.desk.case_parts import answer_with_lead, lead_part, tags_part
from vigie.surfaces.desk.fetching import named_case, visible_case
from vigie.surfaces.desk.forms.bulk import CasesBulkForm, FilterNameForm, LeadForm
from vigie.surfaces.desk.forms.narrowing import NarrowingForm, narrowing_of
from vigie.surfaces.desk.forms.qualification import (
    QualificationForm,
    proposed_answers,
    saved_answers,
)
from vigie.surfaces.desk.forms.tags import TagsForm
from vigie.surfaces.desk.listing import OF_CASES, listing
from vigie.surfaces.desk.posting import posted_from, tell_merged
from vigie.surfaces.desk.realms import realm_choice

# Deeds that the page shows of the history; its timeline has them all.
LAST_DEEDS = 30


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def cases(request: SignedInRequest) -> HttpResponse:
    """List the open cases, those that this person leads, or the closed ones."""
    return cases_page(request)


def cases_page(
    request: SignedInRequest, bulk: CasesBulkForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Show a list of cases; `bulk`: with what was chosen and cannot be done."""
    realms = realm_choice(request)
    form = NarrowingForm(request.GET)
    narrowing = narrowing_of(form, OF_CASES)
    context = {
        "realm": realms.shown,
        "realms": realms,
        "narrowing": narrowing,
        "narrowing_form": form,
        "listing": listing(
            request,
            selectors.Listed(selectors.shown_cases, (realms.shown, request.user.pk)),
            narrowing,
            realm=realms.shown,
            tabs=OF_CASES,
            saved=selectors.saved_filters(request.user, "cases"),
            detailed=selectors.listed_cases(),
        ),
        "form": bulk,
        "ticked": bulk.ticked if bulk else (),
        "bulk_form": bulk or CasesBulkForm(),
        "filter_name": FilterNameForm(),
    }
    return render(request, "desk/cases.html", context, status=status)


def case_shown_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show a case with the qualification as it was typed, unsaved."""
    form = QualificationForm.unchecked(request.POST)
    return case_page(request, visible_case(request, reference), form)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(case_shown_again)
def case(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show a case, and save how it is qualified."""
    incident = named_case(request, reference)
    if incident.merged_into_id is not None:
        return answer_for_a_merged_case(request, reference)
    if request.method != "POST":
        return case_page(request, incident)
    form = QualificationForm(request.POST)
    if not form.is_valid():
        return case_page(request, incident, form, status=422)
    try:
        return save(request, incident, form)
    except (services.StaleQualification, services.CaseClosed, services.CaseOpen):
        return show_what_was_saved(request, reference)


def answer_for_a_merged_case(request: SignedInRequest, reference: str) -> HttpResponse:
    """Lead to the case that stands for it; what was typed is set against that one's reading."""
    if request.method == "POST":
        return show_what_was_saved(request, reference)
    return redirect("desk:case", visible_case(request, reference).reference)


def save(request: SignedInRequest, incident: Incident, form: QualificationForm) -> HttpResponse:
    """Save the qualification, and reopen or close the case where that was asked for."""
    revision = form.cleaned_data["revision"]
    with transaction.atomic():
        if "reopen" in request.POST and incident.closed_at:
            services.reopen(incident, actor=request.user)
        services.qualify(incident, form.values(), revision=revision, actor=request.user)
        if "close" in request.POST:
            services.close(incident, actor=request.user)
    messages.success(
        request,
        _("Qualification saved, case closed. The declarant is told.")
        if incident.closed_at
        else _("Qualification saved."),
    )
    return redirect("desk:case", incident.reference)


def show_what_was_saved(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep what was typed, show what somebody else saved meanwhile, and let it be sent again."""
    incident = visible_case(request, reference)
    current = getattr(incident, "qualification", None)
    form = QualificationForm.unchecked(
        request.POST, revision=str(current.revision) if current else ""
    )
    merged = named_case(request, reference).pk != incident.pk
    return case_page(request, incident, form, status=409, unsaved="merged" if merged else "saved")


def case_page(  # noqa: PLR0913 - each is one thing that the page may show
    request: SignedInRequest,
    incident: Incident,
    form: QualificationForm | None = None,
    *,
    tag_form: TagsForm | None = None,
    status: int = 200,
    unsaved: str = "",
) -> HttpResponse:
    """Show the page of a case; a form given is one that must be corrected.

    `unsaved`: with what was typed while somebody else saved it ("saved"), or merged the case
    that was typed in into this one ("merged").
    """
    declarations = list(selectors.declarations_of(incident))
    saved = getattr(incident, "qualification", None)
    answers = saved_answers(incident, saved) if saved else proposed_answers(declarations)
    answers["provider"] = answers["provider"] or incident.provider
    recent = selectors.recent_history(declarations, LAST_DEEDS)
    # A closed case is read, unless something typed would be lost.
    editable = form is not None or incident.closed_at is None
    form = form or QualificationForm(initial=answers)
    context = {
        "incident": incident,
        "realm": incident.realm,
        "declarations": declarations,
        "added": [each for each in declarations if each.has_new_report or each.has_new_file],  # type: ignore[attr-defined]
        "qualification": saved,
        "form": form,
        "beside": beside(form, declarations, saved=answers if saved else {}),
        "typed_form": "qualification" if editable else "",
        "history": recent.deeds,
        "whole_history": reverse("desk:timeline", args=[incident.reference]) if recent.more else "",
        "alike": 0 if incident.closed_at else len(selectors.waiting_like_case(incident)),
        "unsaved": unsaved,
        **tags_part(incident, tag_form),
        **lead_part(incident),
        "editable": editable,
    }
    return render(request, "desk/case.html", context, status=status)


@posted_from("desk:case")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def lead(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take over the lead of a case, or give it to somebody who handles cases."""
    incident = visible_case(request, reference)
    form = LeadForm(request.POST)
    if "lead" in request.POST and not form.is_valid():
        messages.error(request, _("Choose who leads this case."))
        return answer_with_lead(request, incident)
    person = form.cleaned_data["lead"] if "lead" in request.POST else request.user
    try:
        services.assign_lead(incident, person, actor=request.user)
        own = person == request.user
        text = _("You lead this case.") if own else _("%(person)s leads this case.")
        messages.success(request, text if own else text % {"person": person})
    except services.CaseMerged:
        tell_merged(request)
    return answer_with_lead(request, incident)


@posted_from("desk:case")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def reopen(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open a closed case again."""
    incident = visible_case(request, reference)
    try:
        services.reopen(incident, actor=request.user)
        messages.success(request, _("Case reopened. The declarant is told."))
    except services.CaseOpen:
        messages.info(request, _("This case is open already."))
    except services.CaseMerged:
        tell_merged(request)
    return redirect("desk:case", incident.reference)
