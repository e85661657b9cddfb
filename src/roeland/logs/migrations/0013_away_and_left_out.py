"""A question to who was away his whole term: from which day he has a new one, or since when it is held, because nobody knows when he returns.

And months that nobody will control."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0002_cache"),
        ("logs", "0012_holders"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="back_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="held_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("month", models.DateField(verbose_name="maand")),
                ("reason", models.CharField(max_length=300, verbose_name="waarom")),
                ("made_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-month", "-made_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("authority", "month"),
                        name="logs_left_out_month",
                    )
                ],
            },
        ),
    ]
