"""The key under which a program sent a declaration serves once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0016_unread"),
    ]

    operations = [
        migrations.AddField(
            "receipt",
            "sent_under",
            models.CharField(max_length=64, unique=True, null=True, blank=True),
        ),
    ]
