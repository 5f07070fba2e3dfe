"""What the clock looks for each minute is found without reading what it has dealt with."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0013_joined"),
    ]

    operations = [
        migrations.AddIndex(
            "incident",
            models.Index(
                fields=["closed_at"],
                condition=Q(merged_into__isnull=False),
                name="incident_merged_lately",
            ),
        ),
        migrations.RemoveIndex("supportrequest", "support_unanswered"),
        migrations.AddIndex(
            "supportrequest",
            models.Index(
                fields=["answer_due_at", "id"],
                condition=Q(
                    answered_at__isnull=True, reminded_at__isnull=True, answer_due_at__isnull=False
                ),
                name="support_to_remind",
            ),
        ),
    ]
