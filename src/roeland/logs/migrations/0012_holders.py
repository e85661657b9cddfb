"""Whose an account is, or that it is shared, counts from a day on. What was tied before counts for all days, as it did.

And of a source, after how many working days without consultations its month lacks: five, as it was."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0002_cache"),
        ("logs", "0011_known_by_the_list"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="quiet_days",
            field=models.PositiveSmallIntegerField(
                default=5, verbose_name="werkdagen zonder raadplegingen waarna een maand ontbreekt"
            ),
        ),
        migrations.AddField(
            model_name="loguser",
            name="held_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="FormerHolder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("start", models.DateField(blank=True, null=True)),
                ("last", models.DateField()),
                ("shared", models.BooleanField(default=False)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="held_before", to="logs.loguser"
                    ),
                ),
            ],
            options={
                "ordering": ["user", "last"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
    ]
