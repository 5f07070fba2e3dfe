"""What the queue is sorted by: danger, lateness, and whether the desk has taken it in hand.

What was taken before is marked by a migration of the incidents, which knows.
"""

import datetime

import django.db.models.functions.comparison
from django.db import migrations, models

import vigie.core.computed
import vigie.declarations.models.standing


def say_when_the_answer_is_due(apps, schema_editor):
    """Fill the column for the declarations that are there."""
    declarations = apps.get_model("declarations", "Declaration").objects
    due = models.F("received_at") + datetime.timedelta(hours=24)
    declarations.update(answer_due_at=due)


class Migration(migrations.Migration):

    dependencies = [
        ('declarations', '0004_attachments'),
        ('directory', '0002_search_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='declaration',
            name='answer_due_at',
            field=vigie.declarations.models.standing.AnswerDueField(editable=False, null=True),
        ),
        migrations.RunPython(say_when_the_answer_is_due, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='declaration',
            name='answer_due_at',
            field=vigie.declarations.models.standing.AnswerDueField(editable=False),
        ),
        migrations.AddField(
            model_name='declaration',
            name='gravity',
            field=vigie.core.computed.ComputedField(db_persist=True, expression=models.Case(models.When(models.Q(('endangerment', 'proven')), then=models.Value(0)), models.When(models.Q(('endangerment', 'potential')), then=models.Value(1)), models.When(models.Q(('care_impact', 'interrupted')), then=models.Value(2)), models.When(models.Q(('care_impact', 'degraded')), then=models.Value(3)), models.When(models.Q(('endangerment', 'unknown'), ('care_impact', 'unknown'), _connector='OR'), then=models.Value(4)), default=models.Value(5)), output_field=models.SmallIntegerField()),
        ),
        migrations.AddField(
            model_name='declaration',
            name='taken_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='taken at'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='lateness',
            field=vigie.core.computed.ComputedField(db_persist=True, expression=django.db.models.functions.comparison.Least(models.F('answer_due_at'), django.db.models.functions.comparison.Coalesce('late_since', models.F('answer_due_at')), django.db.models.functions.comparison.Coalesce('next_due_at', models.F('answer_due_at'))), output_field=models.DateTimeField()),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(fields=['realm', 'region', '-received_at'], name='declaration_region'),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(fields=['realm', '-id'], name='declaration_realm_newest'),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(condition=models.Q(('taken_at__isnull', True)), fields=['realm', 'gravity', 'lateness', 'received_at', 'id'], name='declaration_waits'),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(condition=models.Q(('taken_at__isnull', True)), fields=['realm', 'region', 'gravity', 'lateness', 'received_at', 'id'], name='declaration_waits_region'),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(condition=models.Q(('taken_at__isnull', True)), fields=['realm', 'kind', 'gravity', 'lateness', 'received_at', 'id'], name='declaration_waits_kind'),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(condition=models.Q(('taken_at__isnull', True), models.Q(('help_wanted', 'none'), _negated=True)), fields=['realm', 'gravity', 'lateness', 'received_at', 'id'], name='declaration_waits_for_help'),
        ),
    ]
