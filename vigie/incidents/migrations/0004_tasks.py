
import django.db.models.deletion
import vigie.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0003_standing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('playbook', models.CharField(blank=True, max_length=40)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('words', models.BinaryField(null=True)),
                ('role', models.CharField(max_length=20, verbose_name='role')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='due')),
                ('state', models.CharField(choices=[('to_do', 'To do'), ('doing', 'In progress'), ('done', 'Done'), ('dropped', 'Dropped')], default='to_do', max_length=20, verbose_name='state')),
                ('dropped_because', models.CharField(blank=True, max_length=40)),
                ('position', models.PositiveIntegerField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('added_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='incidents.incident')),
            ],
            options={
                'verbose_name': 'task',
                'verbose_name_plural': 'tasks',
                'indexes': [models.Index(condition=models.Q(('state__in', ('to_do', 'doing'))), fields=['assignee', 'due_at'], name='task_unsettled_of_somebody')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('playbook', ''), _negated=True), fields=('incident', 'playbook', 'code'), name='task_planned_once'), models.CheckConstraint(condition=models.Q(('words__isnull', False), models.Q(('playbook', ''), _negated=True), _connector='OR'), name='task_says_what_to_do'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_because__gt', ''), ('state', 'dropped')), models.Q(models.Q(('state', 'dropped'), _negated=True), ('dropped_because', '')), _connector='OR'), name='task_dropped_for_a_reason')],
            },
        ),
    ]
