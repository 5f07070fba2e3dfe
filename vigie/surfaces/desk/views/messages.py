"""Messages of a case: its threads, closed until somebody opens them, and the way to write."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.core.uploads import Reception, Refused, receives_files
from vigie.declarations.services import Enclosed, OpenedMessage, from_desk, reception_of_files
from vigie.incidents import access, selectors, services
from vigie.incidents.models import Incident
from vigie.surfaces.desk.fetching import visible_case, visible_declaration
from vigie.surfaces.desk.forms.messages import ComposeForm
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.threads import Threads
from vigie.surfaces.desk.views.declarations import declaration_page

Opened = Mapping[UUID, Sequence[OpenedMessage]]


def case_messages_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the message as it was typed, to be sent once more."""
    incident = visible_case(request, reference)
    page = Threads(request, incident)
    return messages_page(request, page, page.form(request.POST, checked=False))


def reception_of(request: SignedInRequest, reference: str) -> Reception:
    """Return what takes in the files sent with a message: only where one declarant can read it."""
    reader = selectors.only_addressee(visible_case(request, reference))
    if reader is None or not access.can_open_sealed(request.user, reader):
        return Reception.of_nothing()
    return reception_of_files(reader.pk, from_desk(reader.pk, shown_to_declarant=True))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@receives_files(reception_of)
@keeps_typed(case_messages_again)
def case_messages(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the threads of a case; on POST, write to its declarants."""
    incident = visible_case(request, reference)
    page = Threads(request, incident)
    if request.method != "POST":
        return messages_page(request, page)
    form = page.form(request.POST)
    if not form.is_valid():
        return messages_page(request, page, form, status=422)
    arrived: Reception = request.reception  # type: ignore[attr-defined]
    try:
        sent = send(request, incident, form, arrived)
    except Refused as refusal:
        form.refuse(refusal.words, arrived.refused_name)
        return messages_page(request, page, form, status=422)
    except services.Refusal as refusal:
        form.add_error(None, refused_words(refusal))
        return messages_page(request, page, form, status=409)
    messages.success(request, sent_words(sent))
    return redirect("desk:case_messages", incident.reference)


@posted_from("desk:case_messages")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def open_case_messages(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open one thread of a case, or all that stand on its page; on this answer only."""
    incident = visible_case(request, reference)
    page = Threads(request, incident)
    wanted = request.POST.get("declaration", "")
    chosen = [each for each in page.declarations if wanted in {"", each.reference}]
    if not chosen:
        raise Http404
    if not all(access.can_open_sealed(request.user, each) for each in chosen):
        raise PermissionDenied
    opened = services.read_threads([each.pk for each in chosen], actor=request.user)
    return messages_page(request, page, opened=opened)


@posted_from("desk:declaration")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def open_declaration_messages(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open the thread of a declaration, taken or not; on this answer only."""
    shown = visible_declaration(request, reference)
    if not access.can_open_sealed(request.user, shown):
        raise PermissionDenied
    opened = services.read_threads([shown.pk], actor=request.user)
    return declaration_page(request, shown, thread=opened[shown.pk])


def send(
    request: SignedInRequest, incident: Incident, form: ComposeForm, arrived: Reception
) -> services.Sent:
    """Send what was written. Raises what `services.write` raises."""
    outgoing = services.Outgoing(
        texts=form.texts(),
        to=form.references(),
        form_nonce=form.nonce,
        files=Enclosed(arrived, whole=bool(form.cleaned_data["whole"])),
    )
    return services.write(incident, outgoing, actor=request.user)


def sent_words(sent: services.Sent) -> str:
    """Return what to say of a message that was sent."""
    said = ngettext(
        "Message sent to %(number)d declarant.",
        "Message sent to %(number)d declarants.",
        sent.addressed,
    ) % {"number": sent.addressed}
    if not sent.unreachable:
        return said
    left = ngettext(
        "%(number)d declaration has no receipt to read it with.",
        "%(number)d declarations have no receipt to read it with.",
        sent.unreachable,
    ) % {"number": sent.unreachable}
    return f"{said} {left}"


def refused_words(refusal: services.Refusal) -> str:
    """Return why nothing was sent."""
    if isinstance(refusal, services.NotInThisCase):
        return _("One of these declarations is no more in this case. Nothing was sent.")
    if isinstance(refusal, services.TooManyAddressees):
        return _("These are more declarants than can be written to at once. Nothing was sent.")
    return _("Nobody of this case holds a receipt to read it with. Nothing was sent.")


def messages_page(
    request: SignedInRequest,
    page: Threads,
    form: ComposeForm | None = None,
    *,
    opened: Opened | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page; `opened` is what was unsealed for this one answer."""
    incident = page.incident
    context: dict[str, Any] = {
        "incident": incident,
        "realm": incident.realm,
        "threads": page.rows(opened or {}),
        "page": page.page,
        "audience": page.audience,
        "form": form or page.form(),
        "template_form": page.template_form(),
        "typed_form": "compose",
    }
    return render(request, "desk/case_messages.html", context, status=status)
