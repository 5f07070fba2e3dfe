"""Reports as they were published: files of the `published/` folder, never changed.

A version is one record and one PDF for each language. The record is written last: a report that
has none is as if it were not there. Public pages read nothing else of the reports.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from vigie.core.written_once import write_once
from vigie.observatory.enums import ReportKind

RECORD = re.compile(r"(?P<year>\d{4})-(?P<kind>[a-z]+)-v(?P<version>\d{3,})\.json")


class VersionTaken(Exception):  # noqa: N818 - reads as the answer it is
    """This version exists: a report that was published is never changed."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One PDF of a report."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """One version of a report, in all its languages."""

    realm: str
    year: int
    kind: str
    version: int
    published_at: datetime
    signed_by: str
    # What is corrected since the version before, by language; empty in the first.
    notes: Mapping[str, str]
    # The publication whose figures it tells.
    figures_sha256: str
    # Of all that it says, its date and version aside.
    content_sha256: str
    files: Mapping[str, ReportFile]

    @property
    def label(self) -> str:
        """What kind of report it is, in words."""
        return str(ReportKind(self.kind).label)

    @property
    def languages(self) -> list[tuple[str, str, ReportFile]]:
        """The files, each with the code and the name of its language."""
        names = dict(settings.LANGUAGES)
        return [(code, names.get(code, code), file) for code, file in self.files.items()]


def folder(realm: str) -> Path:
    """Return where the reports of a realm are."""
    path: Path = settings.DATA_DIR / "published" / "reports" / realm.replace(":", "-")
    return path


def history(realm: str, year: int, kind: str) -> list[PublishedReport]:
    """Return every version of a report that can be read, the last one first."""
    return [each for each in every(realm) if (each.year, each.kind) == (year, kind)]


def every(realm: str) -> list[PublishedReport]:
    """Return every report of a realm that can be read: last year first, last version first."""
    try:
        paths = [path for path in folder(realm).iterdir() if RECORD.fullmatch(path.name)]
    except OSError:
        return []
    found = [report for path in paths if (report := _read(path)) and report.realm == realm]
    order = list(ReportKind.values)
    return sorted(found, key=lambda each: (-each.year, order.index(each.kind), -each.version))


def path_of(report: PublishedReport, language: str) -> Path | None:
    """Return the PDF of a report in a language; None where there is none."""
    file = report.files.get(language)
    return folder(report.realm) / file.name if file else None


def file_of(name: str, content: bytes) -> ReportFile:
    """Return what a record says of a PDF."""
    return ReportFile(name, len(content), hashlib.sha256(content).hexdigest())


def name_of(year: int, kind: str, version: int) -> str:
    """Return what the files of a version are called, before language and extension."""
    return f"{year}-{kind}-v{version:03}"


def add(report: PublishedReport, contents: Mapping[str, bytes]) -> list[Path]:
    """Write the PDFs of a report, then its record; each whole or not at all.

    Raises VersionTaken; nothing of this call is then left behind.
    """
    place = folder(report.realm)
    said = {**asdict(report), "published_at": report.published_at.isoformat()}
    record = json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
    name = f"{name_of(report.year, report.kind, report.version)}.json"
    wanted = {report.files[code].name: content for code, content in contents.items()}
    written: list[Path] = []
    try:
        for each, content in {**wanted, name: record}.items():
            written.append(write_once(place / each, content))
    except BaseException as error:
        for path in written:
            path.unlink()
        if isinstance(error, FileExistsError):
            raise VersionTaken(name) from None
        raise
    return written


def _read(path: Path) -> PublishedReport | None:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        files = {code: ReportFile(**each) for code, each in said.pop("files").items()}
        at = datetime.fromisoformat(said.pop("published_at"))
        report = PublishedReport(**said, published_at=at, files=files)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return report if report.kind in ReportKind.values else None
