import django.db.models.deletion
import vigie.core.ids
import vigie.core.realm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('declarations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20, unique=True, verbose_name='reference')),
                ('realm', vigie.core.realm.RealmField(db_index=True, max_length=50, validators=[vigie.core.realm.validate_realm], verbose_name='realm')),
                ('opened_at', models.DateTimeField(verbose_name='opened at')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('summary', models.CharField(blank=True, max_length=200, verbose_name='summary')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'incident',
                'verbose_name_plural': 'incidents',
            },
        ),
        migrations.CreateModel(
            name='IncidentDeclaration',
            fields=[
                ('id', models.UUIDField(default=vigie.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('taken_at', models.DateTimeField(verbose_name='taken at')),
                ('declaration', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='incident_link', to='declarations.declaration')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='incidents.incident')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'declaration of a case',
                'verbose_name_plural': 'declarations of a case',
            },
        ),
        migrations.CreateModel(
            name='Qualification',
            fields=[
                ('incident', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='qualification', serialize=False, to='incidents.incident')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('qualified_at', models.DateTimeField(verbose_name='qualified at')),
                ('in_scope', models.BooleanField(verbose_name='in scope')),
                ('origin', models.CharField(max_length=20, verbose_name='origin')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('rsit', models.CharField(blank=True, max_length=80, verbose_name='RSIT class')),
                ('care_impact', models.CharField(max_length=20, verbose_name='impact on care')),
                ('endangerment', models.CharField(max_length=20, verbose_name='patients endangered')),
                ('data_availability', models.CharField(max_length=10)),
                ('data_integrity', models.CharField(max_length=10)),
                ('data_confidentiality', models.CharField(max_length=10)),
                ('severity', models.CharField(max_length=20, verbose_name='severity')),
                ('significant', models.BooleanField(default=False, verbose_name='significant incident')),
                ('support_given', models.CharField(default='none', max_length=30, verbose_name='support given')),
                ('qualified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'qualification',
                'verbose_name_plural': 'qualifications',
            },
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['realm', '-opened_at'], name='incident_realm_opened'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='incident_closes_after_opening'),
        ),
    ]
