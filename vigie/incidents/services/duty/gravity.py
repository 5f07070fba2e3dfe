"""Whether a declaration says that it is grave, and since when: the one rule that wakes the duty."""

from datetime import datetime

from vigie.declarations.models import Declaration
from vigie.declarations.services import PlainFacts
from vigie.incidents.models import IncidentDeclaration
from vigie.taxonomy import gravity
from vigie.taxonomy.gravity import SCHEMES


def grave_reasons(said: Declaration | PlainFacts) -> tuple[str, ...]:
    """Return the codes of what makes it grave; none when it is not."""
    return gravity.reasons({name: getattr(said, name) for name in SCHEMES})


def grave_since(declaration: Declaration) -> datetime | None:
    """Return when it was first said to be grave without having been taken back since.

    None when it is not grave today.
    """
    if not grave_reasons(declaration):
        return None
    since = declaration.received_at
    reports = declaration.reports.order_by("-submitted_at", "-id")
    for said, at in reports.values_list("facts", "submitted_at"):
        if not grave_reasons(PlainFacts.from_json(said)):
            break
        since = at
    return since


def taken_as_grave(link: IncidentDeclaration, *, otherwise: datetime) -> bool:
    """Tell whether whoever took the declaration into its case could read that it is grave.

    `otherwise`: since when it was, where that was taken back meanwhile.
    """
    return link.taken_at >= (grave_since(link.declaration) or otherwise)
