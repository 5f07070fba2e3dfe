"""What one person asked for and another decides, in one place."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import access
from vigie.surfaces.desk.realms import realm_choice
from vigie.surfaces.desk.second_person import MOST_ON_THEIR_PAGE, awaited


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD, Audience.ADMINISTRATOR)
def approvals(request: SignedInRequest) -> HttpResponse:
    """List what waits for a second person: first what it is the reader's turn to do."""
    realms = realm_choice(request)
    found = awaited(request.user, realms.shown, most=MOST_ON_THEIR_PAGE)
    context = {
        "realm": realms.shown,
        # Receipt codes alone are of a realm.
        "realms": realms if access.can_handle(request.user) else None,
        "mine": [each for each in found if each.to_act_on],
        "of_others": [each for each in found if not each.to_act_on],
    }
    return render(request, "desk/approvals.html", context)
