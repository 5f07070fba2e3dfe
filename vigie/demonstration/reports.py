"""Reports of a year that never was: texts, accounts of cases, and both reports published."""

from pathlib import Path

from vigie.accounts.enums import Role
from vigie.accounts.services import demonstration_account
from vigie.core.realm import DEMO
from vigie.observatory.enums import ReportKind
from vigie.observatory.reports import published
from vigie.observatory.reports.services import (
    Checked,
    StudyText,
    approve_study,
    publish_report,
    save_text,
    write_study,
)
from vigie.observatory.reports.written import FOREWORD
from vigie.taxonomy.datafile import LANGUAGES, Words, read

DATA = Path(__file__).parent / "data"
HEAD = ("name", "version", "date", "source")


def play_reports(year: int, *, signed_by: str) -> None:
    """Write and publish both reports of a year, unless they are published already."""
    if published.every(DEMO):
        return
    analyst, lead = (demonstration_account(role) for role in (Role.ANALYST, Role.DUTY_LEAD))
    checked = Checked(no_structure=True, no_place=True, no_person=True)
    for path in sorted((DATA / "case_studies").glob("*.toml")):
        table = read(path)
        table.only((*HEAD, "title", "body"))
        title, body = _by_language(table.words("title")), _by_language(table.words("body"))
        texts = {code: StudyText(title=title[code], body=body[code]) for code in LANGUAGES}
        study = write_study(DEMO, year, texts, actor=analyst)
        approve_study(study, revision=study.revision, checked=checked, actor=lead)
    for kind in ReportKind:
        table = read(DATA / "reports" / f"{kind}.toml")
        table.only((*HEAD, "foreword"))
        foreword = _by_language(table.words("foreword"))
        save_text(kind, DEMO, year, FOREWORD, foreword, read=0, actor=None)
        publish_report(kind, DEMO, year, signed_by=signed_by, actor=None)


def _by_language(words: Words) -> dict[str, str]:
    return {code: words.in_language(code).strip() for code in LANGUAGES}
