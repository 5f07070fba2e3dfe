"""Case studies, as they are written."""

from tests.factories import cases
from vigie.observatory.models import CaseStudy
from vigie.observatory.reports.services import StudyText, write_study


def written(realm: str = "live", year: int = 2024) -> CaseStudy:
    """Return an account that waits for somebody to approve it."""
    texts = {"en": StudyText(title="A night without computers", body="On paper.")}
    return write_study(realm, year, texts, actor=cases.person())
