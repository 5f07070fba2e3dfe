"""Whom a case is told to: the page of the case where an analyst decides."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.directory.models import Structure
from vigie.incidents import selectors, services
from vigie.incidents.models import AuthorityAddress, Incident, Notice
from vigie.surfaces.desk.fetching import told_notice, visible_case
from vigie.surfaces.desk.forms.notices import OperatorForm, SendForm
from vigie.surfaces.desk.notified import Visibility, authority_name, reasons, visibilities
from vigie.surfaces.desk.posting import posted_from

SEND, ASIDE = "send", "aside"


@dataclass(frozen=True)
class ShownProposal:
    """One proposal as the page shows it."""

    proposal: selectors.Proposal
    name: str
    reasons: list[str]
    visibilities: list[Visibility]
    # How many addresses are told by e-mail that it waits.
    addresses: int
    form: SendForm


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def case_notices(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show whom the case is to be told to, what each will see, and who was told."""
    return telling_page(request, visible_case(request, reference))


@posted_from("desk:case_notices")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def decide_notice(request: SignedInRequest, reference: str) -> HttpResponse:
    """Send one proposal, or set it aside; as it was shown, or not at all."""
    incident = visible_case(request, reference)
    once = request.POST.get("once", "")
    proposal = next((p for p in selectors.proposals(incident) if p.once == once), None)
    if proposal is None:
        return changed_meanwhile(request, incident, once)
    form = SendForm(proposal, request.POST)
    aside = request.POST.get("decision") == ASIDE
    if not aside and not form.is_valid():
        return telling_page(request, incident, form, status=422)
    try:
        if aside:
            services.set_aside_notice(incident, proposal, actor=request.user)
        else:
            send(request, incident, form)
    except services.AlreadyDecided as refusal:
        tell_who_was_faster(request, refusal.notice)
    return redirect("desk:case_notices", reference)


def send(request: SignedInRequest, incident: Incident, form: SendForm) -> None:
    """Send a proposal, and say so."""
    notice = services.send_notice(
        incident, form.proposal, actor=request.user, region=form.region_chosen
    )
    name = authority_name(notice.authority, notice.region)
    messages.success(
        request, _("Sent: %(authority)s. The declarant sees it.") % {"authority": name}
    )


def changed_meanwhile(request: SignedInRequest, incident: Incident, once: str) -> HttpResponse:
    """Say that somebody was faster, or that the facts are no longer those that were shown."""
    if same := selectors.notices_of(incident).filter(once=once).first():
        tell_who_was_faster(request, same)
        return redirect("desk:case_notices", incident.reference)
    messages.warning(
        request,
        _("Nothing was sent: the case has changed since this page was shown. Read it again."),
    )
    return telling_page(request, incident, status=409)


def tell_who_was_faster(request: SignedInRequest, notice: Notice) -> None:
    """Say who decided the same a moment ago."""
    person = notice.decided_by or _("Vigie")
    text = _("%(person)s has decided this already: %(reference)s.")
    messages.info(request, text % {"person": person, "reference": notice.reference})


@posted_from("desk:notice")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def withdraw(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take a notice back."""
    notice = told_notice(request, reference)
    try:
        services.withdraw_notice(notice, actor=request.user)
        messages.success(request, _("Withdrawn: the authority sees it no more."))
    except services.NotTold:
        messages.info(request, _("This notice was withdrawn already."))
    return redirect("desk:case_notices", notice.incident.reference)


@posted_from("desk:case_notices")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def operator_status(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep what the law makes of a structure of the case."""
    incident = visible_case(request, reference)
    finess = request.POST.get("structure", "")
    for form in operator_forms(incident, request.POST, only=finess):
        if not form.is_valid():
            return telling_page(request, incident, operator=form, status=422)
        services.set_operator_status(
            form.structure, form.cleaned_data["status"], actor=request.user
        )
        messages.success(request, _("Kept. The rules have been read again with it."))
    return redirect("desk:case_notices", reference)


def operator_forms(incident: Incident, *typed: Any, only: str = "") -> list[OperatorForm]:
    """Return one form for each listed structure of a case, or for one of them."""
    structures = (
        Structure.objects.filter(declarations__incident_link__incident=incident)
        .select_related("operator_status")
        .distinct()
        .order_by("name", "pk")
    )
    return [OperatorForm(each, *typed) for each in structures if only in ("", each.finess)]


def telling_page(
    request: SignedInRequest,
    incident: Incident,
    form: SendForm | None = None,
    *,
    operator: OperatorForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page, with what was typed in one of its forms."""
    book = list(selectors.addresses())
    shown = [shown_proposal(each, form, book) for each in selectors.proposals(incident)]
    context = {
        "incident": incident,
        "realm": incident.realm,
        "to_tell": [each for each in shown if each.proposal.certain],
        "to_consider": [each for each in shown if not each.proposal.certain],
        "later": [
            (authority_name(*recipient), moment) for recipient, moment in selectors.later(incident)
        ],
        "notices": selectors.notices_of(incident),
        "operators": [
            operator if operator and operator.structure == each.structure else each
            for each in operator_forms(incident)
        ],
        "mistaken": form or operator,
    }
    return render(request, "desk/case_notices.html", context, status=status)


def shown_proposal(
    proposal: selectors.Proposal, typed: SendForm | None, book: list[AuthorityAddress]
) -> ShownProposal:
    """Return a proposal in words; with what was typed, if it was typed of this one."""
    authority, region = proposal.recipient
    mine = typed is not None and typed.proposal.once == proposal.once
    return ShownProposal(
        proposal=proposal,
        name=authority_name(*proposal.recipient),
        reasons=reasons(proposal.rules),
        visibilities=visibilities(proposal),
        addresses=sum(each.authority == authority and each.region in (region, "") for each in book),
        form=typed if mine and typed else SendForm(proposal),
    )
