"""Machines that are told of events: asked by an administrator, approved by another person."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vigie.accounts import elevation
from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.subscriptions import selectors, services
from vigie.surfaces.desk.elevated import elevated_first, refuse_once_lowered
from vigie.surfaces.desk.forms.webhooks import WebhookForm

PAGE = "desk:webhooks"
ROWS = 50


@require_safe
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def webhooks(request: SignedInRequest) -> HttpResponse:
    """List the machines that are told, those that were suspended loudly first."""
    context = {
        "page": Paginator(selectors.subscriptions(), ROWS).get_page(request.GET.get("page")),
        "suspended": selectors.suspended(),
        "elevated_until": elevation.until(request),
        "administers": Audience.ADMINISTRATOR in request.user.audiences,
        "demonstration": settings.VIGIE_DEMO,
    }
    return render(request, "desk/webhooks.html", context)


def webhook_again(request: SignedInRequest) -> HttpResponse:
    """Show what was typed, to be sent once more."""
    return webhook_page(request, WebhookForm.unchecked(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ADMINISTRATOR)
@keeps_typed(webhook_again)
def new(request: SignedInRequest) -> HttpResponse:
    """Ask that a machine be told; its secret is shown once, on this answer."""
    if request.method != "POST":
        return elevated_first(request, PAGE) or webhook_page(request, WebhookForm())
    form = WebhookForm(request.POST)
    refuse_once_lowered(request, form)
    if not form.is_valid():
        return webhook_page(request, form, status=422)
    try:
        subscription, secret = services.subscribe(form.asked(), actor=request.user)
    except services.TooMany:
        form.add_error(None, _("There are as many webhooks as there may be: take one off first."))
    except services.CannotSubscribe:
        form.add_error("realm", _("In a demonstration, no machine is told of anything."))
    else:
        context = {"subscription": subscription, "secret": secret}
        return render(request, "desk/webhook_secret.html", context)
    return webhook_page(request, form, status=409)


def webhook_page(request: SignedInRequest, form: WebhookForm, *, status: int = 200) -> HttpResponse:
    """Show the form of a subscription."""
    return render(request, "desk/webhook_new.html", {"form": form}, status=status)
