"""The realm that a list of the desk shows: one at a time, chosen in the address."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from vigie.core.realm import DEMO, LIVE
from vigie.incidents import selectors


@dataclass(frozen=True)
class RealmChoice:
    """The realm shown, and those that one may switch to."""

    shown: str
    others: list[str]


def realm_choice(request: HttpRequest) -> RealmChoice:
    """Return the realm that the address names, this instance's own by default, else 404."""
    own = settings.VIGIE_INTAKE_REALM
    present = sorted({own, *selectors.realms()})
    shown = request.GET.get("realm") or own
    if shown not in present:
        raise Http404
    return RealmChoice(shown=shown, others=[realm for realm in present if realm != shown])


def realm_of_intake(request: HttpRequest) -> str:
    """Return the realm into which somebody of the desk declares: an exercise, else our own."""
    shown = realm_choice(request).shown
    return shown if shown.startswith("exercise:") else str(settings.VIGIE_INTAKE_REALM)


def realm_name(realm: str) -> str:
    """Return the words for a realm."""
    kind, _colon, name = realm.partition(":")
    if realm == LIVE:
        return _("Real declarations")
    if realm == DEMO:
        return _("Demonstration")
    if kind == "import":
        return _("Imported history “%(name)s”") % {"name": name}
    return _("Exercise “%(name)s”") % {"name": name}
