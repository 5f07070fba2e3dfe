"""Machines that are told of events, as those who administer them read them."""

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from vigie.subscriptions.enums import DeliveryState
from vigie.subscriptions.models import Delivery, Subscription


def subscriptions() -> QuerySet[Subscription]:
    """Return every subscription, those that stand first, with what waits and was given up."""
    ended = ExpressionWrapper(Q(ended_at__isnull=False), BooleanField())
    return (
        Subscription.objects.annotate(
            waiting=_how_many(DeliveryState.WAITING), dead=_how_many(DeliveryState.DEAD), over=ended
        )
        .select_related("made_by", "approved_by")
        .order_by("over", "-made_at", "-id")
    )


def to_approve() -> QuerySet[Subscription]:
    """Return the subscriptions that wait for a second person, oldest first."""
    waiting = Subscription.objects.filter(approved_at=None, ended_at=None)
    return waiting.select_related("made_by").order_by("made_at", "id")


def _how_many(state: DeliveryState) -> Coalesce:
    """Count a subscription's undelivered messages: what was delivered is not walked through."""
    found = Delivery.objects.filter(subscription=OuterRef("pk"), state=state)
    counted = found.order_by().values("subscription").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), Value(0), output_field=IntegerField())


def suspended() -> QuerySet[Subscription]:
    """Return the subscriptions that were stopped after a long failure."""
    return Subscription.objects.filter(ended_at=None).exclude(suspended_at=None).order_by("name")


def deliveries_of(subscription: Subscription) -> QuerySet[Delivery]:
    """Return what was sent, or is to be sent, to a machine: the latest first."""
    return subscription.deliveries.order_by("-id")
