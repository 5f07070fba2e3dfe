"""A token reads one realm, and one made at the desk waits for a second person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import vigie.core.realm


def approved_when_made(apps, _editor):
    """Let the tokens that there are go on: the command made them."""
    apps.get_model("accounts", "ApiToken").objects.update(approved_at=models.F("made_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_api_tokens'),
    ]

    operations = [
        migrations.AddField(
            model_name='apitoken',
            name='realm',
            # What they read until now.
            field=vigie.core.realm.RealmField(default=settings.VIGIE_INTAKE_REALM, verbose_name='realm'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='apitoken',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='apitoken',
            name='approved_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='apitoken',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(approved_when_made, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('made_by', None), ('approved_at', None), models.Q(('approved_by__isnull', False), models.Q(('approved_by', models.F('made_by')), _negated=True)), _connector='OR'), name='api_token_by_two'),
        ),
    ]
