"""Django application of `vigie.subscriptions`."""

from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    """Registers `vigie.subscriptions` under the label `subscriptions`."""

    name = "vigie.subscriptions"
    label = "subscriptions"
