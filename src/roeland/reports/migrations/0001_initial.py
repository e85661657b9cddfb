import django.db.models.deletion
import roeland.reports.values
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0002_cache"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("annual", "annual")], default=roeland.reports.values.Kind["ANNUAL"], max_length=16
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                ("status", models.CharField(choices=[("draft", "draft"), ("frozen", "frozen")], max_length=8)),
                ("started_at", models.DateTimeField()),
                ("frozen_at", models.DateTimeField(null=True)),
                ("frozen_by", models.UUIDField(null=True)),
                ("origin", models.CharField(blank=True, max_length=200)),
                ("tree_size", models.BigIntegerField(null=True)),
                ("root", models.CharField(blank=True, max_length=64)),
                ("checkpoint", models.TextField(blank=True)),
                ("key", models.CharField(blank=True, max_length=400)),
                ("council_from", models.DateField(null=True, verbose_name="stukken verstuurd op")),
                ("council_until", models.DateField(null=True, verbose_name="zitting op")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
            ],
            options={
                "ordering": ["-year"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "kind", "year"), name="reports_report_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at", None), ("status", "draft")),
                            models.Q(("frozen_at__isnull", False), ("status", "frozen"), ("tree_size__isnull", False)),
                            _connector="OR",
                        ),
                        name="reports_report_frozen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenPart",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("annex", "annex"),
                            ("organisation_control", "organisation_control"),
                            ("council_decision", "council_decision"),
                        ],
                        max_length=24,
                    ),
                ),
                ("document", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveSmallIntegerField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="reports.report"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("report", "part"), name="reports_part_one")],
            },
        ),
        migrations.CreateModel(
            name="FrozenFigure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=200)),
                ("definition", models.TextField()),
                ("query", models.CharField(max_length=120)),
                ("version", models.PositiveSmallIntegerField()),
                ("arguments", models.JSONField()),
                ("value", models.IntegerField()),
                ("previous", models.IntegerField(null=True)),
                ("ids", models.JSONField()),
                ("ids_sha256", models.CharField(max_length=64)),
                ("tree_size", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="reports.report"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("report", "key"), name="reports_figure_one")],
            },
        ),
        migrations.CreateModel(
            name="ReportText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("section", models.CharField(max_length=40)),
                ("confidential", models.BooleanField(default=False)),
                ("text", models.TextField(blank=True, verbose_name="tekst")),
                ("written_at", models.DateTimeField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="reports.report"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("report", "section", "confidential"), name="reports_text_one")
                ],
            },
        ),
    ]
