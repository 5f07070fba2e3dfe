"""Which rows of a list, and what to do with them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models import User
from vigie.core.forms import VigieForm
from vigie.core.forms.plain_select import PlainSelect
from vigie.incidents import selectors

TAKE_EACH, TAKE_TOGETHER = "take_each", "take_together"
ASSIGN, CLOSE = "assign", "close"
# More than a page shows.
MOST_ROWS = 100


class FetchedAtOnce(ModelChoiceIterator):  # type: ignore[type-arg]
    """Choices fetched by one query: Django's would hold a cursor at the server, for three."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        yield from (self.choice(each) for each in list(self.queryset))


class PersonField(forms.ModelChoiceField[User]):
    """A choice of one of a few people."""

    iterator = FetchedAtOnce


def person_choice(label: Any, **options: Any) -> PersonField:
    """Return a choice of one of those who handle cases, whom the form fetches."""
    return PersonField(
        label=label,
        queryset=User.objects.none(),
        empty_label=_("Choose"),
        widget=PlainSelect,
        **options,
    )


class BulkForm(VigieForm):
    """Rows chosen by their references, and a deed."""

    rows = forms.TypedMultipleChoiceField(required=False)
    deed = forms.ChoiceField(label=_("What to do"))
    deeds: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticked = self.data.getlist("rows")[:MOST_ROWS] if self.is_bound else []  # type: ignore[attr-defined]
        self.fields["rows"].choices = [(each, each) for each in self.ticked]  # type: ignore[attr-defined]
        self.fields["deed"].choices = [(each, each) for each in self.deeds]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Ask for one row at least."""
        if not self.ticked:
            raise ValidationError(_("Select one row at least."))


class QueueBulkForm(BulkForm):
    """Declarations that wait, taken each into a case of its own or all into one."""

    deeds = (TAKE_EACH, TAKE_TOGETHER)


class CasesBulkForm(BulkForm):
    """Cases, given to somebody or closed."""

    deeds = (ASSIGN, CLOSE)
    lead = person_choice(_("Who leads them"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = selectors.handlers()  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Ask to whom cases are given."""
        super().clean()
        given = self.cleaned_data.get("lead") or "lead" in self.errors
        if self.cleaned_data.get("deed") == ASSIGN and not given:
            self.add_error("lead", _("Choose who leads them."))


class LeadForm(VigieForm):
    """Who leads a case."""

    lead = person_choice(_("Who leads it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = selectors.handlers()  # type: ignore[attr-defined]


class FilterNameForm(VigieForm):
    """Under which name a filter is kept."""

    name = forms.CharField(label=_("Keep this filter under the name"), max_length=40)

    def clean_name(self) -> str:
        """Keep one line."""
        return " ".join(self.cleaned_data["name"].split())
