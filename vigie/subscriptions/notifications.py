"""What a message to a machine says, and the e-mail that says that one is told no more.

A message says what stands in clear when it is sent, nothing sealed.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.accounts.models import User
from vigie.core import mail
from vigie.declarations.models import Declaration
from vigie.incidents.models import Incident, Qualification, SupportRequest
from vigie.subscriptions.enums import TEST, Detail, EventKind
from vigie.subscriptions.models import Delivery, Subscription

# Codes and dates: no name, no place, no text that somebody wrote.
OF_DECLARATION = (
    "received_at",
    "kind",
    "care_impact",
    "endangerment",
    "help_wanted",
    "help_urgency",
)
OF_INCIDENT = ("opened_at", "closed_at", "kind", "help_wanted", "help_urgency")
OF_QUALIFICATION = (
    "revision",
    "qualified_at",
    "in_scope",
    "origin",
    "kind",
    "rsit",
    "care_impact",
    "endangerment",
    "severity",
    "significant",
)
OF_SUPPORT = ("kind", "state", "asked_at")


def message(delivery: Delivery) -> dict[str, Any]:
    """Return what is sent for an event."""
    told = {
        "id": str(delivery.pk),
        "type": delivery.kind,
        "timestamp": delivery.occurred_at.isoformat(),
        "realm": delivery.subscription.realm,
    }
    if delivery.kind == TEST:
        return told | {"data": {}}
    with_facts = delivery.subscription.detail == Detail.FACTS
    return told | {"data": _data(delivery, with_facts=with_facts)}


def tell_suspended(subscription: Subscription, *, to: User) -> None:
    """Tell somebody who administers that a machine was suspended: not which, nor where it is."""
    with translation.override(settings.LANGUAGE_CODE):
        mail.send(
            realm=subscription.realm,
            to=to.email,
            subject=_("A webhook of the desk was suspended"),
            body=render_to_string("subscriptions/mail/suspended.txt"),
        )


def _data(delivery: Delivery, *, with_facts: bool) -> dict[str, Any]:
    data: dict[str, Any] = {}
    touched = delivery.touched
    if incident := Incident.objects.filter(pk=touched.get("incident")).first():
        data["incident"] = incident.reference
        if with_facts:
            data["facts"] = _facts_of_case(delivery, incident)
    if declaration := Declaration.objects.filter(pk=touched.get("declaration")).first():
        data["declaration"] = declaration.reference
        if with_facts and "facts" not in data:
            data["facts"] = _plain(declaration, OF_DECLARATION)
    return data


def _facts_of_case(delivery: Delivery, incident: Incident) -> dict[str, Any]:
    facts = _plain(incident, OF_INCIDENT)
    if incident.merged_into:
        facts["merged_into"] = incident.merged_into.reference
    qualification = Qualification.objects.filter(incident=incident).first()
    facts["qualification"] = _plain(qualification, OF_QUALIFICATION) if qualification else None
    if delivery.kind == EventKind.SUPPORT_ASKED:
        asked = SupportRequest.objects.filter(
            incident=incident, declaration_id=delivery.touched.get("declaration")
        )
        facts["support"] = [_plain(each, OF_SUPPORT) for each in asked.order_by("asked_at", "id")]
    return facts


def _plain(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _written(getattr(row, name)) for name in names}


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
