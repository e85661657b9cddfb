import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0002_cache"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200, verbose_name="programma")),
                ("aim", models.TextField(blank=True, verbose_name="doel")),
                ("started_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "owner",
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
                "ordering": ["title", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("number", models.CharField(max_length=12, verbose_name="nummer")),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("summary", models.TextField(blank=True)),
                ("serves", models.TextField(blank=True, verbose_name="waarvoor")),
                ("serves_kind", models.CharField(blank=True, max_length=60)),
                ("serves_id", models.UUIDField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("idea", "idee"),
                            ("intake", "intake"),
                            ("approved", "goedgekeurd"),
                            ("running", "loopt"),
                            ("paused", "ligt stil"),
                            ("done", "klaar"),
                            ("stopped", "gestopt"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reden")),
                ("proposed_on", models.DateField()),
                ("planned_start", models.DateField(blank=True, null=True, verbose_name="start")),
                ("planned_end", models.DateField(blank=True, null=True, verbose_name="einde")),
                ("started_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("presented_on", models.DateField(null=True)),
                ("approved_on", models.DateField(null=True)),
                ("approval_note", models.TextField(blank=True)),
                ("no_advice", models.TextField(blank=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="projects.programme",
                    ),
                ),
                (
                    "sponsor",
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
                "ordering": ["number", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "status"], name="projects_project_status")],
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "number"), name="projects_project_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["approved", "running", "paused", "done"]), _negated=True),
                            ("approved_on__isnull", False),
                            _connector="OR",
                        ),
                        name="projects_project_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["paused", "stopped"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="projects_project_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanSection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("section", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("project", "section"), name="projects_plan_section")],
            },
        ),
        migrations.CreateModel(
            name="PersonDays",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("group", models.CharField(max_length=80, verbose_name="wie")),
                ("planned", models.DecimalField(decimal_places=2, default=0, max_digits=7, verbose_name="gepland")),
                ("used", models.DecimalField(decimal_places=2, default=0, max_digits=7, verbose_name="gebruikt")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["group"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("project", "group"), name="projects_days_group")],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200, verbose_name="waarvoor")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="bedrag in euro")),
                ("paid_on", models.DateField(verbose_name="betaald op")),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="factuur of bestelbon")),
                ("struck", models.TextField(blank=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["paid_on", "title"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "paid_on"], name="projects_payment_day")],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200, verbose_name="mijlpaal")),
                ("due", models.DateField(verbose_name="tegen")),
                ("done_on", models.DateField(null=True)),
                ("dropped_on", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["due", "title"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "due"], name="projects_milestone_due")],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("round", models.PositiveSmallIntegerField()),
                ("questions", models.CharField(max_length=20)),
                ("answers", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True)),
                ("sealed_on", models.DateField(null=True)),
                ("result", models.JSONField(default=dict)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "dpia",
                    models.CharField(
                        blank=True,
                        choices=[("needed", "DPIA nodig"), ("doubt", "DPIA: twijfel"), ("not", "geen DPIA nodig")],
                        max_length=6,
                    ),
                ),
                ("advised_on", models.DateField(null=True)),
                ("advice_needed", models.BooleanField(null=True)),
                ("advice", models.TextField(blank=True)),
                (
                    "advised_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["-round"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("project", "round"), name="projects_intake_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sealed_on", None), ("sha256", "")),
                            models.Q(
                                ("sealed_on__isnull", False),
                                models.Q(("sha256", ""), _negated=True),
                                models.Q(("dpia", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="projects_intake_sealed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BusinessCase",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("what", models.TextField(blank=True, verbose_name="wat er misloopt")),
                ("low", models.DecimalField(decimal_places=2, max_digits=12)),
                ("likely", models.DecimalField(decimal_places=2, max_digits=12)),
                ("high", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "chance",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, validators=[django.core.validators.MaxValueValidator(100)]
                    ),
                ),
                (
                    "effect",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, validators=[django.core.validators.MaxValueValidator(100)]
                    ),
                ),
                ("years", models.PositiveSmallIntegerField()),
                ("source", models.TextField(blank=True, verbose_name="waar de cijfers vandaan komen")),
                ("written_on", models.DateField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="case", to="projects.project"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ProjectBudget",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="bedrag in euro")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["year"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("project", "year"), name="projects_budget_year")],
            },
        ),
        migrations.CreateModel(
            name="YearBudget",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="bedrag in euro")),
                ("decision", models.CharField(blank=True, max_length=200, verbose_name="besluit")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
            ],
            options={
                "ordering": ["year"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("authority", "year"), name="projects_year_budget")],
            },
        ),
        migrations.CreateModel(
            name="IntakeMeasure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField()),
                ("task_id", models.UUIDField(null=True)),
                ("task_number", models.CharField(blank=True, max_length=20)),
                ("declined", models.TextField(blank=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="projects.intake"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("intake", "key"), name="projects_measure_key")],
            },
        ),
    ]
