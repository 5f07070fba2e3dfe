"""Django application of `vigie.accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers `vigie.accounts` under the label `accounts`."""

    name = "vigie.accounts"
    label = "accounts"
