"""Which structure is touched: found in the directory, or typed by hand."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.directory import selectors
from vigie.directory.models import Structure
from vigie.surfaces.intake import rules
from vigie.surfaces.intake.fields import term_select
from vigie.taxonomy import terms
from vigie.taxonomy.codes import StructureKind

# Enough to find one's own, few enough to be read on a phone.
MOST_SHOWN = 8
AS_TYPED = "as_typed"


class StructureForm(VigieForm):
    """The structure. What is typed serves to search and, if nothing is chosen, as its name.

    The list of answers follows what is typed: a choice made before the text was changed is
    not taken for the structure that the text now names.
    """

    structure_name = forms.CharField(
        label=_("Your structure"),
        help_text=_("Its name and town, or its FINESS or SIRET number."),
        error_messages={"required": rules.NO_STRUCTURE},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    structure = forms.ChoiceField(
        label=_("Which one is it?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("The list has changed. Choose your structure again.")},
    )
    structure_town = forms.CharField(
        label=_("Town"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    structure_kind = term_select(
        "structure_kind",
        preselected=StructureKind.UNKNOWN,
        label=_("Kind of structure"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        """Offer what the directory finds, once somebody has searched."""
        super().__init__(data, *args, **kwargs)
        self.listed: Structure | None = None
        self.found: list[Structure] = []
        # “searched” says that the page already showed what the directory found.
        self.has_searched = any(self.data.get(name) for name in ("search", "searched", "structure"))
        if self.has_searched:
            self.found = find(self.data.get("structure_name", ""))
        answers = cast("forms.ChoiceField", self.fields["structure"])
        answers.choices = [
            *((str(structure.pk), shown(structure)) for structure in self.found),
            (AS_TYPED, _("None of these: keep what I typed")),
        ]

    @property
    def is_typed_by_hand(self) -> bool:
        """Whether what the directory lacks should be in view."""
        typed = self.data.get("structure_town") or self.data.get("structure_kind", "unknown")
        return (self.has_searched and not self.found) or typed != StructureKind.UNKNOWN

    def clean(self) -> dict[str, Any]:
        """Know which structure is meant, or ask."""
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("structure")
        if self.found and chosen == "":
            self.add_error("structure", _("Choose your structure, or “None of these”."))
        if not self.has_searched and "structure_name" in cleaned:
            self.listed = selectors.structure_by_number(cleaned["structure_name"])
        else:
            self.listed = next((each for each in self.found if str(each.pk) == chosen), None)
        return cleaned


def find(typed: str) -> list[Structure]:
    """Return the open structures that answer to what was typed."""
    today = timezone.localdate()
    return [
        structure
        for structure in selectors.search_structures(typed, limit=MOST_SHOWN)
        if structure.closed_on is None or structure.closed_on > today
    ]


def shown(structure: Structure) -> str:
    """Return how a structure is shown among the answers."""
    return format_html(
        '<bdi>{}</bdi> <span class="fr-hint-text">{} {}, {}, FINESS {}</span>',
        structure.name,
        structure.postal_code,
        structure.town,
        terms.label("structure_kind", structure.kind),
        structure.finess,
    )
