"""Where a case stands: what lists sort and filter cases by, kept in columns of its own."""

from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

from vigie.declarations.models import Declaration
from vigie.declarations.models.standing import NOT_KNOWN
from vigie.incidents.models import Incident, Qualification
from vigie.incidents.models.case import NEVER
from vigie.incidents.services.indexing import reindex
from vigie.taxonomy.codes import HelpWanted, Urgency

BATCH = 1_000
URGENCIES = (Urgency.IMMEDIATE.value, Urgency.TODAY.value, Urgency.THIS_WEEK.value)
MOST_URGENT_FIRST = Case(
    *(When(help_urgency=code, then=Value(rank)) for rank, code in enumerate(URGENCIES)),
    default=Value(len(URGENCIES)),
)
READ = ("gravity", "kind", "help_wanted", "help_urgency", "late_since", "next_due_at")


def refresh_standing(incident: Incident) -> None:
    """Bring a case in step with its declarations and its qualification: in lists and in search.

    Idempotent. To be called wherever one of these changes. What changes without a call, such as
    a complement or the passing of time, is caught up within a minute by `refresh_standings`.
    """
    Incident.objects.filter(pk=incident.pk).update(**_standing_of(incident))
    reindex(incident)


def refresh_standings() -> int:
    """Bring the open cases that are out of step in step; return how many there were."""
    fresh = {f"fresh_{name}": value for name, value in _standing().items()}
    same_due = Q(due_at=F("fresh_due_at")) | Q(due_at=None, fresh_due_at=None)
    others = {name: F(f"fresh_{name}") for name in _standing() if name != "due_at"}
    stale = (
        Incident.objects.filter(closed_at=None)
        .annotate(**fresh)
        .exclude(same_due & Q(**others))
        .values_list("pk", flat=True)
    )
    keys = list(stale)
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        Incident.objects.filter(pk__in=batch).update(**_standing())
    return len(keys)


def _standing_of(incident: Incident) -> dict[str, Any]:
    """Return the value of each column for one case.

    What `_standing` says, in plain Python: to build its SQL for one case takes ten times longer.
    """
    gathered = Declaration.objects.filter(incident_link__incident=incident)
    rows = list(gathered.order_by("received_at", "id").values(*READ))
    reading = Qualification.objects.filter(incident=incident).values("gravity", "kind").first()
    helped = sorted(
        (row for row in rows if row["help_wanted"] != HelpWanted.NONE),
        key=lambda row: _urgency(row["help_urgency"]),
    )
    due = [row[name] for row in rows for name in ("late_since", "next_due_at") if row[name]]
    nothing = {"help_wanted": HelpWanted.NONE, "help_urgency": Urgency.NONE}
    wanted = helped[0] if helped else nothing
    gravest = min((row["gravity"] for row in rows), default=NOT_KNOWN)
    first = rows[0]["kind"] if rows else ""
    return {
        "gravity": reading["gravity"] if reading else gravest,
        "kind": reading["kind"] if reading else first,
        "help_wanted": wanted["help_wanted"],
        "help_urgency": wanted["help_urgency"],
        "due_at": min(due, default=None),
    }


def _urgency(code: str) -> int:
    return URGENCIES.index(code) if code in URGENCIES else len(URGENCIES)


def _standing() -> dict[str, Any]:
    """Return the value of each column, as the database computes it for many cases at once."""
    qualified = Qualification.objects.filter(incident=OuterRef("pk"))
    gathered = Declaration.objects.filter(incident_link__incident=OuterRef("pk"))
    first = gathered.order_by("received_at", "id")
    helped = gathered.exclude(help_wanted=HelpWanted.NONE).order_by(
        MOST_URGENT_FIRST, "received_at", "id"
    )
    owed = gathered.filter(Q(late_since__isnull=False) | Q(next_due_at__isnull=False)).annotate(
        owed_at=Least(Coalesce("late_since", Value(NEVER)), Coalesce("next_due_at", Value(NEVER)))
    )
    return {
        "gravity": Coalesce(
            _top(qualified, "gravity"),
            _top(gathered.order_by("gravity"), "gravity"),
            Value(NOT_KNOWN),
        ),
        "kind": Coalesce(_top(qualified, "kind"), _top(first, "kind"), Value("")),
        "help_wanted": Coalesce(_top(helped, "help_wanted"), Value(HelpWanted.NONE.value)),
        "help_urgency": Coalesce(_top(helped, "help_urgency"), Value(Urgency.NONE.value)),
        "due_at": _top(owed.order_by("owed_at"), "owed_at"),
    }


def _top(rows: QuerySet[Any], column: str) -> Subquery:
    return Subquery(rows.values(column)[:1])
