"""Template tag of what waits for a second person. Load with `{% load approvals %}`."""

from django import template
from django.conf import settings
from django.template import Context

from vigie.surfaces.desk.second_person import how_many_to_act_on

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_for_me(context: Context) -> int:
    """Return of how many things, in the realm being shown, it is the reader's turn to act."""
    realm = context.get("realm") or settings.VIGIE_INTAKE_REALM
    return how_many_to_act_on(context["request"].user, realm)
