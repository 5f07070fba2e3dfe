

import django.utils.timezone
import vigie.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='JournalCheckpoint',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('hash', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('signature', models.CharField(max_length=128)),
            ],
            options={
                'verbose_name': 'journal checkpoint',
                'verbose_name_plural': 'journal checkpoints',
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(verbose_name='time')),
                ('action', models.CharField(max_length=80, verbose_name='action')),
                ('actor', models.CharField(max_length=80, verbose_name='actor')),
                ('objects_touched', models.JSONField(default=dict, verbose_name='objects')),
                ('seal', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'journal entry',
                'verbose_name_plural': 'journal entries',
            },
        ),
        migrations.CreateModel(
            name='JournalLink',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('entry', models.UUIDField(unique=True)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'journal link',
                'verbose_name_plural': 'journal links',
            },
        ),
        migrations.CreateModel(
            name='FailedAttempt',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('scope', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'failed attempt',
                'verbose_name_plural': 'failed attempts',
                'indexes': [models.Index(fields=['scope', 'subject', '-at'], name='failed_attempt_lately')],
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=80)),
                ('payload', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_error', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'verbose_name': 'outbox message',
                'verbose_name_plural': 'outbox messages',
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['next_attempt_at', 'id'], name='outbox_due')],
            },
        ),
    ]
