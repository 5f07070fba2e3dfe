import django.db.models.deletion
import vigie.core.ids
import vigie.core.realm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('declarations', '0002_lateness'),
        ('incidents', '0005_support'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PagingAddress',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='paging_address', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('ciphertext', models.BinaryField()),
                ('has_email', models.BooleanField(default=False)),
                ('has_phone', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'paging address',
                'verbose_name_plural': 'paging addresses',
            },
        ),
        migrations.CreateModel(
            name='DutyPage',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20, unique=True, verbose_name='reference')),
                ('realm', vigie.core.realm.RealmField(db_index=True, max_length=50, validators=[vigie.core.realm.validate_realm], verbose_name='realm')),
                ('reasons', models.JSONField(blank=True, default=list)),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('climbs_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('answered', models.CharField(blank=True, choices=[('desk', 'Acknowledged at the desk'), ('taken', 'Taken into a case')], max_length=10)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('called_off', models.BooleanField(default=False)),
                ('acknowledged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declaration', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duty_page', to='declarations.declaration')),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'duty page',
                'verbose_name_plural': 'duty pages',
            },
        ),
        migrations.CreateModel(
            name='HandOverNote',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('ciphertext', models.BinaryField()),
                ('taken_over_at', models.DateTimeField(blank=True, null=True)),
                ('taken_over_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'hand-over note',
                'verbose_name_plural': 'hand-over notes',
            },
        ),
        migrations.CreateModel(
            name='PageStep',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('line', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='incidents.dutypage')),
            ],
            options={
                'verbose_name': 'step of a duty page',
                'verbose_name_plural': 'steps of a duty page',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='PageAttempt',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('page', 'Calls'), ('stand_down', 'Says who answered')], default='page', max_length=10)),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'Text message'), ('voice', 'Phone call'), ('team_email', 'The team’s mailbox'), ('webhook', 'Signed webhook')], max_length=10)),
                ('outcome', models.CharField(choices=[('waiting', 'About to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('refused', 'Refused by the relay or gateway'), ('failed', 'The relay or gateway failed'), ('unreachable', 'The relay or gateway cannot be reached'), ('too_slow', 'No answer in time: it may have been sent'), ('uncertain', 'It may have been sent'), ('no_address', 'The address was removed meanwhile'), ('not_needed', 'Not sent: answered before'), ('held_back', 'Not sent: this instance tells nobody')], default='waiting', max_length=12)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('resumed', models.BooleanField(default=False)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='incidents.pagestep')),
            ],
            options={
                'verbose_name': 'message of a duty page',
                'verbose_name_plural': 'messages of a duty page',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('line', models.PositiveSmallIntegerField(default=1, verbose_name='line')),
                ('starts_at', models.DateTimeField(verbose_name='starts at')),
                ('ends_at', models.DateTimeField(verbose_name='ends at')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'shift',
                'verbose_name_plural': 'shifts',
            },
        ),
        migrations.AddIndex(
            model_name='dutypage',
            index=models.Index(fields=['realm', '-started_at'], name='duty_page_by_time'),
        ),
        migrations.AddIndex(
            model_name='dutypage',
            index=models.Index(condition=models.Q(('climbs_at__isnull', False)), fields=['climbs_at'], name='duty_page_climbs'),
        ),
        migrations.AddConstraint(
            model_name='dutypage',
            constraint=models.UniqueConstraint(condition=models.Q(('acknowledged_at', None), ('declaration', None), ('ended_at', None)), fields=('realm',), name='duty_one_drill_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='handovernote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_over_at', None), ('taken_over_by', None)), models.Q(('taken_over_at__isnull', False), ('taken_over_by__isnull', False)), _connector='OR'), name='note_taken_over_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='pagestep',
            constraint=models.UniqueConstraint(fields=('page', 'number'), name='page_step_once'),
        ),
        migrations.AddConstraint(
            model_name='pageattempt',
            constraint=models.UniqueConstraint(fields=('step', 'purpose', 'channel', 'person'), name='page_attempt_once'),
        ),
        migrations.AddConstraint(
            model_name='pageattempt',
            constraint=models.UniqueConstraint(condition=models.Q(('person', None)), fields=('step', 'purpose', 'channel'), name='page_attempt_to_the_team_once'),
        ),
        migrations.AddIndex(
            model_name='shift',
            index=models.Index(fields=['ends_at', 'starts_at'], name='shift_by_time'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='shift_ends_after_its_start'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('line__gte', 1)), name='shift_lines_begin_with_one'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.UniqueConstraint(fields=('person', 'line', 'starts_at', 'ends_at'), name='shift_once'),
        ),
    ]
