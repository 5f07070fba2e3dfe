"""What changes reports: texts written, accounts of cases approved, versions published."""

from vigie.observatory.reports.services.publishing import (
    CannotPublish,
    NothingNew,
    Unexplained,
    publish_report,
)
from vigie.observatory.reports.services.studies import (
    CannotApprove,
    CannotWriteStudies,
    Checked,
    NamesStructures,
    NothingWritten,
    StudyText,
    StudyTexts,
    Unchecked,
    approve_study,
    discard_study,
    save_study,
    write_study,
)
from vigie.observatory.reports.services.texts import ChangedMeanwhile, save_text

__all__ = [
    "CannotApprove",
    "CannotPublish",
    "CannotWriteStudies",
    "ChangedMeanwhile",
    "Checked",
    "NamesStructures",
    "NothingNew",
    "NothingWritten",
    "StudyText",
    "StudyTexts",
    "Unchecked",
    "Unexplained",
    "approve_study",
    "discard_study",
    "publish_report",
    "save_study",
    "save_text",
    "write_study",
]
