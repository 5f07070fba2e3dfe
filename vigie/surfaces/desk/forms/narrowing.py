"""Which rows of a list somebody wants to see, as its address says."""

from collections.abc import Collection, Iterator

from django import forms
from django.http import Http404
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.core.forms.plain_select import PlainSelect
from vigie.incidents.models.tag import TAG_MAX_LENGTH
from vigie.incidents.selectors import Narrowing, Show
from vigie.taxonomy import terms
from vigie.taxonomy.companies import NAME_MAX_LENGTH


class CodesOrAll(BaseChoiceIterator):
    """The codes of a scheme, after the choice of all of them, in the active language."""

    def __init__(self, scheme: str, everything: object) -> None:
        self.scheme, self.everything = scheme, everything

    def __iter__(self) -> Iterator[tuple[str, str]]:
        yield "", str(self.everything)
        yield from terms.choices(self.scheme)


def coded_or_all(label: object, scheme: str, everything: object) -> forms.ChoiceField:
    """Return a choice of one code of a scheme, or of all of them."""
    offered = CodesOrAll(scheme, everything)
    return forms.ChoiceField(label=label, choices=offered, required=False, widget=PlainSelect)  # type: ignore[arg-type]


class NarrowingForm(VigieForm):
    """Region, kind and provider; the view of the work is chosen by a tab."""

    region = coded_or_all(_("Region"), "region", _("All regions"))
    kind = coded_or_all(_("What happened"), "incident_kind", _("All kinds"))
    provider = forms.CharField(label=_("Provider at the origin"), required=False)

    tag = forms.CharField(label=_("Tag"), required=False)

    def clean_provider(self) -> str:
        """Return no more of a name than a name may hold: what is compared is as long."""
        name: str = self.cleaned_data["provider"][:NAME_MAX_LENGTH]
        return name.strip()

    def clean_tag(self) -> str:
        """Return no more than a tag may hold."""
        tag: str = self.cleaned_data["tag"][:TAG_MAX_LENGTH]
        return tag.strip()


def narrowing_of(form: NarrowingForm, shows: Collection[Show]) -> Narrowing:
    """Return what the address of a list asks for; what does not exist is not found."""
    show = form.data.get("show", Show.OPEN)
    if show not in shows or not form.is_valid():
        raise Http404
    return Narrowing(show=Show(show), **form.cleaned_data)
