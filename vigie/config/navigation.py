"""The main menu: which pages stand in it, in which words. Each shows to its page's audience."""

from django.utils.translation import gettext_lazy as _

MAIN_MENU = [
    ("portal:declare", _("Declare")),
    ("portal:follow", _("Follow")),
    ("public:figures", _("Key figures")),
    ("desk:home", _("Desk")),
]
