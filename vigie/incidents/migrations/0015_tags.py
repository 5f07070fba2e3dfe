"""Cases are given tags, and lists are narrowed by them."""

import django.db.models.deletion
import vigie.core.ids
import vigie.core.realm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0014_found_by_the_clock'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='savedfilter',
            name='tag',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name='CaseTag',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('realm', vigie.core.realm.RealmField(db_index=True, max_length=50, validators=[vigie.core.realm.validate_realm], verbose_name='realm')),
                ('tag', models.CharField(max_length=40, verbose_name='tag')),
                ('key', models.CharField(max_length=40)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tags', to='incidents.incident')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['key'],
                'indexes': [models.Index(fields=['key', 'incident'], name='case_tag_found'), models.Index(fields=['realm', '-added_at'], name='case_tag_lately')],
                'constraints': [models.UniqueConstraint(fields=('incident', 'key'), name='case_tag_once_a_case'), models.CheckConstraint(condition=models.Q(('key__gt', '')), name='case_tag_says_something')],
            },
        ),
    ]
