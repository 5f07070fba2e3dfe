"""What the CSIRT does with what was declared. Import models from here."""

from vigie.incidents.models.case import (
    Incident,
    IncidentDeclaration,
    Qualification,
)
from vigie.incidents.models.support import (
    SupportRequest,
    SupportTime,
)
from vigie.incidents.models.task import (
    Task,
)

__all__ = [
    "Incident",
    "IncidentDeclaration",
    "Qualification",
    "SupportRequest",
    "SupportTime",
    "Task",
]
