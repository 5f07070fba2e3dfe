"""What a machine may be told, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What may be subscribed to. Each is the journal's own name for what was done."""

    DECLARATION_RECEIVED = "declaration.received", _("Declaration received")
    DECLARATION_COMPLETED = "declaration.completed", _("Further report received")
    INCIDENT_OPENED = "incident.opened", _("Case opened")
    INCIDENT_QUALIFIED = "incident.qualified", _("Qualification saved")
    INCIDENT_MERGED = "incident.merged", _("Cases merged")
    INCIDENT_CLOSED = "incident.closed", _("Case closed")
    INCIDENT_REOPENED = "incident.reopened", _("Case reopened")
    MESSAGE_RECEIVED = "message.received", _("Message received from the declarant")
    SUPPORT_ASKED = "support.asked", _("Support asked for")
    INDICATOR_ADDED = "indicator.added", _("Indicators kept")


# Sent by hand, to try: nobody subscribes to it.
TEST = "webhook.test"


class Detail(models.TextChoices):
    """How much a message says."""

    REFERENCES = "references", _("References only: the program asks the API for the rest")
    FACTS = "facts", _("References, codes and dates; never a name, a text or what is sealed")


class DeliveryState(models.TextChoices):
    """Where a message to a machine stands."""

    WAITING = "waiting", _("To be sent")
    DELIVERED = "delivered", _("Delivered")
    DEAD = "dead", _("Given up")


class LastOutcome(models.TextChoices):
    """What the last try came to: the codes of `vigie.core.webhooks.Outcome`."""

    DELIVERED = "delivered", _("Accepted")
    REFUSED = "refused", _("Refused by the receiver")
    FAILED = "failed", _("The receiver failed")
    UNREACHABLE = "unreachable", _("The receiver cannot be reached")
    TOO_SLOW = "too_slow", _("No answer in time")
    FORBIDDEN = "forbidden", _("The address is of a network that may not be posted to")
