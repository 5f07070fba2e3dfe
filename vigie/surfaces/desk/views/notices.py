"""Notices as an authority's officer reads them; analysts see the same."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vigie.accounts.enums import Role
from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import access, selectors, services
from vigie.incidents.models import Notice
from vigie.incidents.services import OpenedLine
from vigie.surfaces.desk.fetching import told_notice, visible_notice
from vigie.surfaces.desk.forms.notices import AcknowledgeForm
from vigie.surfaces.desk.notice_documents import notice_json, notice_pdf
from vigie.surfaces.desk.notified import qualification_rows, read_lines, read_opened, reasons
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.realms import realm_choice

ROWS = 50
LONGEST_SEARCH = 100


@require_safe
@audience(Audience.AUTHORITY)
def notices(request: SignedInRequest) -> HttpResponse:
    """List what this officer's authority was told, what waits first."""
    realms = realm_choice(request)
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    found = selectors.notices_for(request.user, realms.shown, words=words)
    context = {
        "realm": realms.shown,
        "realms": realms,
        "words": words,
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "desk/notices.html", context)


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD, Audience.AUTHORITY)
def notice(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show a notice; what is sealed stays so. That an officer read it is noted."""
    shown = visible_notice(request, reference)
    if request.user.role == Role.AUTHORITY and request.method == "GET":
        services.receive_notice(shown, reader=request.user)
    return notice_page(request, shown)


@posted_from("desk:notice")
@audience(Audience.ANALYST, Audience.DUTY_LEAD, Audience.AUTHORITY)
def notice_sealed(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open what the notice grants, on this one answer, and journal who did."""
    shown = told_notice(request, reference)
    opened = services.open_notice(shown, reader=request.user)
    return notice_page(request, shown, opened=opened)


@posted_from("desk:notice")
@audience(Audience.ANALYST, Audience.DUTY_LEAD, Audience.AUTHORITY)
def acknowledge(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep the authority's own reference and date."""
    shown = told_notice(request, reference)
    form = AcknowledgeForm(request.POST)
    if not form.is_valid():
        return notice_page(request, shown, form=form, status=422)
    try:
        services.acknowledge_notice(
            shown,
            reference=form.cleaned_data["authority_reference"],
            day=form.cleaned_data["authority_date"],
            actor=request.user,
        )
        messages.success(request, _("Acknowledged. The CSIRT sees your reference."))
    except services.AlreadyAcknowledged:
        messages.info(request, _("This notice was acknowledged already: see below."))
    return redirect("desk:notice", reference)


@posted_from("desk:notice")
@audience(Audience.ANALYST, Audience.DUTY_LEAD, Audience.AUTHORITY)
def notice_as_pdf(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give the notice as a document, with what it grants; journaled, kept nowhere."""
    shown = told_notice(request, reference)
    document = notice_pdf(shown, services.open_notice(shown, reader=request.user))
    response = HttpResponse(document, content_type="application/pdf")
    return as_file(response, f"{shown.reference}.pdf")


@posted_from("desk:notice")
@audience(Audience.ANALYST, Audience.DUTY_LEAD, Audience.AUTHORITY)
def notice_as_json(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give the notice for a machine, with what it grants; journaled, kept nowhere."""
    shown = told_notice(request, reference)
    content = notice_json(shown, services.open_notice(shown, reader=request.user))
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return as_file(response, f"{shown.reference}.json")


def as_file(response: HttpResponse, name: str) -> HttpResponse:
    """Have the browser keep the answer as a file, and no cache keep it."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response


def notice_page(
    request: SignedInRequest,
    shown: Notice,
    *,
    form: AcknowledgeForm | None = None,
    opened: list[OpenedLine] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page of a notice; `opened` is what was unsealed for this one answer."""
    lines = selectors.lines_of(request.user, shown)
    context = {
        "notice": shown,
        "realm": shown.realm,
        "handles": access.can_handle(request.user),
        "reasons": reasons(shown.rules),
        "decided": qualification_rows(shown),
        "lines": read_lines(lines) if opened is None else read_opened(opened),
        "opened": opened is not None,
        "form": form or AcknowledgeForm(initial={"authority_date": timezone.localdate()}),
        "mistaken": form,
    }
    return render(request, "desk/notice.html", context, status=status)
