"""A choice of many options, written without a template for each."""

import pytest
from django import forms
from django.test.html import parse_html

from vigie.core.forms.plain_select import PlainSelect

CHOICES = [("", "All"), ("dax", "<Dax> & Saint-Malo"), ("lyon", "Lyon")]
ASKED = {"id": "id_town", "class": "fr-select", "required": True, "maxlength": False}


@pytest.mark.parametrize("chosen", ["", "dax", None, "nowhere"])
def test_it_says_what_the_usual_one_says(chosen: str | None) -> None:
    """The same options, the same one chosen, nothing that would be read as markup."""
    ours = PlainSelect(choices=CHOICES).render("town", chosen, ASKED)
    usual = forms.Select(choices=CHOICES).render("town", chosen, ASKED)

    assert parse_html(ours) == parse_html(usual)
    assert "&lt;Dax&gt; &amp; Saint-Malo" in ours
