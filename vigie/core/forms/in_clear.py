"""One line that is stored in clear: whoever can read the database can read it."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# An e-mail address, or a telephone number written as the French write theirs.
PERSONAL = re.compile(r"\S@\S|(?:\+\d{1,3}[ .-]?\d|\b0\d)([ .-]?)\d{2}(?:\1\d{2}){3}\b")


def clean_line_in_clear(text: str) -> str:
    """Return one line to be stored in clear, or refuse what is plainly personal.

    Raises:
        ValidationError: it holds an e-mail address or a phone number.
    """
    line = " ".join(text.split())
    if PERSONAL.search(line):
        raise ValidationError(
            _("An e-mail address or a phone number may not stand here: it is stored in clear.")
        )
    return line
