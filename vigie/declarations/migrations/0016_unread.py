"""Messages that nobody of the desk has opened are marked, and found without reading the others."""

from django.db import migrations, models
from django.db.models import Q


def mark_read(apps, schema_editor):
    """Say of what was opened, and of what the desk wrote, that nobody has to read it."""
    messages = apps.get_model("declarations", "Message").objects
    messages.filter(Q(author="desk") | Q(reading__isnull=False)).update(unread=False)


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0015_code_replaced"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            # A front that is not upgraded yet names no such column. The model knows of no default
            # of the database's, which Django would read back: the front may not.
            database_operations=[
                migrations.AddField(
                    "message", "unread", models.BooleanField(default=True, db_default=True)
                ),
            ],
            state_operations=[
                migrations.AddField(
                    "message", "unread", models.BooleanField(default=True, editable=False)
                ),
            ],
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["declaration"], condition=Q(unread=True), name="message_unread"
            ),
        ),
        # Last: PostgreSQL makes no index of a table that this transaction has written.
        migrations.RunPython(mark_read, migrations.RunPython.noop),
    ]
