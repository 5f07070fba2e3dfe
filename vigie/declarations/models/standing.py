"""How soon somebody must look at what was declared: what the desk's lists are sorted by."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Least

from vigie.core.pace import as_lived
from vigie.taxonomy.codes import CareImpact, Endangerment

# NIS2, article 23: the CSIRT answers within 24 hours.
ANSWERED_WITHIN = timedelta(hours=24)
# The gravest first. What is not known may be grave: it comes before what is harmless.
GRADES = (
    Q(endangerment=Endangerment.PROVEN.value),
    Q(endangerment=Endangerment.POTENTIAL.value),
    Q(care_impact=CareImpact.INTERRUPTED.value),
    Q(care_impact=CareImpact.DEGRADED.value),
    Q(endangerment=Endangerment.UNKNOWN.value) | Q(care_impact=CareImpact.UNKNOWN.value),
)
HARMLESS = len(GRADES)
NOT_KNOWN = HARMLESS - 1


def gravity() -> Case:
    """Return the rank of a row by its danger to patients, then to care: 0 is the gravest."""
    whens = [When(grade, then=Value(rank)) for rank, grade in enumerate(GRADES)]
    return Case(*whens, default=Value(HARMLESS))


def first_due() -> Least:
    """Return the moment from which a declaration that waits is late, or was."""
    answer = F("answer_due_at")
    return Least(answer, Coalesce("late_since", answer), Coalesce("next_due_at", answer))


class AnswerDueField(models.DateTimeField[datetime, datetime]):
    """When the CSIRT owes its first answer, set from the moment of reception."""

    def pre_save(self, model_instance: Any, add: bool) -> datetime:
        """Compute it: a moment of reception never changes."""
        del add
        due: datetime = model_instance.received_at + as_lived(ANSWERED_WITHIN)
        setattr(model_instance, self.attname, due)
        return due
