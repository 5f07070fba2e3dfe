"""What is done only in the elevated mode."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from vigie.accounts import elevation
from vigie.accounts.request import SignedInRequest
from vigie.core.forms import VigieForm


def elevated_first(request: SignedInRequest, page: str, *args: object) -> HttpResponse | None:
    """Lead to the elevated mode, then to `page`, whoever is not in it; None for who is."""
    if elevation.until(request):
        return None
    messages.info(request, _("Enter the elevated mode first: it asks again who you are."))
    here = urlencode({"next": reverse(page, args=args)})
    return redirect(f"{reverse('account_elevate')}?{here}")


def refuse_once_lowered(request: SignedInRequest, form: VigieForm) -> None:
    """Say in a form that the elevated mode has ended while it was filled in, if it has."""
    if not elevation.until(request):
        form.add_error(None, _("The elevated mode has ended. Enter it again in another tab."))
