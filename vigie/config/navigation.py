"""The main menu: which pages stand in it, in which words, for whom."""

from django.utils.translation import gettext_lazy as _

from vigie.core.audience import DESK_ROLES, Audience

ANYONE = frozenset({Audience.ANYONE})

# Route, words, audience. An entry whose route does not exist in this process is left out.
MAIN_MENU = [
    ("portal:declare", _("Declare"), ANYONE),
    ("portal:follow", _("Follow"), ANYONE),
    ("public:figures", _("Key figures"), ANYONE),
    ("desk:queue", _("Desk"), DESK_ROLES),
]
