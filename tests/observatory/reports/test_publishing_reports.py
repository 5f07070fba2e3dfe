"""A report is published once, in three languages; a correction is a new version that says why."""

import hashlib
from collections.abc import Callable

import pytest

from tests.factories import cases
from tests.factories.publications import a_publication, published
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core.models import JournalEntry
from vigie.observatory.enums import ReportKind
from vigie.observatory.reports import published as shelf
from vigie.observatory.reports.editions import NothingPublished
from vigie.observatory.reports.services import (
    CannotPublish,
    NothingNew,
    Unexplained,
    publish_report,
    save_text,
)

pytestmark = pytest.mark.django_db
NOTES = {"fr": "Un mot.", "en": "A word.", "es": "Una palabra."}
Publish = Callable[..., shelf.PublishedReport]


@pytest.fixture
def statistician() -> User:
    return cases.person(Role.STATISTICIAN)


@pytest.fixture
def publish(statistician: User) -> Publish:
    def publish(kind: ReportKind = ReportKind.ACTIVITY, **more: object) -> shelf.PublishedReport:
        given = {"signed_by": "Ada", "actor": statistician, **more}
        return publish_report(kind, "demo", 2023, **given)  # type: ignore[arg-type]

    return publish


def change_a_text(actor: User) -> None:
    save_text(
        ReportKind.ACTIVITY, "demo", 2023, "foreword", {"fr": "Bonjour."}, read=0, actor=actor
    )


def test_a_report_is_three_files_and_a_record(publish: Publish) -> None:
    published(a_publication())
    report = publish()
    assert list(report.files) == ["fr", "en", "es"]
    for language, file in report.files.items():
        path = shelf.path_of(report, language)
        assert path
        content = path.read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)
    assert shelf.every("demo") == [report]
    assert shelf.every("live") == []


def test_it_is_in_the_journal(publish: Publish, statistician: User) -> None:
    published(a_publication())
    publish()
    entry = JournalEntry.objects.get(action="report.published")
    assert entry.actor == f"user:{statistician.pk}"


def test_what_has_not_changed_is_not_published_again(publish: Publish) -> None:
    published(a_publication())
    publish()
    with pytest.raises(NothingNew):
        publish(notes=NOTES)


def test_a_correction_says_what_it_corrects_in_each_language(
    publish: Publish, statistician: User
) -> None:
    published(a_publication())
    first = publish()
    change_a_text(statistician)
    for notes in ({}, {**NOTES, "es": " "}):
        with pytest.raises(Unexplained):
            publish(notes=notes)
    second = publish(notes=NOTES)
    assert (second.version, second.notes) == (2, NOTES)
    assert shelf.history("demo", 2023, "activity") == [second, first]
    assert all(shelf.path_of(first, code) for code in first.files)


def test_figures_published_anew_make_a_new_version(publish: Publish) -> None:
    published(a_publication())
    publish()
    later = published(a_publication(version=2, declarations=101))
    assert publish(notes=NOTES).figures_sha256 == later.sha256


def test_without_published_figures_there_is_no_report(publish: Publish) -> None:
    published(a_publication(2022))
    with pytest.raises(NothingPublished):
        publish()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.STATISTICIAN}))
def test_only_a_statistician_publishes(publish: Publish, role: Role) -> None:
    published(a_publication())
    with pytest.raises(CannotPublish):
        publish(actor=cases.person(role))
    assert shelf.every("demo") == []


def test_what_is_not_in_the_journal_is_not_published(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(a_publication())

    def fail(*_args: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(shelf, "write_once", fail)
    with pytest.raises(OSError, match="the disk is full"):
        publish()
    assert not JournalEntry.objects.filter(action="report.published").exists()
    assert not list(shelf.folder("demo").glob("*"))


def test_two_at_once_publish_one_version(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    published(a_publication())
    first = publish()
    monkeypatch.setattr(shelf, "history", lambda *_named: [])
    with pytest.raises(shelf.VersionTaken):
        publish()
    assert shelf.every("demo") == [first]
    assert all(shelf.path_of(first, code).is_file() for code in first.files)  # type: ignore[union-attr]


def test_a_record_that_cannot_be_read_is_as_if_it_were_not_there(publish: Publish) -> None:
    published(a_publication())
    publish()
    (shelf.folder("demo") / "2022-activity-v001.json").write_text('{"realm": "demo"}')
    assert len(shelf.every("demo")) == 1
