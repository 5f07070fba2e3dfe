"""Template tags of the portal. Load with `{% load portal %}`."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def emergency_numbers() -> Sequence[Any]:
    """Return whom to call, as this instance is configured."""
    numbers: Sequence[Any] = settings.VIGIE_EMERGENCY_NUMBERS
    return numbers
