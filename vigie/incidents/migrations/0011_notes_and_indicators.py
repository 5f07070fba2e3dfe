
import django.db.models.deletion
import vigie.core.ids
import vigie.taxonomy.codes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0010_notices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20, verbose_name='type')),
                ('value', models.CharField(max_length=2000, verbose_name='value')),
                ('digest', models.CharField(max_length=64)),
                ('tlp', models.CharField(max_length=20, verbose_name='TLP')),
                ('pap', models.CharField(max_length=20, verbose_name='PAP')),
                ('source', models.CharField(max_length=20, verbose_name='source')),
                ('first_seen_at', models.DateTimeField(blank=True, null=True, verbose_name='first seen')),
                ('comment', models.BinaryField(null=True)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='incidents.incident')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'indexes': [models.Index(fields=['digest'], name='indicator_seen_elsewhere')],
                'constraints': [models.UniqueConstraint(fields=('incident', 'digest'), name='indicator_once_a_case')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('occurred_at', models.DateTimeField(blank=True, null=True, verbose_name='occurred at')),
                ('occurred_precision', models.CharField(default=vigie.taxonomy.codes.DatePrecision['UNKNOWN'], max_length=10)),
                ('occurred_zone', models.CharField(blank=True, max_length=40)),
                ('words', models.BinaryField()),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='incidents.note')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='incidents.incident')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'indexes': [models.Index(fields=['incident', 'written_at'], name='note_of_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('occurred_at__isnull', True), ('occurred_precision', vigie.taxonomy.codes.DatePrecision['UNKNOWN']), ('occurred_zone', '')), models.Q(('occurred_at__isnull', False), ('occurred_precision__in', [vigie.taxonomy.codes.DatePrecision['MINUTE'], vigie.taxonomy.codes.DatePrecision['DAY']]), ('occurred_zone__gt', '')), _connector='OR'), name='note_moment_is_whole')],
            },
        ),
    ]
