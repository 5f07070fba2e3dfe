"""The duty: who answers now and next, the roster, one's own addresses, the hand-over."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.forms import VigieForm
from vigie.core.stale_form import keeps_typed
from vigie.incidents import access
from vigie.incidents.models import HandOverNote, PagingAddress, Shift
from vigie.incidents.selectors import duty as selectors
from vigie.incidents.services import duty
from vigie.surfaces.desk.facts import moment
from vigie.surfaces.desk.forms.duty import AddressesForm, HandOverForm, ShiftForm
from vigie.surfaces.desk.posting import posted_from

ROWS = 50
NOTES = 10
# The forms of the page, and the id of each there.
FORMS: dict[type[VigieForm], str] = {
    ShiftForm: "shift",
    AddressesForm: "addresses",
    HandOverForm: "hand-over",
}


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def board(request: SignedInRequest) -> HttpResponse:
    """Show who is on duty now and next, where nobody is, and the roster."""
    return duty_page(request)


def shift_shown_again(request: SignedInRequest) -> HttpResponse:
    """Show the shift as it was typed."""
    return duty_page(request, ShiftForm.unchecked(request.POST))


@posted_from("desk:duty")
@audience(Audience.DUTY_LEAD)
@keeps_typed(shift_shown_again)
def add_shift(request: SignedInRequest) -> HttpResponse:
    """Put somebody on the roster."""
    form = ShiftForm(request.POST)
    if not form.is_valid():
        return duty_page(request, form, status=422)
    try:
        duty.add_shift(**form.cleaned_data, actor=request.user)
        messages.success(request, _("Shift added."))
    except duty.ShiftExists:
        messages.info(request, _("This shift is on the roster already."))
    return redirect("desk:duty")


@posted_from("desk:duty")
@audience(Audience.DUTY_LEAD)
def remove_shift(request: SignedInRequest) -> HttpResponse:
    """Take a shift off the roster; one that has begun ends now."""
    shift = get_object_or_404(Shift, pk=key_of(request, "shift"))
    try:
        duty.remove_shift(shift, actor=request.user)
        messages.success(request, _("The shift is off the roster."))
    except duty.ShiftEnded:
        messages.info(request, _("This shift has ended: it stays on record."))
    return redirect("desk:duty")


def addresses_shown_again(request: SignedInRequest) -> HttpResponse:
    """Show the addresses as they were typed."""
    return duty_page(request, AddressesForm.unchecked(request.POST))


@posted_from("desk:duty")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(addresses_shown_again)
def keep_addresses(request: SignedInRequest) -> HttpResponse:
    """Record where this person wants to be woken."""
    form = AddressesForm(request.POST)
    if not form.is_valid():
        return duty_page(request, form, status=422)
    changes = form.changes()
    if set(changes.values()) != {None}:
        duty.keep_addresses(request.user, email=changes["email"], phone=changes["phone"])
        messages.success(request, _("Recorded, sealed: a drill will show that it works."))
    return redirect("desk:duty")


def note_shown_again(request: SignedInRequest) -> HttpResponse:
    """Show the note as it was typed."""
    return duty_page(request, HandOverForm.unchecked(request.POST))


@posted_from("desk:duty")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(note_shown_again)
def hand_over(request: SignedInRequest) -> HttpResponse:
    """Leave a note to whoever takes over."""
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return duty_page(request, form, status=422)
    duty.hand_over(form.cleaned_data["note"], actor=request.user)
    messages.success(request, _("Note left, sealed to the desk."))
    return redirect("desk:duty")


@posted_from("desk:duty")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def open_note(request: SignedInRequest) -> HttpResponse:
    """Open a note, on this one answer, and journal who did."""
    note = get_object_or_404(HandOverNote, pk=key_of(request, "note"))
    return duty_page(request, opened={note.pk: duty.open_note(note, actor=request.user)})


@posted_from("desk:duty")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def take_over(request: SignedInRequest) -> HttpResponse:
    """Acknowledge a hand-over."""
    note = get_object_or_404(HandOverNote, pk=key_of(request, "note"))
    try:
        duty.take_over(note, actor=request.user)
        messages.success(request, _("You have taken over."))
    except duty.AlreadyTakenOver as refusal:
        taken = refusal.note
        messages.warning(
            request,
            _("%(person)s has taken over already: %(moment)s.")
            % {"person": taken.taken_over_by, "moment": moment(taken.taken_over_at)},  # type: ignore[arg-type]
        )
    return redirect("desk:duty")


def key_of(request: SignedInRequest, name: str) -> uuid.UUID | None:
    """Return the key that a button sent, None when it is none: nothing is found under it."""
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def duty_page(
    request: SignedInRequest,
    typed: VigieForm | None = None,
    *,
    status: int = 200,
    opened: dict[uuid.UUID, str] | None = None,
) -> HttpResponse:
    """Show the page of the duty; `typed`: one of its forms, sent; `opened`: a note unsealed."""
    now = timezone.now()
    forms = {kind: typed if isinstance(typed, kind) else kind() for kind in FORMS}
    notes = list(selectors.notes()[:NOTES])
    context = {
        "realm": settings.VIGIE_INTAKE_REALM,
        "now": list(selectors.on_duty(now)),
        "next": selectors.next_on_duty(now),
        "gaps": selectors.gaps_ahead(now),
        "overlaps": selectors.overlaps_ahead(now),
        "page": Paginator(selectors.roster(now), ROWS).get_page(request.GET.get("page")),
        "at": now,
        "leads": access.can_lead_duty(request.user),
        "addresses": PagingAddress.objects.filter(person=request.user).first(),
        "notes": [(note, (opened or {}).get(note.pk)) for note in notes],
        "shift_form": forms[ShiftForm],
        "addresses_form": forms[AddressesForm],
        "note_form": forms[HandOverForm],
        "form": typed,
        "typed_form": FORMS[type(typed)] if typed else "",
    }
    return render(request, "desk/duty.html", context, status=status)
