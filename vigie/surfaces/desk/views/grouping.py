"""The declarations of a case: those that it gathers, those that look like it."""

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.declarations.models import Declaration
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident
from vigie.surfaces.desk.fetching import visible_case, visible_declaration
from vigie.surfaces.desk.forms.grouping import ChoiceOfDeclarationsForm, SplitForm
from vigie.surfaces.desk.listing import page_of
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.suggesting import MOST_SHOWN, judged
from vigie.surfaces.desk.views.declarations import declaration_page
from vigie.surfaces.desk.views.taking import tell_who_was_faster


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def case_declarations(request: SignedInRequest, reference: str) -> HttpResponse:
    """List the declarations of a case, and suggest waiting ones."""
    return declarations_page(request, visible_case(request, reference))


def declarations_page(
    request: SignedInRequest,
    incident: Incident,
    form: ChoiceOfDeclarationsForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show the page; `form`: what was chosen and cannot be done."""
    suggested = [] if incident.closed_at else selectors.waiting_like_case(incident)
    split_form = form if isinstance(form, SplitForm) else SplitForm(request.user, incident)
    context = {
        "incident": incident,
        "realm": incident.realm,
        "page": page_of(request, selectors.declarations_of(incident)),
        "count": incident.links.count(),
        "suggestions": suggested[:MOST_SHOWN],
        "suggested": len(suggested),
        "set_aside": len(selectors.set_aside_of_case(request.user, incident)),
        "form": form,
        "split_form": split_form,
        "ticked": set(form.ticked) if form else set(),
    }
    return render(request, "desk/case_declarations.html", context, status=status)


@posted_from("desk:case_declarations")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def gather(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take the waiting declarations that were chosen into a case."""
    incident = visible_case(request, reference)
    form = ChoiceOfDeclarationsForm(request.user, incident.realm, request.POST)
    if not form.is_valid():
        return declarations_page(request, incident, form, status=422)
    try:
        gathered = services.gather(incident, [each.pk for each in form.chosen], actor=request.user)
    except services.CaseClosed:
        messages.warning(request, _("This case was closed or merged a moment ago: none was taken."))
    else:
        tell_gathered(request, gathered)
    return redirect("desk:case_declarations", incident.reference)


@posted_from("desk:declaration")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def take_together(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open a case for a declaration and for those that look like it."""
    declaration = visible_declaration(request, reference)
    form = ChoiceOfDeclarationsForm(request.user, declaration.realm, request.POST)
    if not form.is_valid():
        return declaration_page(request, declaration, status=422, form=form)
    others = [each.pk for each in form.chosen if each.pk != declaration.pk]
    try:
        with transaction.atomic():
            incident = services.take(declaration.pk, actor=request.user)
            gathered = services.gather(incident, others, actor=request.user)
    except services.AlreadyTaken as refusal:
        return tell_who_was_faster(request, refusal)
    messages.success(request, _("You lead this case. The declarant is told that it is in hand."))
    tell_gathered(request, gathered)
    return redirect("desk:case", incident.reference)


def tell_gathered(request: SignedInRequest, gathered: services.Gathered) -> None:
    """Say how many were taken, and who has the others."""
    if gathered.taken:
        text = ngettext(
            "%(number)s declaration taken into this case. Its declarant is told.",
            "%(number)s declarations taken into this case. Their declarants are told.",
            gathered.taken,
        )
        messages.success(request, text % {"number": gathered.taken})
    for link in gathered.already:
        text = _("%(declaration)s is in another case already, %(case)s: it stays there.")
        names = {"declaration": link.declaration.reference, "case": link.incident.reference}
        messages.warning(request, text % names)


@posted_from("desk:case_declarations")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def split(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take the declarations that were chosen out of a case."""
    incident = visible_case(request, reference)
    form = SplitForm(request.user, incident, request.POST)
    if not form.is_valid():
        return declarations_page(request, incident, form, status=422)
    chosen = [each.pk for each in form.chosen]
    try:
        operation = services.split(
            incident, chosen, into=form.cleaned_data["into"], actor=request.user
        )
    except services.Refusal as refusal:
        form.add_error(None, split_refused(refusal))
        return declarations_page(request, incident, form, status=409)
    text = ngettext(
        "%(number)s declaration is now in this case, %(case)s.",
        "%(number)s declarations are now in this case, %(case)s.",
        len(chosen),
    )
    messages.success(request, text % {"number": len(chosen), "case": operation.target.reference})
    return redirect("desk:case", operation.target.reference)


def split_refused(refusal: services.Refusal) -> str:
    """Return why declarations could not leave a case."""
    if isinstance(refusal, services.NothingLeft):
        return _("A case keeps one declaration at least. To move all of them, merge the case.")
    if isinstance(refusal, services.NotOfTheCase):
        return _("Some of these declarations have left this case meanwhile. Choose again.")
    if isinstance(refusal, services.CaseMerged):
        return _("One of the two cases was merged into another a moment ago.")
    return _("One of the two cases is closed: reopen it first.")


@posted_from("desk:declaration")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def dismiss(request: SignedInRequest, reference: str) -> HttpResponse:
    """Judge that a declaration and something else are not one event."""
    declaration = visible_declaration(request, reference)
    other = judged(request.user, request.POST.get("other", ""), declaration.realm)
    if other is None or other.pk == declaration.pk:
        raise Http404
    services.dismiss(declaration, other, actor=request.user)
    messages.success(request, dismissed_words(other.reference))
    return redirect("desk:declaration", declaration.reference)


@posted_from("desk:case_declarations")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def dismiss_for_case(request: SignedInRequest, reference: str) -> HttpResponse:
    """Judge that a case and something else are not one event."""
    incident = visible_case(request, reference)
    other = judged(request.user, request.POST.get("other", ""), incident.realm)
    if other is None or other.pk == incident.pk:
        raise Http404
    services.dismiss(incident, other, actor=request.user)
    messages.success(request, dismissed_words(other.reference))
    page = "desk:case_related" if isinstance(other, Incident) else "desk:case_declarations"
    return redirect(page, incident.reference)


@posted_from("desk:declaration")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def suggest_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take back that a declaration and something else are not one event."""
    declaration = visible_declaration(request, reference)
    bring_back(request, declaration, selectors.set_aside_of(request.user, declaration))
    return redirect("desk:declaration", declaration.reference)


@posted_from("desk:case_related")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def suggest_again_for_case(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take back that a case and something else are not one event."""
    incident = visible_case(request, reference)
    bring_back(request, incident, selectors.set_aside_of_case(request.user, incident))
    return redirect("desk:case_related", incident.reference)


def bring_back(
    request: SignedInRequest,
    judged_one: Declaration | Incident,
    set_aside: Sequence[selectors.SetAside],
) -> None:
    """Have what was chosen among what was set aside suggested again."""
    chosen = {str(each.dismissal.pk): each for each in set_aside}.get(
        request.POST.get("judged", "")
    )
    if chosen is None:
        # Somebody was faster; or it never was set aside here.
        messages.info(request, _("It is not set aside any more."))
        return
    services.suggest_again(chosen.dismissal, judged_one, chosen.other, actor=request.user)
    text = _("%(reference)s is suggested again wherever it looks alike.")
    messages.success(request, text % {"reference": chosen.other.reference})


def dismissed_words(reference: str) -> str:
    """Return what is said once a suggestion is dismissed."""
    return _("%(reference)s is not suggested here any more, to anybody.") % {"reference": reference}
