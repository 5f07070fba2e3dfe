"""A lost receipt code is replaced: by two persons, and what was sealed to it is sealed anew."""

import django.db.models.deletion
import vigie.core.ids
from django.conf import settings
from django.db import migrations, models

SEALED_TO_A_CODE = ("receiptdocument", "receiptmessage", "sealedfile", "sealedpart")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("declarations", "0014_queue_by_provider"),
    ]

    operations = [
        migrations.AddField(
            "receipt",
            "code_replaced_at",
            models.DateTimeField(blank=True, null=True),
        ),
        *(
            migrations.AddField(table, "code_number", models.PositiveSmallIntegerField(default=0))
            for table in ("receipt", *SEALED_TO_A_CODE)
        ),
        migrations.CreateModel(
            name="CodeReplacement",
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
                ("reason", models.CharField(max_length=20, verbose_name="reason")),
                ("called", models.CharField(max_length=20, verbose_name="number called back")),
                ("number", models.CharField(blank=True, max_length=20)),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                ("approved", models.BooleanField(blank=True, null=True)),
                (
                    "issued_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="issued at"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="declarations.receipt",
                    ),
                ),
            ],
            options={
                "verbose_name": "replacement of a receipt code",
                "verbose_name_plural": "replacements of receipt codes",
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("receipt",),
                        name="code_replacement_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="code_replacement_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_at", None),
                            models.Q(
                                ("approved", True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="code_replacement_approved_first",
                    ),
                ],
            },
        ),
    ]
