"""What a declarant adds is new until somebody opens it."""

import django.db.models.deletion
import vigie.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0015_code_replaced"),
        ("incidents", "0015_tags"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Addition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vigie.core.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("came_at", models.DateTimeField(verbose_name="received at")),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "attachment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addition",
                        to="declarations.attachment",
                    ),
                ),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additions",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addition",
                        to="declarations.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "addition",
                "verbose_name_plural": "additions",
                "indexes": [
                    models.Index(
                        condition=models.Q(("opened_at__isnull", True)),
                        fields=["declaration"],
                        name="addition_not_opened",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("report__isnull", True), ("attachment__isnull", True), _connector="XOR"
                        ),
                        name="addition_report_or_file",
                    )
                ],
            },
        ),
    ]
