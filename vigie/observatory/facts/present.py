"""What there is to count: the realms and the years in which something was declared."""

from django.db.models.functions import ExtractYear
from django.utils import timezone

from vigie.declarations.models import Declaration


def realms() -> list[str]:
    """Return the realms in which something was declared."""
    return list(Declaration.objects.order_by("realm").values_list("realm", flat=True).distinct())


def years(realm: str) -> list[int]:
    """Return the years in which something was received, oldest first, as facts count them."""
    received_in = ExtractYear("received_at", tzinfo=timezone.get_default_timezone())
    found = Declaration.objects.filter(realm=realm).annotate(received_in=received_in)
    return list(found.order_by("received_in").values_list("received_in", flat=True).distinct())
