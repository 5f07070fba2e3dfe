"""A text, a mail or a table is searched for indicators, and those chosen are kept."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.core.uploads import Reception, Refused, receives_files
from vigie.incidents import access, selectors, services
from vigie.incidents.indicators import Candidate, Found, find
from vigie.incidents.indicators.values import digest
from vigie.incidents.models import Incident
from vigie.surfaces.desk.fetching import visible_case
from vigie.surfaces.desk.forms.indicators import (
    KeepForm,
    SearchForm,
    carried,
    chosen,
    read_back,
)
from vigie.surfaces.desk.indicator_lines import candidate_lines
from vigie.surfaces.desk.searching import TEXT, reception, search_file
from vigie.surfaces.desk.views.indicators import indicators_page


def reception_of(request: SignedInRequest, reference: str) -> Reception:
    """Return what takes the file in: nothing does for who sees no such case."""
    visible = access.visible_cases(request.user).filter(reference=reference)
    return reception() if visible.exists() else Reception.of_nothing()


def search_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show what was pasted; browsers let nobody fill in which file was chosen."""
    form = SearchForm.unchecked(request.POST)
    return indicators_page(request, visible_case(request, reference), search=form)


@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@receives_files(reception_of)
@keeps_typed(search_again)
def search(request: SignedInRequest, reference: str) -> HttpResponse:
    """Search what was pasted or sent, and offer what was found. Nothing is stored."""
    incident = visible_case(request, reference)
    if request.method != "POST":
        return redirect("desk:indicators", incident.reference)
    form = SearchForm(request.POST)
    searched = search_of(request, form) if form.is_valid() else None
    if searched is None:
        return indicators_page(request, incident, search=form, status=422)
    found, source = searched
    fresh = [each for each in found.candidates if not each.noise]
    keep = KeepForm(initial={"source": source, "found": carried(found.candidates)})
    return found_page(request, incident, keep, found, checked=fresh)


def search_of(request: SignedInRequest, form: SearchForm) -> tuple[Found, str] | None:
    """Return what was found and where; or say in `form` why nothing was searched."""
    arrived: Reception = request.reception  # type: ignore[attr-defined]
    try:
        if arrived.refusal:
            raise arrived.refusal
        files = [file for file in arrived.take() if file.content]
        if files:
            return search_file(files[0])
    except Refused as refusal:
        form.add_error("file", str(refusal.words))
        return None
    if text := form.cleaned_data["text"]:
        return find(text), TEXT
    form.add_error("text", _("Paste a text, or choose a file."))
    return None


def found_page(  # noqa: PLR0913 - each is one thing that the page may show
    request: SignedInRequest,
    incident: Incident,
    form: KeepForm,
    found: Found,
    *,
    checked: Sequence[Candidate],
    status: int = 200,
) -> HttpResponse:
    """Offer what was found, to choose what is kept."""
    digests = [digest(each.kind, each.value) for each in found.candidates]
    had = selectors.indicators_of(incident).filter(digest__in=digests)
    elsewhere = selectors.seen_elsewhere(request.user, incident, digests)
    context = {
        "incident": incident,
        "realm": incident.realm,
        "form": form,
        "found": found,
        "lines": candidate_lines(
            found.candidates,
            elsewhere,
            had=had.values_list("digest", flat=True),
            checked=checked,
        ),
        "typed_form": "keep",
    }
    return render(request, "desk/indicators_found.html", context, status=status)


def keep_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Offer once more what was found, with what was chosen."""
    candidates = read_back(request.POST)
    return found_page(
        request,
        visible_case(request, reference),
        KeepForm.unchecked(request.POST),
        Found(candidates),
        checked=chosen(request.POST, candidates),
    )


@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(keep_again)
def keep(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep the indicators that were chosen."""
    incident = visible_case(request, reference)
    if request.method != "POST":
        return redirect("desk:indicators", incident.reference)
    form = KeepForm(request.POST)
    candidates = read_back(request.POST)
    wanted = chosen(request.POST, candidates)
    if not form.is_valid():
        return found_page(request, incident, form, Found(candidates), checked=wanted, status=422)
    pairs = [(each.kind, each.value) for each in wanted]
    try:
        number = services.add_indicators(incident, pairs, form.marking(), actor=request.user)
    except services.CaseClosed:
        fresh = visible_case(request, reference)
        return found_page(request, fresh, form, Found(candidates), checked=wanted, status=409)
    text = ngettext("%(count)s indicator kept.", "%(count)s indicators kept.", number)
    messages.success(request, text % {"count": number})
    return redirect("desk:indicators", incident.reference)
