"""Template tags of the public pages. Load with `{% load public %}`."""

from django import template
from django.conf import settings

from vigie.publishing.selectors.published import Entry
from vigie.surfaces.public.sections import url_of

register = template.Library()


@register.filter
def address(entry: Entry) -> str:
    """Return the address of an article."""
    return url_of(entry)


@register.filter
def own_name(language: str) -> str:
    """Return how a language calls itself."""
    return dict(settings.LANGUAGES)[language]
