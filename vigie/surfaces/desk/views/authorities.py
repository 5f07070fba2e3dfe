"""The address book of authorities."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import selectors, services
from vigie.surfaces.desk.forms.notices import AddressForm
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.realms import realm_choice


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.DUTY_LEAD, Audience.ADMINISTRATOR)
def authorities(request: SignedInRequest) -> HttpResponse:
    """List where authorities are told that a notice waits, and add one."""
    if request.method != "POST":
        return authorities_page(request, AddressForm())
    form = AddressForm(request.POST)
    if not form.is_valid():
        return authorities_page(request, form, status=422)
    try:
        services.add_address(**form.cleaned_data, actor=request.user)
        messages.success(request, _("Address added."))
    except services.AddressKnown:
        messages.info(request, _("This address was there already."))
    return redirect("desk:authorities")


@posted_from("desk:authorities")
@audience(Audience.DUTY_LEAD, Audience.ADMINISTRATOR)
def remove_address(request: SignedInRequest) -> HttpResponse:
    """Tell nobody at an address any more."""
    try:
        key = uuid.UUID(request.POST.get("address", ""))
    except ValueError:
        key = None
    services.remove_address(get_object_or_404(selectors.addresses(), pk=key), actor=request.user)
    messages.success(request, _("Address removed."))
    return redirect("desk:authorities")


def authorities_page(
    request: SignedInRequest, form: AddressForm, *, status: int = 200
) -> HttpResponse:
    """Show the address book."""
    context = {
        "realm": realm_choice(request).shown,
        "addresses": selectors.addresses(),
        "form": form,
    }
    return render(request, "desk/authorities.html", context, status=status)
