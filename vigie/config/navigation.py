"""The menu and the foot of every page: what stands there. Each shows to its page's audience."""

from django.utils.translation import gettext_lazy as _

MAIN_MENU = [
    ("portal:declare", _("Declare")),
    ("portal:follow", _("Follow")),
    ("public:figures", _("Key figures")),
    ("public:bulletins", _("Alerts")),
    ("public:news", _("News")),
    ("public:good_practice", _("Good practice")),
    ("desk:home", _("Desk")),
]

FOOTER = [
    ("public:observatory", _("Observatory")),
    ("public:legal", _("Legal notice")),
    ("public:privacy", _("Personal data")),
    # The law asks for the state in the link itself.
    ("public:accessibility", _("Accessibility: not compliant")),
]
