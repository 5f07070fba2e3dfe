"""The clocks that ran before they could be met: what was done is noted on them."""

from datetime import timedelta

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone

# The regimes whose reports are received here, on the day of this migration.
RECEIVED_HERE = ("csp-l1111-8-2", "nis2-23")
# Nobody is reminded of what has been over for longer.
LATELY = timedelta(days=7)


def note_what_was_done(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Meet what a report has met, and withdraw what was to be checked and became owed."""
    clock, report = (apps.get_model("declarations", name) for name in ("Clock", "Report"))
    now = timezone.now()
    sent = (
        report.objects.filter(
            declaration_id=OuterRef("receipt__declaration_id"), stage=OuterRef("stage")
        )
        .order_by("submitted_at")
        .values("submitted_at")[:1]
    )
    # An UPDATE of its own columns cannot join: the time is looked up for each clock by its key.
    of_this = clock.objects.filter(pk=OuterRef("pk")).annotate(sent=Subquery(sent))
    here = clock.objects.filter(regime__in=RECEIVED_HERE)
    here.update(met_at=Subquery(of_this.values("sent")[:1]))
    owed = clock.objects.filter(
        receipt=OuterRef("receipt"),
        regime=OuterRef("regime"),
        stage=OuterRef("stage"),
        status="owed",
    )
    to_check = clock.objects.filter(Exists(owed), status="check", met_at=None)
    to_check.update(withdrawn_at=now, withdrawn_because="now_owed")
    bring_up_to_date(apps)


def bring_up_to_date(apps: Apps) -> None:
    """Have the worker look at the authorities told, which are sealed, before it reminds anybody."""
    clock, outbox = apps.get_model("declarations", "Clock"), apps.get_model("core", "OutboxMessage")
    running = clock.objects.filter(
        receipt__realm="live",
        met_at=None,
        withdrawn_at=None,
        due_at__gt=timezone.now() - LATELY,
    )
    for key in running.values_list("receipt__declaration_id", flat=True).distinct():
        payload = {"declaration": str(key)}
        outbox.objects.create(kind="declaration.refresh", payload=payload)


def forget_the_history(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Leave one clock for each thing owed, the last that ran: before, there could be no more."""
    clock = apps.get_model("declarations", "Clock")
    keys = ("receipt", "regime", "stage", "status")
    several = clock.objects.values(*keys).annotate(number=Count("pk"))
    for each in several.filter(number__gt=1):
        same = clock.objects.filter(**{key: each[key] for key in keys}).order_by("-pk")
        clock.objects.filter(pk__in=[row.pk for row in same[1:]]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("declarations", "0009_staged_clocks"),
    ]

    operations = [migrations.RunPython(note_what_was_done, forget_the_history)]
