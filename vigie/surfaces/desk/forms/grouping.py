"""Which declarations, which other case."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models import User
from vigie.core import references
from vigie.core.forms import VigieForm
from vigie.declarations.models import Declaration
from vigie.incidents import access, selectors
from vigie.incidents.models import Incident
from vigie.taxonomy import terms

# More than a page ever shows.
MOST_CHOSEN = 500


class ChoiceOfDeclarationsForm(VigieForm):
    """The declarations that were ticked, by their references."""

    declarations = forms.TypedMultipleChoiceField(
        label=_("Declarations"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one declaration at least.")},
    )

    def __init__(self, user: User, realm: str, *args: Any, **kwargs: Any) -> None:
        """Take what was ticked, or all that was shown where all of it was asked for."""
        super().__init__(*args, **kwargs)
        # What was shown may be long gone: the service says what became of it.
        if "all" in self.data:
            self.data.setlist("declarations", self.data.getlist("shown"))  # type: ignore[attr-defined]
        self.ticked: list[str] = (
            self.data.getlist("declarations")[:MOST_CHOSEN] if self.is_bound else []  # type: ignore[attr-defined]
        )
        visible = access.visible_declarations(user).filter(realm=realm, reference__in=self.ticked)
        self.found = {each.reference: each for each in visible}
        field = self.fields["declarations"]
        field.choices = [(each, each) for each in self.found]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Declaration]:
        """Return the declarations that were ticked."""
        return [self.found[each] for each in self.cleaned_data["declarations"]]


class CaseReferenceField(forms.CharField):
    """The reference of a case, typed in any way."""

    def clean(self, value: Any) -> str:
        """Return the reference as it is written, or refuse what is none."""
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return references.normalise(typed, "INC")
        except references.MalformedReference:
            raise ValidationError(
                _("This is not the reference of a case. They look like INC-K7QF-M3XD.")
            ) from None


def case_of_register(user: User, realm: str, reference: str) -> Incident:
    """Return the case of this reference in a realm, or the one that stands for it.

    Raises ValidationError when there is none that this person may see.
    """
    try:
        found = selectors.survivor(selectors.case(user, reference))
    except Incident.DoesNotExist:
        found = None
    if found is None or found.realm != realm:
        raise ValidationError(_("No case of this register bears this reference."))
    return found


def other_case(user: User, incident: Incident, reference: str) -> Incident:
    """Return the case of this reference, or the one that stands for it, in the same realm.

    Raises ValidationError when there is none that this person may see, or when it is this one.
    """
    found = case_of_register(user, incident.realm, reference)
    if found.pk == incident.pk:
        raise ValidationError(_("This is the reference of this very case."))
    return found


class SplitForm(ChoiceOfDeclarationsForm):
    """Which declarations leave, and into which case."""

    into = CaseReferenceField(
        label=_("Case that takes them in"),
        help_text=_("Its reference; empty to open a new case, which you lead."),
        required=False,
        max_length=40,
    )

    def __init__(self, user: User, incident: Incident, *args: Any, **kwargs: Any) -> None:
        """Take the case that they leave."""
        # Another choice stands on the same page.
        super().__init__(user, incident.realm, *args, auto_id="leaving_%s", **kwargs)
        self.user, self.incident = user, incident

    def clean_into(self) -> Incident | None:
        """Return the case, None for a new one."""
        reference = self.cleaned_data["into"]
        return other_case(self.user, self.incident, reference) if reference else None


class OtherCaseForm(VigieForm):
    """Another case, typed or from a suggestion."""

    other = CaseReferenceField(
        label=_("Reference of the other case"),
        max_length=40,
        error_messages={"required": _("Give the reference of the other case.")},
    )

    def __init__(self, user: User, incident: Incident, *args: Any, **kwargs: Any) -> None:
        """Take the case from which one looks at another."""
        super().__init__(*args, **kwargs)
        self.user, self.incident = user, incident

    def clean_other(self) -> Incident:
        """Return the case."""
        return other_case(self.user, self.incident, self.cleaned_data["other"])


class LinkForm(OtherCaseForm):
    """Another case, and how it has to do with this one."""

    relation = forms.ChoiceField(
        label=_("How they have to do with each other"),
        choices=lambda: [("", _("Choose")), *terms.choices("case_relation")],
    )
