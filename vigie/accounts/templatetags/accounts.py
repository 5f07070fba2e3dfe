"""Template tags of the sign-in pages. Load with `{% load accounts %}`."""

from django import template

from vigie.accounts.enums import Role

register = template.Library()


@register.simple_tag
def roles() -> list[tuple[str, str]]:
    """Return every role and its name."""
    return [(role.value, str(role.label)) for role in Role]
