"""One synthetic case."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from vigie.directory.models import Structure
from vigie.taxonomy.codes import CareImpact, Endangerment, HelpWanted, Origin, Touched, Urgency

# Every moment is drawn before a case is played.
NOT_DRAWN = datetime(1, 1, 1, tzinfo=UTC)


@dataclass
class Drawn:
    """One synthetic declaration, and how its case is read."""

    structure: Structure | None = None
    received_at: datetime = NOT_DRAWN
    detected_at: datetime = NOT_DRAWN
    started_at: datetime | None = None
    # Of degraded mode, where there was one; without an end: nobody told it.
    degraded_since: datetime | None = None
    degraded_until: datetime | None = None
    in_scope: bool = False
    origin: str = Origin.NOT_MALICIOUS
    kind: str = "other"
    care_impact: str = CareImpact.NONE
    endangerment: str = Endangerment.NONE
    data: dict[str, Any] = field(default_factory=dict)
    cross_border: str = Touched.UNKNOWN
    systems: tuple[str, ...] = ()
    help_wanted: str = HelpWanted.NONE
    help_urgency: str = Urgency.NONE
    # Cases of the same number are one failure of one provider, handled as one incident.
    failure: int | None = None
    provider: str = ""
