"""What narrows the list of bulletins: a form of its address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.core.forms import VigieForm
from vigie.publishing.enums import BULLETINS, Kind
from vigie.watch.enums import Severity
from vigie.watch.selectors.published import Wanted


class WantedForm(VigieForm):
    """Which bulletins somebody looks for. What cannot be is not looked for."""

    words = forms.CharField(
        label=_("Product, vendor, CVE number or word"), required=False, max_length=100
    )
    kind = forms.ChoiceField(
        label=_("Kind of bulletin"),
        required=False,
        choices=[("", _("Any kind")), *((kind, kind.label) for kind in Kind if kind in BULLETINS)],
    )
    severity = forms.ChoiceField(
        label=_("Severity for health"),
        required=False,
        choices=[("", _("Any severity")), *Severity.choices],
    )
    exploited = forms.BooleanField(label=_("Only what is being exploited"), required=False)

    def wanted(self) -> Wanted:
        """Return what can be looked for of what the address says."""
        self.is_valid()
        return Wanted(**self.cleaned_data)
