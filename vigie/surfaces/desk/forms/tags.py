"""Tags to give to a case."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.core.forms.in_clear import clean_line_in_clear
from vigie.incidents.services import NotATag, as_tag

BETWEEN = re.compile(r"[,;\n]")
# The element that offers the tags already used.
OFFERED_BY = "tags-used"


class TagsForm(VigieForm):
    """One tag, or several with commas between them."""

    tags = forms.CharField(
        label=_("Add tags, stored in clear: no name, no personal data"),
        help_text=_(
            "A campaign, a tool, a vulnerability: short words, with commas between several. "
            "Anybody who can read the database can read them."
        ),
        widget=forms.TextInput(attrs={"list": OFFERED_BY, "autocomplete": "off"}),
        error_messages={"required": _("Type one tag at least.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take names of its own: the page holds another form."""
        super().__init__(*args, auto_id="tagging_%s", **kwargs)

    def clean_tags(self) -> list[str]:
        """Return each tag, or say which one is none."""
        typed = [each for each in BETWEEN.split(self.cleaned_data["tags"]) if each.strip()]
        try:
            tags = [as_tag(clean_line_in_clear(each)) for each in typed]
        except NotATag as refusal:
            text = _("“%(tag)s” is not a tag: one letter or digit at least, 40 characters at most.")
            raise ValidationError(text % {"tag": refusal.typed.strip()}) from None
        if not tags:
            raise ValidationError(_("Type one tag at least."))
        return tags
