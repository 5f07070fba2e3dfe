"""One machine that is told of events: what was sent to it, and what may be done with it."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vigie.accounts import elevation
from vigie.accounts.request import SignedInRequest
from vigie.accounts.services import CannotDecide
from vigie.core.audience import Audience, audience
from vigie.subscriptions import access, selectors, services
from vigie.subscriptions.models import Delivery, Subscription
from vigie.surfaces.desk.elevated import elevated_first
from vigie.surfaces.desk.posting import posted_from

PAGE = "desk:webhook"
ROWS = 50


@require_safe
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def webhook(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show where a subscription stands, and its latest messages."""
    subscription = get_object_or_404(
        Subscription.objects.select_related("made_by", "approved_by"), pk=pk
    )
    deliveries = selectors.deliveries_of(subscription)
    context = {
        "subscription": subscription,
        "page": Paginator(deliveries, ROWS).get_page(request.GET.get("page")),
        "may_approve": access.can_approve(request.user, subscription),
        "elevated_until": elevation.until(request),
    }
    return render(request, "desk/webhook.html", context)


def changed(
    request: SignedInRequest, pk: uuid.UUID, change: Callable[[Subscription], object], done: str
) -> HttpResponse:
    """Change a subscription, in the elevated mode, and say what came of it."""
    if first := elevated_first(request, PAGE, pk):
        return first
    try:
        change(get_object_or_404(Subscription, pk=pk))
    except CannotDecide:
        messages.warning(request, _("This is not for you to decide, or it is decided already."))
    except services.NotActive:
        messages.warning(request, _("It waits for approval, is suspended or was taken off."))
    else:
        messages.success(request, done)
    return redirect(PAGE, pk)


@posted_from(PAGE)
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def approve(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Let a subscription that somebody else asked for begin."""
    words = _("Approved: the program is told of what happens from now on.")
    return changed(request, pk, lambda each: services.approve(each, actor=request.user), words)


@posted_from(PAGE)
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def resume(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin to send again after a suspension."""
    words = _("Resumed: what happened in the last three days is sent too.")
    return changed(request, pk, lambda each: services.resume(each, actor=request.user), words)


@posted_from(PAGE)
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def end(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a subscription off for ever."""
    words = _("Taken off: the program is told of nothing any more.")
    return changed(request, pk, lambda each: services.end(each, actor=request.user), words)


@posted_from(PAGE)
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def test(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Send a message that tells nothing."""
    words = _("A test is on its way: load this page again in a moment to see what came of it.")
    return changed(request, pk, lambda each: services.send_test(each, actor=request.user), words)


@posted_from(PAGE, ["pk"])
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def again(request: SignedInRequest, pk: uuid.UUID, delivery_id: uuid.UUID) -> HttpResponse:
    """Send a message again."""
    delivery = get_object_or_404(
        Delivery.objects.select_related("subscription"), pk=delivery_id, subscription=pk
    )
    words = _("It is sent again: load this page again in a moment to see what came of it.")
    return changed(
        request, pk, lambda _each: services.send_again(delivery, actor=request.user), words
    )


@posted_from(PAGE)
@audience(Audience.ADMINISTRATOR)
def renew_secret(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Make a new secret, shown once on this answer."""
    if first := elevated_first(request, PAGE, pk):
        return first
    subscription = get_object_or_404(Subscription, pk=pk)
    try:
        secret = services.renew_secret(subscription, actor=request.user)
    except services.NotActive:
        messages.warning(request, _("It waits for approval, is suspended or was taken off."))
        return redirect(PAGE, pk)
    context = {"subscription": subscription, "secret": secret, "renewed": True}
    return render(request, "desk/webhook_secret.html", context)
