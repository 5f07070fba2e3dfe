"""The link of an account that two agreed on opens with a code that whoever asked was shown."""

from django.db import migrations, models
from django.utils import timezone


def asked_anew(apps, _editor):
    """Refuse what waits for a decision: nobody was shown a code for it."""
    waiting = apps.get_model("accounts", "AccountChange").objects.filter(decided_at=None)
    waiting.exclude(kind="role").update(decided_at=timezone.now(), approved=False)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_tokens_by_two'),
    ]

    operations = [
        migrations.AddField(
            model_name='accountchange',
            name='code_digest',
            field=models.CharField(blank=True, default='', max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(asked_anew, migrations.RunPython.noop),
    ]
