"""Files to send with a declaration."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.core.forms.files import FormWithFiles, SeveralFiles


class FilesForm(FormWithFiles):
    """Which files, and whether they may harm. Their content never passes through the form."""

    sample = forms.BooleanField(
        label=_("They may be malicious: I send them for analysis"),
        required=False,
    )
    chosen = forms.FileField(
        label=_("Files"),
        required=False,
        widget=SeveralFiles,
    )
