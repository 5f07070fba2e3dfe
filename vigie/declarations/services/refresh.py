"""The current facts of a declaration, brought up to date from its reports."""

import uuid

from django.db import transaction

from vigie.declarations.models import Declaration
from vigie.declarations.services.submissions import PlainFacts


@transaction.atomic
def refresh_current_facts(declaration_id: uuid.UUID) -> None:
    """Set the declaration's columns to what its latest report says. Idempotent; desk only.

    Each report carries all plain facts, those that did not change included, so the latest
    one says what is currently declared.
    """
    declaration = Declaration.objects.select_for_update().get(pk=declaration_id)
    latest = declaration.reports.order_by("submitted_at", "id").last()
    if latest is None:
        return
    for column, value in PlainFacts.from_json(latest.facts).as_columns().items():
        setattr(declaration, column, value)
    declaration.save()
