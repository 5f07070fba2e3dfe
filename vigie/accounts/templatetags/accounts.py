"""Template tags of the sign-in pages. Load with `{% load accounts %}`."""

from django import template

from vigie.accounts import passkeys
from vigie.accounts.enums import Role
from vigie.accounts.identity import identity_provider

register = template.Library()


@register.simple_tag
def roles() -> list[tuple[str, str]]:
    """Return every role and its name."""
    return [(role.value, str(role.label)) for role in Role]


@register.simple_tag
def passkeys_offered() -> bool:
    """Tell whether passkeys can be made and used at the desk's address."""
    return passkeys.offered()


@register.simple_tag
def identity_provider_name() -> str:
    """Return what the identity provider is called; empty when there is none."""
    provider = identity_provider()
    return provider.name if provider else ""
