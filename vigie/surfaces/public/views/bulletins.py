"""Alerts and bulletins: the list, searched and narrowed."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from vigie.core.audience import Audience, audience
from vigie.publishing.enums import Kind
from vigie.publishing.selectors.published import Entry
from vigie.surfaces.public.forms.bulletins import WantedForm
from vigie.surfaces.public.sections import SECTIONS
from vigie.watch.facts import Facts
from vigie.watch.selectors import published
from vigie.watch.wording import Badge, badges


@require_safe
@audience(Audience.ANYONE)
@conditional_page
def bulletins(request: HttpRequest) -> HttpResponse:
    """List the bulletins that everybody may read, the newest first."""
    form = WantedForm(request.GET)
    wanted = form.wanted()
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    listing = published.listing(
        settings.VIGIE_INTAKE_REALM, wanted, get_language() or "", **cursors
    )
    known = published.facts_of(listing.entries, settings.VIGIE_INTAKE_REALM)
    context = {
        "entries": [(entry, badges_of(entry, known)) for entry in listing.entries],
        "section": SECTIONS["bulletins"],
        "wanted_form": form,
        "wanted": wanted,
        "listing": listing,
        "further": wanted.narrows or any(cursors.values()),
    }
    return render(request, "public/bulletins.html", context)


def badges_of(entry: Entry, known: Mapping[str, Facts]) -> list[Badge]:
    """Return what kind of bulletin it is, and what is seen of it first."""
    told = badges(known[entry.slug]) if entry.slug in known else []
    return [Badge(str(Kind(entry.kind).label)), *told]
