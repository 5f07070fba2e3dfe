"""The desk's search."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core import references
from vigie.core.audience import Audience, audience
from vigie.core.counts import bounded_counts
from vigie.core.forms.base import clean_text
from vigie.incidents import access, selectors
from vigie.surfaces.desk.listing import page_of
from vigie.surfaces.desk.realms import realm_choice

LONGEST_SEARCH = 200


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def search(request: SignedInRequest) -> HttpResponse:
    """List what matches the words typed; a whole reference leads to its page."""
    realms = realm_choice(request)
    words = clean_text(request.GET.get("q", "")).strip()[:LONGEST_SEARCH]
    if named := answer_to_reference(request, words):
        return named
    found = selectors.found(request.user, realms.shown, words)
    page = page_of(request, found)
    context = {
        "realm": realms.shown,
        "realms": realms,
        "words": words,
        "page": page,
        "rows": selectors.found_rows(page),
        "count": bounded_counts({"found": found})["found"],
    }
    return render(request, "desk/search.html", context)


def answer_to_reference(request: SignedInRequest, words: str) -> HttpResponse | None:
    """Lead to the declaration or the case of this reference, where it may be seen."""
    for prefix, page, visible in (
        ("VIG", "desk:declaration", access.visible_declarations(request.user)),
        ("INC", "desk:case", access.visible_cases(request.user)),
    ):
        try:
            reference = references.normalise(words, prefix)
        except references.MalformedReference:
            continue
        if visible.filter(reference=reference).exists():
            return redirect(page, reference)
    return None
