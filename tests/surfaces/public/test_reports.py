"""The yearly reports, listed and served as they were published."""

import hashlib

import pytest
from django.test import Client

from tests.factories.publications import a_publication, published
from vigie.observatory.enums import ReportKind
from vigie.observatory.reports.published import PublishedReport, path_of
from vigie.observatory.reports.services import publish_report

pytestmark = pytest.mark.django_db
ADDRESS = "/{here}/observatory/reports/2023/activity/v1/{language}.pdf"


@pytest.fixture
def report() -> PublishedReport:
    published(a_publication())
    return publish_report(ReportKind.ACTIVITY, "demo", 2023, signed_by="Ada", actor=None)


@pytest.mark.usefixtures("report")
def test_the_observatory_lists_the_reports_in_each_language(client: Client) -> None:
    page = client.get("/en/observatory/").content.decode()
    assert "Activity report 2023, version 1" in page
    for language in ("fr", "en", "es"):
        assert (
            f'href="{ADDRESS.format(here="en", language=language)}" hreflang="{language}"' in page
        )
    assert "KB)" in page.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_a_report_is_served_as_it_was_published(
    client: Client, report: PublishedReport, language: str
) -> None:
    answer = client.get(ADDRESS.format(here="fr", language=language))
    content = b"".join(answer)
    assert answer.status_code == 200
    assert answer.streaming
    assert hashlib.sha256(content).hexdigest() == report.files[language].sha256
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Language"] == language
    assert answer["Content-Length"] == str(len(content))
    assert f'filename="vigie-2023-activity-v001-{language}.pdf"' in answer["Content-Disposition"]
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize(
    "named",
    ["2023/activity/v2/fr", "2022/activity/v1/fr", "2023/observatory/v1/fr", "2023/activity/v1/de"],
)
def test_what_was_not_published_is_not_found(client: Client, named: str) -> None:
    assert client.get(f"/fr/observatory/reports/{named}.pdf").status_code == 404


def test_a_file_that_is_lost_is_not_found(client: Client, report: PublishedReport) -> None:
    path = path_of(report, "fr")
    assert path
    path.unlink()
    assert client.get(ADDRESS.format(here="fr", language="fr")).status_code == 404
