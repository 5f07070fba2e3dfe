"""The directory of structures, as it was imported: who they are, and which number one calls."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.forms.base import clean_text
from vigie.directory.models import Structure
from vigie.directory.selectors import search_structures
from vigie.incidents import selectors
from vigie.surfaces.desk.facts import directory_rows
from vigie.surfaces.desk.realms import realm_choice

LONGEST_SEARCH = 200
MOST_STRUCTURES = 20
MOST_DECLARATIONS = 20


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def structures(request: SignedInRequest) -> HttpResponse:
    """List the structures that match the words typed, the likeliest first."""
    words = clean_text(request.GET.get("q", "")).strip()[:LONGEST_SEARCH]
    found = search_structures(words, limit=MOST_STRUCTURES)
    context = {
        "realm": realm_choice(request).shown,
        "looked_up": words,
        "structures": found,
        "perhaps_more": len(found) == MOST_STRUCTURES,
    }
    return render(request, "desk/structures.html", context)


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def structure(request: SignedInRequest, finess: str) -> HttpResponse:
    """Show one structure, and the last that it declared."""
    listed = get_object_or_404(Structure, finess=finess)
    realm = realm_choice(request).shown
    declared = selectors.declared(request.user, realm).filter(structure=listed)
    context = {
        "realm": realm,
        "structure": listed,
        "rows": directory_rows(listed),
        "declarations": list(declared[:MOST_DECLARATIONS]),
        "most": MOST_DECLARATIONS,
    }
    return render(request, "desk/structure.html", context)
