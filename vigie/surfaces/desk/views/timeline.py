"""Notes and timeline of a case."""

import uuid
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.models import JournalEntry
from vigie.core.stale_form import keeps_typed
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident, Note
from vigie.incidents.selectors import Deed
from vigie.surfaces.desk.fetching import visible_case
from vigie.surfaces.desk.forms.notes import ExportForm, NoteForm, answers_of
from vigie.surfaces.desk.listing import moments_page
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.timeline import BY_HAND, Entry, Opened, entries, written
from vigie.surfaces.desk.timeline_files import as_csv, as_json

ALL, WRITTEN = "all", "written"


def timeline_shown_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show what was typed of a note."""
    incident = visible_case(request, reference)
    return timeline_page(request, incident, form=NoteForm.unchecked(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(timeline_shown_again)
def timeline(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show what happened on a case, notes sealed; and write a note."""
    incident = visible_case(request, reference)
    if request.method != "POST":
        return timeline_page(request, incident, form=new_note(request, incident))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return timeline_page(request, incident, form=form, status=422)
    corrected = form.cleaned_data["corrects"]
    try:
        services.write_note(
            incident,
            form.cleaned_data["text"],
            occurred=form.occurred(),
            corrects=note_named(incident, corrected) if corrected else None,
            actor=request.user,
        )
    except services.CaseClosed:
        return timeline_page(request, visible_case(request, reference), form=form, status=409)
    messages.success(request, _("Noted, and sealed."))
    return redirect("desk:timeline", incident.reference)


def new_note(request: SignedInRequest, incident: Incident) -> NoteForm:
    """Return an empty form, to correct the note that the address names where it names one."""
    initial: dict[str, object] = {"zone": settings.TIME_ZONE}
    if asked := request.GET.get("corrects"):
        initial |= answers_of(note_named(incident, asked))
    return NoteForm(initial=initial)


def note_named(incident: Incident, named: object) -> Note:
    """Return the note of this very case that somebody wants to correct, or answer 404."""
    try:
        return selectors.note(incident, uuid.UUID(str(named)))
    except (ValueError, Note.DoesNotExist):
        raise Http404 from None


@posted_from("desk:timeline")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def open_timeline(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open the notes of a case, on this one answer, and journal who did."""
    incident = visible_case(request, reference)
    opened = opened_notes(request, incident)
    return timeline_page(request, incident, form=new_note(request, incident), opened=opened)


@posted_from("desk:timeline")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def export_timeline(request: SignedInRequest, reference: str) -> HttpResponse:
    """Hand over the whole timeline as a file, notes opened, and journal who took it."""
    incident = visible_case(request, reference)
    form = ExportForm(request.POST)
    if not form.is_valid():
        return redirect("desk:timeline", incident.reference)
    try:
        opened = services.export_notes(incident, actor=request.user)
    except services.CannotOpen:
        raise PermissionDenied from None
    deeds = selectors.history(list(selectors.declarations_of(incident)))
    whole = entries_of(incident, deeds, list(selectors.notes_of(incident)), opened)
    csv = form.cleaned_data["format"] == "csv"
    content, kind, ending = (
        (as_csv(whole), "text/csv; charset=utf-8", "csv")
        if csv
        else (as_json(incident, whole), "application/json", "json")
    )
    name = f"{incident.reference}-timeline.{ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store, private",
    }
    return HttpResponse(content, content_type=kind, headers=headers)


def opened_notes(request: SignedInRequest, incident: Incident) -> Opened:
    """Open the notes of a case, or answer 403."""
    try:
        return services.open_notes(incident, actor=request.user)
    except services.CannotOpen:
        raise PermissionDenied from None


def entries_of(
    incident: Incident, deeds: Iterable[Deed], notes: Sequence[Note], opened: Opened | None
) -> list[Entry]:
    """Return deeds and notes of a case as they stand on its timeline."""
    return entries(
        deeds,
        notes,
        tasks=selectors.tasks_of(incident),
        zone=timezone.get_current_timezone_name(),
        opened=opened,
    )


def timeline_page(
    request: SignedInRequest,
    incident: Incident,
    *,
    form: NoteForm,
    opened: Opened | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page of notes and timeline: its last part, unless another is asked for."""
    show = WRITTEN if request.GET.get("show") == WRITTEN else ALL
    declarations = list(selectors.declarations_of(incident))
    notes = selectors.notes_of(incident)
    deeds = selectors.deed_entries(declarations).exclude(action__in=BY_HAND)
    page = moments_page(request, [notes] if show == WRITTEN else [notes, deeds])
    told = [row for row in page if isinstance(row, JournalEntry)]
    noted = [row for row in page if isinstance(row, Note)]
    context = {
        "incident": incident,
        "realm": incident.realm,
        "form": form,
        "typed_form": "note",
        "page": page,
        "entries": entries_of(incident, selectors.deeds_told(told, declarations), noted, opened),
        "show": show,
        "opened": opened is not None,
        "sealed_notes": opened is None and notes.exists(),
        "corrects": corrected_entry(incident, form["corrects"].value(), opened or {}),
    }
    return render(request, "desk/timeline.html", context, status=status)


def corrected_entry(incident: Incident, key: object, opened: Opened) -> Entry | None:
    """Return the entry that the form corrects; none where it names no note of this case."""
    if not key:
        return None
    try:
        note = note_named(incident, key)
    except Http404:
        return None
    zone = timezone.get_current_timezone_name()
    return written(note, opened.get(note.pk, ""), zone=zone)
