"""A demonstration does not start where a real declaration lies."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from vigie.core.realm import LIVE
from vigie.declarations.models import Declaration, Receipt


class LiveDataHere(ImproperlyConfigured):
    """A demonstration was started over the data of real use."""


def refuse_over_live_data() -> None:
    """Raise LiveDataHere in demonstration mode when a live declaration exists.

    Called by whatever starts a demonstration: the server, the worker, the set-up. Before the
    first set-up there is no table, hence nothing live.
    """
    if not settings.VIGIE_DEMO:
        return
    tables = connection.introspection.table_names()
    # A front process may read receipts only; elsewhere a declaration may have none.
    models: list[type[Receipt | Declaration]] = [Receipt]
    if settings.VIGIE_ROLE != "front":
        models.append(Declaration)
    for model in models:
        table = model._meta.db_table
        if table in tables and model.objects.filter(realm=LIVE).exists():
            raise LiveDataHere(
                "This data folder or database holds a real declaration: a demonstration, where "
                "anybody enters as any role, does not start here. Use another VIGIE_DATA, or "
                "VIGIE_MODE=production."
            )
