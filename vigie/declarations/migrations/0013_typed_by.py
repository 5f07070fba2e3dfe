"""Who of the desk typed a declaration, for somebody on the phone or from paper."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("declarations", "0012_shared_with"),
    ]

    operations = [
        migrations.AddField(
            model_name="declaration",
            name="typed_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="typed by",
            ),
        ),
    ]
