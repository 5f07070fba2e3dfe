"""A merging remembers what it joined, to give it back."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0012_lists_by_region_and_provider'),
    ]

    operations = [
        migrations.AddField(
            model_name='caseoperation',
            name='joined',
            field=models.JSONField(default=dict),
        ),
    ]
