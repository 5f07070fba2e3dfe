"""Machines that are told of events, as those who administer them read them."""

from django.db.models import Count, Q, QuerySet

from vigie.subscriptions.enums import DeliveryState
from vigie.subscriptions.models import Delivery, Subscription


def subscriptions() -> QuerySet[Subscription]:
    """Return every subscription, those that stand first, with what waits and was given up."""
    of = "deliveries__state"
    return (
        Subscription.objects.select_related("made_by", "approved_by")
        .annotate(
            waiting=Count("deliveries", filter=Q(**{of: DeliveryState.WAITING})),
            dead=Count("deliveries", filter=Q(**{of: DeliveryState.DEAD})),
            is_over=Count("pk", filter=Q(ended_at__isnull=False), distinct=True),
        )
        .order_by("is_over", "-made_at", "-id")
    )


def suspended() -> QuerySet[Subscription]:
    """Return the subscriptions that were stopped after a long failure."""
    return Subscription.objects.filter(ended_at=None).exclude(suspended_at=None).order_by("name")


def deliveries_of(subscription: Subscription) -> QuerySet[Delivery]:
    """Return what was sent, or is to be sent, to a machine: the latest first."""
    return subscription.deliveries.order_by("-id")
