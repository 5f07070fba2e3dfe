"""The declarant's answer to an offer of help."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.declarations import services
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.opening import opened_by

ANSWERS = {"yes": True, "no": False}


def shown_again(request: HttpRequest, support_id: uuid.UUID) -> HttpResponse:  # noqa: ARG001 - of support
    """Show the declaration again: the answer is one click."""
    return redirect("portal:declaration")


@audience(Audience.CODE_HOLDER)
@keeps_typed(shown_again)
def support(request: HttpRequest, support_id: uuid.UUID) -> HttpResponse:
    """Accept or decline an offer of help; the first answer stands."""
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None:
        return redirect("portal:follow")
    accepts = ANSWERS.get(request.POST.get("accepts", ""))
    if accepts is not None:
        try:
            services.reply_to_offer(opened.receipt, support_id, accepts=accepts)
        except services.NotOffered:
            messages.info(request, _("This help no longer waits for your answer: see below."))
        else:
            messages.success(request, _("Thank you: the CSIRT has your answer."))
    return receipt_cookie.keep(request, redirect("portal:declaration"), held)
