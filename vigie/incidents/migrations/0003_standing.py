"""What open cases are sorted and filtered by, filled for the cases that are there."""

import datetime

import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Least

import vigie.core.computed
import vigie.taxonomy.codes

NOT_KNOWN = 4
FAR = datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)


def fill(apps, schema_editor):
    """Say which declarations are in hand, and where each case stands."""
    declarations = apps.get_model("declarations", "Declaration").objects
    links = apps.get_model("incidents", "IncidentDeclaration").objects
    qualifications = apps.get_model("incidents", "Qualification").objects
    taken = links.filter(declaration=OuterRef("pk")).values("taken_at")
    declarations.filter(incident_link__isnull=False).update(taken_at=Subquery(taken))

    qualified = qualifications.filter(incident=OuterRef("pk"))
    gathered = declarations.filter(incident_link__incident=OuterRef("pk"))
    first = gathered.order_by("received_at", "id")
    due = gathered.annotate(
        due=Least(Coalesce("late_since", Value(FAR)), Coalesce("next_due_at", Value(FAR)))
    )
    urgency = Case(
        *(
            When(help_urgency=code, then=Value(rank))
            for rank, code in enumerate(("immediate", "today", "this_week"))
        ),
        default=Value(3),
    )
    helped = gathered.exclude(help_wanted="none").order_by(urgency, "received_at", "id")
    apps.get_model("incidents", "Incident").objects.update(
        gravity=Coalesce(
            Subquery(qualified.values("gravity")[:1]),
            Subquery(gathered.order_by("gravity").values("gravity")[:1]),
            Value(NOT_KNOWN),
        ),
        kind=Coalesce(
            Subquery(qualified.values("kind")[:1]), Subquery(first.values("kind")[:1]), Value("")
        ),
        help_wanted=Coalesce(Subquery(helped.values("help_wanted")[:1]), Value("none")),
        help_urgency=Coalesce(Subquery(helped.values("help_urgency")[:1]), Value("none")),
        due_at=Subquery(due.filter(due__lt=FAR).order_by("due").values("due")[:1]),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('declarations', '0005_standing'),
        ('incidents', '0002_provider'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='incident',
            name='due_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='gravity',
            field=models.PositiveSmallIntegerField(default=4, editable=False),
        ),
        migrations.AddField(
            model_name='incident',
            name='help_urgency',
            field=models.CharField(default=vigie.taxonomy.codes.Urgency['NONE'], editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='incident',
            name='help_wanted',
            field=models.CharField(default=vigie.taxonomy.codes.HelpWanted['NONE'], editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='incident',
            name='kind',
            field=models.CharField(blank=True, editable=False, max_length=40, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='qualification',
            name='gravity',
            field=vigie.core.computed.ComputedField(db_persist=True, expression=models.Case(models.When(models.Q(('endangerment', 'proven')), then=models.Value(0)), models.When(models.Q(('endangerment', 'potential')), then=models.Value(1)), models.When(models.Q(('care_impact', 'interrupted')), then=models.Value(2)), models.When(models.Q(('care_impact', 'degraded')), then=models.Value(3)), models.When(models.Q(('endangerment', 'unknown'), ('care_impact', 'unknown'), _connector='OR'), then=models.Value(4)), default=models.Value(5)), output_field=models.SmallIntegerField()),
        ),
        migrations.AddField(
            model_name='incident',
            name='lateness',
            field=vigie.core.computed.ComputedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('due_at', models.Value(datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc))), output_field=models.DateTimeField()),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['realm', 'gravity', 'lateness', 'opened_at', 'id'], name='incident_open'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['realm', 'lead', 'gravity', 'lateness', 'opened_at', 'id'], name='incident_open_lead'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['realm', 'kind', 'gravity', 'lateness', 'opened_at', 'id'], name='incident_open_kind'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', True), models.Q(('help_wanted', 'none'), _negated=True)), fields=['realm', 'gravity', 'lateness', 'opened_at', 'id'], name='incident_open_for_help'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['realm', '-closed_at', '-id'], name='incident_closed'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
