"""The sections in which articles stand."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.publishing.enums import BULLETINS, Kind
from vigie.publishing.selectors.published import Entry


@dataclass(frozen=True)
class Section:
    """A section of articles: its routes begin with its name."""

    name: str
    kinds: frozenset[Kind]
    title: str | Promise
    lead: str | Promise

    @property
    def url(self) -> str:
        """The address of its list."""
        return reverse(f"public:{self.name}")

    @property
    def feed_url(self) -> str:
        """The address of its feed."""
        return reverse(f"public:{self.name}_feed")

    def article_url(self, slug: str) -> str:
        """Return the address of one of its articles."""
        return reverse(f"public:{self.name}_article", kwargs={"slug": slug})


SECTIONS = {
    "bulletins": Section(
        "bulletins",
        BULLETINS,
        _("Alerts and bulletins"),
        _("What is attacked now or may be, whom it concerns, and what to do by when."),
    ),
    "news": Section(
        "news",
        frozenset({Kind.NEWS}),
        _("News"),
        _("What is happening in the cybersecurity of the health sector, and what to do about it."),
    ),
    "good_practice": Section(
        "good_practice",
        frozenset({Kind.GOOD_PRACTICE}),
        _("Good practice"),
        _("What to do before, during and after an incident, for a structure of any size."),
    ),
}


def url_of(entry: Entry) -> str:
    """Return the address of an article."""
    section = next(each for each in SECTIONS.values() if entry.kind in each.kinds)
    return section.article_url(entry.slug)
