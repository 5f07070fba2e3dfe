import io
import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from tests.observatory.builders import declared_often, qualified
from vigie.core.models import JournalEntry
from vigie.observatory import publications, releases, snapshots
from vigie.observatory.measures import Count, Share
from vigie.observatory.publications import AlreadyPublishedError, Publication

pytestmark = pytest.mark.django_db
IN_2020 = datetime(2020, 6, 1, tzinfo=UTC)


def declare(number: int = 8, **columns: Any) -> None:
    declared_often(number, **columns)


def release(realm: str = "demo", **options: Any) -> list[Publication]:
    options = {"note": "Late qualifications.", **options}
    return [
        each.publication for each in releases.release(realm, signed_by="S. Tatistician", **options)
    ]


def published(year: int = 2019) -> Publication:
    publication = publications.latest("demo", year)
    assert publication is not None
    return publication


def test_a_release_freezes_the_figures_of_each_year() -> None:
    declare(origin="malicious")
    declare(9, received_at=IN_2020)

    release()

    assert [each.year for each in publications.series("demo")] == [2019, 2020]
    declare(50)
    assert published().figure("declarations").measure == Count(8)  # type: ignore[union-attr]
    assert published().figure("share_malicious").measure == Share(8, 8)  # type: ignore[union-attr]


def test_a_publication_tells_who_signed_when_from_which_facts_by_which_method() -> None:
    declare(3)
    qualified(*declared_often(5))

    (publication,) = release(waiver=True, reason="Known to all.")

    text = json.loads((publications.folder("demo") / "2019-v001.json").read_text())
    assert (text["realm"], text["year"], text["version"]) == ("demo", 2019, 1)
    assert (text["signed_by"], text["method_version"], text["k"]) == ("S. Tatistician", "2", 5)
    assert text["waiver"]["signed_by"] == "S. Tatistician"
    assert text["waiver"]["figures"] == list(publication.waived)
    assert text["snapshot"]["facts"] == 8
    assert text["figures"][0]["pending"] == 3


def test_the_snapshot_of_a_release_is_kept_with_its_digest() -> None:
    declare()

    (publication,) = release()

    assert snapshots.kept("demo", publication.snapshot_sha256) is not None


def test_nothing_of_a_single_declaration_is_published(instance: Path) -> None:
    declare(structure_name="CANARY clinic")

    (publication,) = release()

    text = publication.as_json()
    assert "CANARY" not in text
    with pytest.raises(KeyError):
        json.loads(text)["facts"]
    files = {path.suffix for path in (instance / "published").rglob("*") if path.is_file()}
    assert files == {".json", ".parquet", ".pem", ".svg"}


def test_a_correction_is_a_new_version_and_the_former_one_stays() -> None:
    declare()
    release()
    former = (publications.folder("demo") / "2019-v001.json").read_bytes()
    declare(1)

    release()

    assert published().version == 2
    assert published().figure("declarations").measure == Count(9)  # type: ignore[union-attr]
    assert (publications.folder("demo") / "2019-v001.json").read_bytes() == former


def test_releasing_again_what_has_not_changed_makes_no_version() -> None:
    declare()
    release()

    (again,) = releases.release("demo", signed_by="Somebody else")

    assert (again.new, again.publication.version) == (False, 1)
    assert published().signed_by == "S. Tatistician"


def test_a_published_version_cannot_be_written_over() -> None:
    declare()
    (publication,) = release()

    with pytest.raises(AlreadyPublishedError):
        publications.add(publication)
    path = publications.folder("demo") / "2019-v001.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_only_the_years_asked_for_are_released() -> None:
    declare()
    declare(received_at=IN_2020)

    release(years=[2020])

    assert [each.year for each in publications.series("demo")] == [2020]


def test_a_realm_is_released_apart() -> None:
    declare()
    declare(realm="import:hhs")

    release("import:hhs")

    assert publications.series("demo") == []
    assert len(publications.series("import:hhs")) == 1


def test_a_release_is_in_the_journal() -> None:
    declare()

    (publication,) = release()

    entry = JournalEntry.objects.get(action="figures.released")
    assert entry.objects_touched["publication"] == publication.sha256
    assert entry.objects_touched["year"] == "2019"


def test_what_could_not_be_written_is_not_in_the_journal() -> None:
    declare()

    taken = patch.object(publications, "add", side_effect=AlreadyPublishedError)
    with taken, pytest.raises(AlreadyPublishedError):
        release()

    assert not JournalEntry.objects.filter(action="figures.released").exists()


@pytest.mark.parametrize(
    "harm",
    [
        b"",
        b"{}",
        b"[1, 2]",
        b"\xff\xfe",
        b'{"figures": []}',
        b"[" * 100_000,
    ],
)
def test_a_publication_that_cannot_be_read_is_as_if_it_were_not_there(harm: bytes) -> None:
    declare()
    release()
    path = publications.folder("demo") / "2019-v001.json"
    path.chmod(0o644)
    path.write_bytes(harm)

    assert publications.latest("demo", 2019) is None
    assert publications.series("demo") == []
    assert publications.next_version("demo", 2019) == 2


@pytest.mark.parametrize(
    ("written", "by_hand"),
    [
        ('"value": 8', '"value": 9'),
        ('"numerator": 8', '"numerator": 9'),
        ('"signed_by": "S. Tatistician"', '"signed_by": "Nobody"'),
    ],
)
def test_a_publication_changed_by_hand_is_refused(written: str, by_hand: str) -> None:
    declare()
    release()
    path = publications.folder("demo") / "2019-v001.json"
    path.chmod(0o644)

    path.write_text(path.read_text().replace(written, by_hand, 1))

    assert publications.latest("demo", 2019) is None


def command(*options: str) -> str:
    out = io.StringIO()
    call_command("release_figures", *options, stdout=out)
    return out.getvalue()


def test_the_command_releases_and_says_what_it_did() -> None:
    declare()

    first = command("--realm", "demo", "--signed-by", "S. Tatistician")
    second = command("--realm", "demo", "--signed-by", "S. Tatistician", "--years", "2019", "2031")

    assert "2019: version 1 released" in first
    assert "2019: version 1 unchanged" in second
    assert "2031: nothing was declared" in second


@pytest.mark.parametrize(
    "options",
    [
        ["--realm", "live", "--signed-by", "S"],
        ["--realm", "demo", "--signed-by", " "],
        ["--realm", "demo", "--signed-by", "S", "--waive-national"],
        ["--realm", "demo"],
        ["--signed-by", "S"],
        ["--realm", "demo", "--signed-by", "S", "--years", "2031"],
        ["--realm", "demo", "--signed-by", "S", "--years", "last"],
    ],
)
def test_the_command_refuses_what_cannot_be_released(options: list[str]) -> None:
    declare()

    with pytest.raises(CommandError):
        command(*options)
    assert publications.series("demo") == []
