"""Which rows of a list somebody wants to see, as its address says."""

from collections.abc import Collection

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.core.forms.plain_select import PlainSelect
from vigie.incidents.models.tag import TAG_MAX_LENGTH
from vigie.incidents.selectors import Narrowing, Show
from vigie.taxonomy import terms
from vigie.taxonomy.companies import NAME_MAX_LENGTH


def coded_or_all(label: object, scheme: str, everything: object) -> forms.ChoiceField:
    """Return a choice of one code of a scheme, or of all of them."""

    def offered() -> list[tuple[str, str]]:
        return [("", str(everything)), *terms.choices(scheme)]

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


def narrowing_of(request: HttpRequest, shows: Collection[Show]) -> Narrowing:
    """Return what the address of a list asks for; what does not exist is not found."""
    form = NarrowingForm(request.GET)
    show = request.GET.get("show", Show.OPEN)
    if show not in shows or not form.is_valid():
        raise Http404
    return Narrowing(show=Show(show), **form.cleaned_data)
