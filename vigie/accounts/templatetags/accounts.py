"""Template tags of the sign-in pages. Load with `{% load accounts %}`."""

from django import template

from vigie.accounts import passkeys
from vigie.accounts.enums import Role

register = template.Library()


@register.simple_tag
def roles() -> list[tuple[str, str]]:
    """Return every role and its name."""
    return [(role.value, str(role.label)) for role in Role]


@register.simple_tag
def passkeys_offered() -> bool:
    """Tell whether passkeys can be made and used at the desk's address."""
    return passkeys.offered()
