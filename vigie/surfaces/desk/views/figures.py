"""Figures: live for the desk, and released for the public."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents.services import journal_name
from vigie.observatory import facts, live, releases, selectors
from vigie.observatory.publications import AlreadyPublishedError
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.realms import RealmChoice, realm_choice
from vigie.surfaces.desk.releasing import (
    ReleaseForm,
    published_words,
    refusal_words,
    silent_words,
    unchanged_words,
)


@dataclass(frozen=True)
class Choice:
    """Which figures the page is about."""

    realms: RealmChoice
    # Those in which something was declared, newest first.
    years: list[int]
    # None where nothing was declared.
    year: int | None


@require_safe
@audience(Audience.STATISTICIAN, Audience.DUTY_LEAD)
def figures(request: SignedInRequest) -> HttpResponse:
    """Show the figures of a year as they are now, beside what is published of it."""
    choice = choice_of(request)
    form = None
    if Audience.STATISTICIAN in request.user.audiences:
        first = {"years": [choice.year]}
        form = ReleaseForm(signer=request.user, years=choice.years, initial=first)
    return figures_page(request, choice, form)


@posted_from("desk:figures")
@audience(Audience.STATISTICIAN)
def release(request: SignedInRequest) -> HttpResponse:
    """Publish the figures of the years chosen, and say what became of each."""
    choice = choice_of(request)
    form = ReleaseForm(request.POST, signer=request.user, years=choice.years)
    if not form.is_valid():
        return figures_page(request, choice, form, status=422)
    try:
        released = releases.release(
            choice.realms.shown,
            signed_by=form.signed_by,
            years=sorted(form.cleaned_data["years"]),
            waiver=form.cleaned_data["waiver"],
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            actor=journal_name(request.user),
        )
        tell(request, released)
    except releases.CannotReleaseError as refusal:
        form.add_error("years", refusal_words(refusal))
        return figures_page(request, choice, form, status=422)
    except releases.NoteMissing as missing:
        form.add_error("note", silent_words(missing))
        return figures_page(request, choice, form, status=422)
    except AlreadyPublishedError:
        messages.warning(request, _("Somebody else released at the same moment: look again."))
    shown = urlencode({"realm": choice.realms.shown, "year": choice.year})
    return redirect(f"{resolve_url('desk:figures')}?{shown}")


def tell(request: SignedInRequest, released: list[releases.Released]) -> None:
    """Say what became of each year."""
    if published := published_words(released):
        messages.success(request, published)
    if unchanged := unchanged_words(released):
        messages.info(request, unchanged)


def choice_of(request: SignedInRequest) -> Choice:
    """Return the realm and the year that the address names, by default the last year, else 404."""
    realms = realm_choice(request)
    years = facts.years(realms.shown)[::-1]
    asked = request.GET.get("year")
    if not asked:
        return Choice(realms, years, next(iter(years), None))
    for year in years:
        if asked == str(year):
            return Choice(realms, years, year)
    raise Http404


def figures_page(
    request: SignedInRequest, choice: Choice, form: ReleaseForm | None, *, status: int = 200
) -> HttpResponse:
    """Show the figures of a year, or that there is none yet."""
    realm = choice.realms.shown
    context: dict[str, Any] = {"realm": realm, "realms": choice.realms, "years": choice.years}
    if choice.year is not None:
        now = live.live_year(realm, choice.year)
        publication = selectors.publication(realm, choice.year)
        context |= {
            "live": now,
            "groups": live.beside_published(now, publication),
            "publication": publication,
            "waived": selectors.waived(publication) if publication else [],
            "public_realm": settings.VIGIE_INTAKE_REALM,
            "form": form,
        }
    return render(request, "desk/figures.html", context, status=status)
