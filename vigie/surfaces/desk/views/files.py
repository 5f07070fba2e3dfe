"""Files of a declaration or of a case: listed, opened, added, set apart, released."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.sending import as_download
from vigie.core.stale_form import keeps_typed
from vigie.core.uploads import Reception, receives_files
from vigie.declarations import services
from vigie.declarations.models import Attachment, Declaration
from vigie.declarations.selectors import attachments_of
from vigie.declarations.services import OpenedName
from vigie.incidents import access, selectors
from vigie.incidents.models import Incident
from vigie.incidents.services import journal_name, open_file_names, send_file
from vigie.surfaces.desk.fetching import visible_case, visible_declaration
from vigie.surfaces.desk.files import desk_files
from vigie.surfaces.desk.forms.files import AddFilesForm, DecisionForm
from vigie.surfaces.desk.posting import posted_from

HANDLERS = (Audience.ANALYST, Audience.DUTY_LEAD)
Names = dict[uuid.UUID, OpenedName]


def openable_declaration(request: SignedInRequest, reference: str) -> Declaration:
    """Return a declaration whose files this person may open, or refuse."""
    declaration = visible_declaration(request, reference)
    if not access.can_open_sealed(request.user, declaration):
        raise PermissionDenied
    return declaration


def reception_of(request: SignedInRequest, reference: str) -> Reception:
    """Return what takes in the files added; the address says whether the declarant sees them."""
    declaration = openable_declaration(request, reference)
    sender = services.from_desk(
        declaration.pk, shown_to_declarant=request.GET.get("shown") == "yes"
    )
    return services.reception_of_files(declaration.pk, sender)


def files_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the page again; browsers let nobody fill in which files were chosen."""
    declaration = openable_declaration(request, reference)
    return files_page(request, declaration, AddFilesForm.unchecked(request.POST))


@audience(*HANDLERS)
@receives_files(reception_of)
@keeps_typed(files_again)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: SignedInRequest, reference: str) -> HttpResponse:
    """List the files of a declaration, names closed, and add more."""
    declaration = openable_declaration(request, reference)
    if request.method != "POST":
        return files_page(request, declaration, AddFilesForm())
    form = AddFilesForm(request.POST)
    attached = take_in(request, form)
    if attached:
        said = ngettext("%(count)d file added.", "%(count)d files added.", len(attached))
        messages.success(request, said % {"count": len(attached)})
    if form.errors:
        return files_page(request, declaration, form, status=422)
    return redirect("desk:files", reference)


def take_in(request: SignedInRequest, form: AddFilesForm) -> list[Attachment]:
    """Attach what arrived, and say in `form` what was refused, or that nothing came."""
    arrived: Reception = request.reception  # type: ignore[attr-defined]
    form.is_valid()
    attached = services.attach_arrived(
        arrived,
        whole=bool(form.cleaned_data.get("whole")),
        is_sample=form.cleaned_data.get("sample", False),
        actor=journal_name(request.user),
    )
    if arrived.refusal:
        form.refuse(arrived.refusal.words, arrived.refused_name)
    elif not attached:
        form.refuse(_("Choose a file."))
    return attached


@posted_from("desk:files")
@audience(*HANDLERS)
def names(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open the names of a declaration's files, on this one answer, and journal who did."""
    declaration = openable_declaration(request, reference)
    attachments = attachments_of([declaration.pk])
    opened = open_file_names(attachments, actor=request.user)
    return files_page(request, declaration, AddFilesForm(), opened=opened)


def files_page(
    request: SignedInRequest,
    declaration: Declaration,
    form: AddFilesForm,
    *,
    status: int = 200,
    opened: Names | None = None,
) -> HttpResponse:
    """Show the files of a declaration; `opened`: names opened for this one answer."""
    context = {
        "declaration": declaration,
        "realm": declaration.realm,
        "form": form,
        "files": desk_files(attachments_of([declaration.pk]), opened),
        "unopened": selectors.unopened([declaration.pk]),
        "opened": opened is not None,
        "password": services.ARCHIVE_PASSWORD,
    }
    return render(request, "desk/files.html", context, status=status)


@require_safe
@audience(*HANDLERS)
def case_files(request: SignedInRequest, reference: str) -> HttpResponse:
    """List the files of a case, names closed."""
    return case_files_page(request, visible_case(request, reference))


@posted_from("desk:case_files")
@audience(*HANDLERS)
def case_names(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open the names of a case's files, on this one answer, and journal who did."""
    incident = visible_case(request, reference)
    declarations = selectors.declarations_of(incident)
    attachments = attachments_of([each.pk for each in declarations])
    opened = open_file_names(attachments, actor=request.user)
    return case_files_page(request, incident, opened=opened)


def case_files_page(
    request: SignedInRequest, incident: Incident, *, opened: Names | None = None
) -> HttpResponse:
    """Show the files of a case; `opened`: names opened for this one answer."""
    declarations = list(selectors.declarations_of(incident))
    context = {
        "incident": incident,
        "realm": incident.realm,
        "declarations": declarations,
        "files": desk_files(attachments_of([each.pk for each in declarations]), opened),
        "unopened": selectors.unopened([each.pk for each in declarations]),
        "opened": opened is not None,
        "password": services.ARCHIVE_PASSWORD,
    }
    return render(request, "desk/case_files.html", context)


def openable_file(request: SignedInRequest, reference: str, pk: uuid.UUID) -> Attachment:
    """Return a file that this person may open, or refuse."""
    declaration = openable_declaration(request, reference)
    attachment = attachments_of([declaration.pk]).filter(pk=pk).first()
    if attachment is None:
        raise Http404
    return attachment


def where_it_is_listed(declaration: Declaration) -> HttpResponse:
    """Lead back to the files of the case that has this declaration, else to its own."""
    link = getattr(declaration, "incident_link", None)
    if link is not None:
        return redirect("desk:case_files", link.incident.reference)
    return redirect("desk:files", declaration.reference)


@audience(*HANDLERS)
def file(request: SignedInRequest, reference: str, pk: uuid.UUID) -> HttpResponseBase:
    """Open a file for whoever asks, and journal who did."""
    if request.method != "POST":
        return redirect("desk:files", reference)
    attachment = openable_file(request, reference, pk)
    try:
        return as_download(send_file(attachment, actor=request.user))
    except services.Damaged:
        messages.error(request, _("This file is damaged: it is not what was received."))
        return where_it_is_listed(attachment.declaration)


@audience(*HANDLERS)
def decide(request: SignedInRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Set a file apart, or release it."""
    if request.method != "POST":
        return redirect("desk:files", reference)
    attachment = openable_file(request, reference, pk)
    form = DecisionForm(attachment, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a reason: nothing was changed."))
        return where_it_is_listed(attachment.declaration)
    move = services.release_file if form.releases else services.set_apart
    if move(attachment, reason=form.cleaned_data["reason"], actor=journal_name(request.user)):
        said = _("The file is released.") if form.releases else _("The file is set apart.")
        messages.success(request, said)
    else:
        messages.info(request, _("Somebody has just decided on this file: see its state."))
    return where_it_is_listed(attachment.declaration)
