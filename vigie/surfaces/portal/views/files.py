"""Files of a declaration: sent, listed with what became of them, fetched back."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from vigie.core.audience import Audience, audience
from vigie.core.sending import as_download
from vigie.core.stale_form import keeps_typed
from vigie.core.uploads import Reception, receives_files
from vigie.declarations import selectors, services
from vigie.declarations.models import Attachment
from vigie.declarations.selectors import OpenedReceipt
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.forms.files import FilesForm
from vigie.surfaces.portal.opening import opened_by
from vigie.surfaces.portal.reading import Reading
from vigie.surfaces.portal.receipt_cookie import HeldReceipt
from vigie.surfaces.portal.sent_files import readable

DECLARANT = "declarant"
# Stands in the addresses that a script completes with a file's key.
NO_FILE = uuid.UUID(int=0)


def reception_of(request: HttpRequest) -> Reception:
    """Return what takes in the files sent: nothing does where no declaration is open."""
    opened = opened_by(receipt_cookie.held(request))
    if opened is None:
        return Reception.of_nothing()
    receipt = opened.receipt
    return services.reception_of_files(receipt.declaration_id, services.from_declarant(receipt))


def files_again(request: HttpRequest) -> HttpResponse:
    """Show the page again; browsers let nobody fill in which files were chosen."""
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None:
        return redirect("portal:follow")
    return files_page(request, held, opened, FilesForm.unchecked(request.POST))


@audience(Audience.CODE_HOLDER)
@receives_files(reception_of)
@keeps_typed(files_again)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """List the files of the declaration, and receive more."""
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None:
        return redirect("portal:follow")
    if request.method != "POST":
        return files_page(request, held, opened, FilesForm())
    form = FilesForm(request.POST)
    attached = take_in(request, form)
    if attached:
        messages.success(request, received_words(attached))
    if form.errors:
        return files_page(request, held, opened, form)
    return receipt_cookie.keep(request, redirect("portal:files"), held)


def take_in(request: HttpRequest, form: FilesForm) -> list[Attachment]:
    """Attach what arrived, and say in `form` what was refused, or that nothing came."""
    arrived: Reception = request.reception  # type: ignore[attr-defined]
    form.is_valid()
    attached = services.attach_arrived(
        arrived,
        whole=bool(form.cleaned_data.get("whole")),
        is_sample=form.cleaned_data.get("sample", False),
        actor=DECLARANT,
    )
    if arrived.refusal:
        form.refuse(arrived.refusal.words, arrived.refused_name)
    elif not attached:
        form.refuse(_("Choose a file."))
    return attached


def received_words(attached: list[Attachment]) -> str:
    """Return how many files were received."""
    return ngettext("%(count)d file received.", "%(count)d files received.", len(attached)) % {
        "count": len(attached)
    }


def files_page(
    request: HttpRequest, held: HeldReceipt, opened: OpenedReceipt, form: FilesForm
) -> HttpResponse:
    """Render the page."""
    reading = Reading(opened)
    shown = {
        "form": form,
        "reading": reading,
        "files": readable(selectors.declarants_files(opened.receipt, held.code), reading.moment),
        "no_file": NO_FILE,
        "largest": settings.VIGIE_ATTACHMENT_MAX_BYTES,
        "password": services.ARCHIVE_PASSWORD,
    }
    page = render(request, "portal/files.html", shown, status=422 if form.errors else 200)
    return receipt_cookie.keep(request, page, held)


@audience(Audience.CODE_HOLDER)
@require_safe
def file(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give a file back to the declarant."""
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None:
        return redirect("portal:follow")
    attachment = selectors.declarants_file(opened.receipt, pk)
    if attachment is None:
        raise Http404
    if not attachment.ready:  # type: ignore[attr-defined]
        messages.info(
            request,
            _("This file is being made readable with your new code. Try again in a few minutes."),
        )
        return redirect("portal:files")
    try:
        return as_download(services.send_to_declarant(attachment, held.code))
    except services.Damaged:
        messages.error(request, _("This file is damaged and cannot be opened. Send it again."))
        return redirect("portal:files")
