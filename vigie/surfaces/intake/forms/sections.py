"""In what order a declaration is asked, on the page as on paper."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """Questions that stand together under one title."""

    anchor: str
    title: str | Promise
    # Names of the questions.
    names: tuple[str, ...]
    intro: str | Promise = ""


STRUCTURE = Section(
    "structure",
    _("1. Your structure"),
    ("structure_name", "structure", "structure_town", "structure_kind"),
)
SECTIONS = (
    STRUCTURE,
    Section("incident", _("2. What is happening"), ("kind", "narrative", "detected_at", "zone")),
    Section("care", _("3. Care and patients"), ("care_impact", "endangerment")),
    Section(
        "contact",
        _("4. Calling you back"),
        (
            "contact_name",
            "contact_phone",
            "contact_function",
            "contact_email",
            "help_wanted",
            "help_urgency",
        ),
    ),
    Section(
        "more",
        _("5. If you already know"),
        (
            "data_availability",
            "data_integrity",
            "data_confidentiality",
            "origin",
            "started_at",
            "provider",
            "others_touched",
            "others_detail",
            "cross_border",
            "nature",
        ),
        _("Nothing here is required. You can send now and complete later."),
    ),
)
