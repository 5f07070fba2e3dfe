"""A declaration that becomes grave again is paged again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0017_sent_under"),
        ("incidents", "0016_additions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dutypage",
            name="declaration",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duty_pages",
                to="declarations.declaration",
            ),
        ),
    ]
