"""What the open data are, for catalogues of catalogues: DCAT-AP 3, as JSON-LD.

One dataset a year, with its files. Words stand in every language of the site at once.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.observatory.open_data import LICENCE_URL
from vigie.observatory.publications import Publication

EUROPE = "http://publications.europa.eu/resource/authority/"
LANGUAGES = {"fr": "FRA", "en": "ENG", "es": "SPA"}
CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TITLE = _("Observatory of digital incidents in health: open data")
DESCRIPTION = _(
    "What health and social care structures declared, year by year: protected tables, and the "
    "figures that come from them."
)
OF_YEAR = _("Digital incidents in health, {year}: tables and figures")
SYNTHETIC = _("Synthetic data: made up for demonstration, they describe no real structure.")
PROTECTED = _(
    "Every cell of the tables stands once, totals and groups too. What could single out a "
    "structure is marked as suppressed, and is no zero."
)
KEYWORDS = (_("cybersecurity"), _("health"), _("incidents"))

Node = dict[str, Any]


class File(NamedTuple):
    """One of the files of a year: what it holds, and in what form."""

    name: str
    title: str | Promise
    media_type: str
    # In the European list of file types.
    form: str


FILES = (
    File("tables_csv", _("Protected tables (CSV)"), "text/csv", "CSV"),
    File(
        "tables_parquet",
        _("Protected tables (Parquet)"),
        "application/vnd.apache.parquet",
        "PARQUET",
    ),
    File("json", _("Signed publication: figures and tables (JSON)"), "application/json", "JSON"),
)
# Where something is: the whole address of a page or file of a year, or of the catalogue.
Address = Callable[[str, int | None], str]


class Publisher(NamedTuple):
    """Who answers for the data: a name, and an e-mail address where there is one."""

    name: str
    contact: str


def catalogue(published: Sequence[Publication], publisher: Publisher, address: Address) -> Node:
    """Return the catalogue of the last publications, as JSON-LD.

    Args:
        published: oldest year first.
        publisher: who publishes them.
        address: where the “catalogue”, the “observatory”, and the page (“year”) and files of a
            year are.
    """
    here = address("catalogue", None)
    dates: Node = {}
    if published:
        dates = {"dct:modified": _moment(max(each.released_at for each in published).isoformat())}
    return {
        "@context": CONTEXT,
        "@id": here,
        "@type": "dcat:Catalog",
        "dct:title": _said(TITLE),
        "dct:description": _said(DESCRIPTION),
        "dct:publisher": _publisher(publisher),
        "dct:license": _at(LICENCE_URL),
        "dct:language": [_at(f"{EUROPE}language/{LANGUAGES[code]}") for code in _languages()],
        "dct:spatial": _at(f"{EUROPE}country/FRA"),
        "foaf:homepage": _at(address("observatory", None)),
        "dcat:themeTaxonomy": _at(f"{EUROPE}data-theme"),
        **dates,
        "dcat:dataset": [_dataset(each, publisher, address) for each in published],
    }


def _dataset(publication: Publication, publisher: Publisher, address: Address) -> Node:
    year = publication.year
    contact: Node = {}
    if publisher.contact:
        mail = {"vcard:hasEmail": _at(f"mailto:{publisher.contact}")}
        contact = {"dcat:contactPoint": {"@type": "vcard:Kind", "vcard:fn": publisher.name, **mail}}
    about = [PROTECTED, *([SYNTHETIC] if publication.is_synthetic else [])]
    return {
        "@id": f"{address('catalogue', None)}#{year}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{publication.realm}-{year}",
        "dct:title": _said(OF_YEAR, year=year),
        "dct:description": _said(*about),
        "dct:publisher": _publisher(publisher),
        "dct:modified": _moment(publication.released_at.isoformat()),
        "dcat:version": str(publication.version),
        **({"adms:versionNotes": publication.note} if publication.note else {}),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": f"{year}-01-01"},
            "dcat:endDate": {"@type": "xsd:date", "@value": f"{year}-12-31"},
        },
        "dct:spatial": _at(f"{EUROPE}country/FRA"),
        "dct:accessRights": _at(f"{EUROPE}access-right/PUBLIC"),
        "dct:accrualPeriodicity": _at(f"{EUROPE}frequency/ANNUAL"),
        "dcat:theme": _at(f"{EUROPE}data-theme/HEAL"),
        "dcat:keyword": [words for keyword in KEYWORDS for words in _said(keyword)],
        "dcat:landingPage": _at(address("year", year)),
        **contact,
        "dcat:distribution": [_distribution(each, year, address) for each in FILES],
    }


def _distribution(file: File, year: int, address: Address) -> Node:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _said(file.title),
        "dct:license": _at(LICENCE_URL),
        "dct:format": _at(f"{EUROPE}file-type/{file.form}"),
        "dcat:mediaType": _at(f"https://www.iana.org/assignments/media-types/{file.media_type}"),
        "dcat:accessURL": _at(address("year", year)),
        "dcat:downloadURL": _at(address(file.name, year)),
    }


def _publisher(publisher: Publisher) -> Node:
    return {"@type": "foaf:Agent", "foaf:name": publisher.name}


def _said(*texts: str | Promise, **values: object) -> list[dict[str, str]]:
    """Return texts, one after the other, in each language of the site."""
    found = []
    for language in _languages():
        with translation.override(language):
            words = " ".join(str(text) for text in texts).format(**values)
            found.append({"@language": language, "@value": words})
    return found


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def _at(address: str) -> Node:
    return {"@id": address}


def _moment(moment: str) -> Node:
    return {"@type": "xsd:dateTime", "@value": moment}
