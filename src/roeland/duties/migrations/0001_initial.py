import django.db.models.deletion
import roeland.duties.values
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
            name="Clock",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("clock_id", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200, verbose_name="waarover")),
                ("basis", models.CharField(max_length=60)),
                ("started_at", models.DateTimeField(verbose_name="begonnen op")),
                ("due_at", models.DateTimeField(verbose_name="loopt af op")),
                (
                    "status",
                    models.CharField(
                        choices=[("running", "loopt"), ("paused", "gepauzeerd"), ("stopped", "gestopt")], max_length=8
                    ),
                ),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("pause_reason", models.CharField(blank=True, max_length=500)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("proof", models.CharField(blank=True, max_length=500)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("none", "none"),
                            ("proposed", "proposed"),
                            ("advised", "advised"),
                            ("not_notifying", "not_notifying"),
                            ("notifying", "notifying"),
                        ],
                        default="none",
                        max_length=14,
                    ),
                ),
                ("decision_reason", models.TextField(blank=True)),
                ("advice", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("source_kind", models.CharField(blank=True, max_length=60)),
                ("source_id", models.UUIDField(blank=True, null=True)),
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
                "ordering": ["due_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "status", "due_at"], name="duties_clock_running")],
            },
        ),
        migrations.CreateModel(
            name="ClockEvent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=12)),
                ("text", models.CharField(max_length=300)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="duties.clock"
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
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="CostLine",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("subject_kind", models.CharField(max_length=60)),
                ("subject_id", models.UUIDField()),
                ("title", models.CharField(max_length=200, verbose_name="waarvoor")),
                (
                    "kind",
                    models.CharField(
                        choices=[("once", "once"), ("yearly", "yearly"), ("person_days", "person_days")], max_length=12
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="bedrag in euro")),
                ("days", models.DecimalField(decimal_places=2, default=0, max_digits=7, verbose_name="persoonsdagen")),
                ("first", models.DateField(verbose_name="vanaf")),
                ("last", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
            ],
            options={
                "ordering": ["first", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "subject_id"], name="duties_cost_subject")],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("catalogue_id", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("group", models.CharField(max_length=20)),
                ("rule", models.CharField(blank=True, max_length=120, verbose_name="ritme")),
                ("start", models.DateField(blank=True, null=True, verbose_name="eerste keer")),
                ("trigger", models.CharField(blank=True, max_length=60)),
                ("within_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("max_gap_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("statutory", models.BooleanField(default=False)),
                ("signal", models.BooleanField(default=False)),
                (
                    "lead_role",
                    models.CharField(
                        choices=[
                            ("security_officer", "informatieveiligheidsconsulent"),
                            ("deputy_security_officer", "adjunct-informatieveiligheidsconsulent"),
                            ("dpo", "functionaris voor gegevensbescherming"),
                            ("general_director", "algemeen directeur"),
                            ("chair", "voorzitter van de raad"),
                            ("councillor", "raadslid"),
                            ("bcsd_member", "lid bijzonder comité voor de sociale dienst"),
                            ("security_service_member", "lid van de informatieveiligheidsdienst"),
                            ("ict_head", "diensthoofd ICT"),
                            ("ict_staff", "systeembeheerder of servicedeskmedewerker"),
                            ("contract_manager", "aankoper en contractbeheerder ICT"),
                            ("application_owner", "toepassingsverantwoordelijke"),
                            ("process_owner", "proceseigenaar of diensthoofd"),
                            ("social_service_head", "hoofd sociale dienst OCMW"),
                            ("document_owner", "documenteigenaar"),
                            ("hr", "personeelsdienst"),
                            ("communication_officer", "communicatieverantwoordelijke"),
                            ("finance_director", "financieel directeur"),
                            ("management_team", "managementteam"),
                            ("internal_auditor", "interne auditor"),
                            ("external_auditor", "externe auditor (Audit Vlaanderen of aangesteld)"),
                            ("staff", "medewerker (gebruiker)"),
                            ("service_coach", "coach van de gedeelde dienst"),
                            ("supplier", "leverancier"),
                            ("platform_operator", "technisch beheerder van Roeland"),
                        ],
                        max_length=40,
                        verbose_name="wie",
                    ),
                ),
                (
                    "approve_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("security_officer", "informatieveiligheidsconsulent"),
                            ("deputy_security_officer", "adjunct-informatieveiligheidsconsulent"),
                            ("dpo", "functionaris voor gegevensbescherming"),
                            ("general_director", "algemeen directeur"),
                            ("chair", "voorzitter van de raad"),
                            ("councillor", "raadslid"),
                            ("bcsd_member", "lid bijzonder comité voor de sociale dienst"),
                            ("security_service_member", "lid van de informatieveiligheidsdienst"),
                            ("ict_head", "diensthoofd ICT"),
                            ("ict_staff", "systeembeheerder of servicedeskmedewerker"),
                            ("contract_manager", "aankoper en contractbeheerder ICT"),
                            ("application_owner", "toepassingsverantwoordelijke"),
                            ("process_owner", "proceseigenaar of diensthoofd"),
                            ("social_service_head", "hoofd sociale dienst OCMW"),
                            ("document_owner", "documenteigenaar"),
                            ("hr", "personeelsdienst"),
                            ("communication_officer", "communicatieverantwoordelijke"),
                            ("finance_director", "financieel directeur"),
                            ("management_team", "managementteam"),
                            ("internal_auditor", "interne auditor"),
                            ("external_auditor", "externe auditor (Audit Vlaanderen of aangesteld)"),
                            ("staff", "medewerker (gebruiker)"),
                            ("service_coach", "coach van de gedeelde dienst"),
                            ("supplier", "leverancier"),
                            ("platform_operator", "technisch beheerder van Roeland"),
                        ],
                        max_length=40,
                        verbose_name="wie ziet na",
                    ),
                ),
                ("separation", models.BooleanField(default=False)),
                ("separation_reason", models.CharField(blank=True, max_length=200)),
                ("minutes", models.PositiveSmallIntegerField(default=60, verbose_name="minuten per keer")),
                ("instruction", models.TextField(blank=True, verbose_name="wat er gevraagd wordt")),
                ("evidence", models.JSONField(default=list)),
                ("grounds", models.JSONField(default=list)),
                ("cadence_source", models.CharField(default="proposal", max_length=12)),
                ("needs_room", models.CharField(blank=True, max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "loopt"),
                            ("waiting", "wacht"),
                            ("declined", "niet overgenomen"),
                            ("stopped", "gestopt"),
                        ],
                        max_length=10,
                    ),
                ),
                ("adopted_on", models.DateField(null=True)),
                ("decided_on", models.DateField(null=True)),
                ("declined_reason", models.CharField(blank=True, max_length=500)),
                ("adapted_reason", models.CharField(blank=True, max_length=500)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "lead_person",
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
                "indexes": [models.Index(fields=["authority", "status"], name="duties_duty_status")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("catalogue_id", ""), _negated=True),
                        fields=("authority", "catalogue_id"),
                        name="duties_duty_catalogue",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderMark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("on", models.DateField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("person", "on"), name="duties_reminder_day")],
            },
        ),
        migrations.CreateModel(
            name="ReminderPreference",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                (
                    "frequency",
                    models.CharField(
                        choices=[("daily", "elke werkdag"), ("weekly", "elke maandag"), ("never", "nooit")],
                        max_length=6,
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("person",), name="duties_reminder_person")],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("number", models.CharField(max_length=16)),
                ("title", models.CharField(max_length=240, verbose_name="titel")),
                ("group", models.CharField(blank=True, max_length=20)),
                ("key", models.DateField(blank=True, null=True)),
                ("due", models.DateField(verbose_name="vervalt")),
                ("original_due", models.DateField()),
                ("limit", models.DateField()),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "gepland"),
                            ("open", "opgenomen"),
                            ("handed_in", "in nazicht"),
                            ("accepted", "gedaan"),
                            ("rejected", "afgekeurd"),
                            ("skipped", "overgeslagen"),
                        ],
                        default=roeland.duties.values.TaskStatus["PLANNED"],
                        max_length=10,
                    ),
                ),
                (
                    "lead_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("security_officer", "informatieveiligheidsconsulent"),
                            ("deputy_security_officer", "adjunct-informatieveiligheidsconsulent"),
                            ("dpo", "functionaris voor gegevensbescherming"),
                            ("general_director", "algemeen directeur"),
                            ("chair", "voorzitter van de raad"),
                            ("councillor", "raadslid"),
                            ("bcsd_member", "lid bijzonder comité voor de sociale dienst"),
                            ("security_service_member", "lid van de informatieveiligheidsdienst"),
                            ("ict_head", "diensthoofd ICT"),
                            ("ict_staff", "systeembeheerder of servicedeskmedewerker"),
                            ("contract_manager", "aankoper en contractbeheerder ICT"),
                            ("application_owner", "toepassingsverantwoordelijke"),
                            ("process_owner", "proceseigenaar of diensthoofd"),
                            ("social_service_head", "hoofd sociale dienst OCMW"),
                            ("document_owner", "documenteigenaar"),
                            ("hr", "personeelsdienst"),
                            ("communication_officer", "communicatieverantwoordelijke"),
                            ("finance_director", "financieel directeur"),
                            ("management_team", "managementteam"),
                            ("internal_auditor", "interne auditor"),
                            ("external_auditor", "externe auditor (Audit Vlaanderen of aangesteld)"),
                            ("staff", "medewerker (gebruiker)"),
                            ("service_coach", "coach van de gedeelde dienst"),
                            ("supplier", "leverancier"),
                            ("platform_operator", "technisch beheerder van Roeland"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "approve_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("security_officer", "informatieveiligheidsconsulent"),
                            ("deputy_security_officer", "adjunct-informatieveiligheidsconsulent"),
                            ("dpo", "functionaris voor gegevensbescherming"),
                            ("general_director", "algemeen directeur"),
                            ("chair", "voorzitter van de raad"),
                            ("councillor", "raadslid"),
                            ("bcsd_member", "lid bijzonder comité voor de sociale dienst"),
                            ("security_service_member", "lid van de informatieveiligheidsdienst"),
                            ("ict_head", "diensthoofd ICT"),
                            ("ict_staff", "systeembeheerder of servicedeskmedewerker"),
                            ("contract_manager", "aankoper en contractbeheerder ICT"),
                            ("application_owner", "toepassingsverantwoordelijke"),
                            ("process_owner", "proceseigenaar of diensthoofd"),
                            ("social_service_head", "hoofd sociale dienst OCMW"),
                            ("document_owner", "documenteigenaar"),
                            ("hr", "personeelsdienst"),
                            ("communication_officer", "communicatieverantwoordelijke"),
                            ("finance_director", "financieel directeur"),
                            ("management_team", "managementteam"),
                            ("internal_auditor", "interne auditor"),
                            ("external_auditor", "externe auditor (Audit Vlaanderen of aangesteld)"),
                            ("staff", "medewerker (gebruiker)"),
                            ("service_coach", "coach van de gedeelde dienst"),
                            ("supplier", "leverancier"),
                            ("platform_operator", "technisch beheerder van Roeland"),
                        ],
                        max_length=40,
                    ),
                ),
                ("separation", models.BooleanField(default=False)),
                ("expected", models.JSONField(default=list)),
                ("instruction", models.TextField(blank=True)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("minutes_spent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("note", models.TextField(blank=True, verbose_name="toelichting")),
                ("created_at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="gedaan op")),
                ("skip_reason", models.CharField(blank=True, max_length=500)),
                ("reject_reason", models.CharField(blank=True, max_length=500)),
                ("postpone_reason", models.CharField(blank=True, max_length=500)),
                ("restricted", models.BooleanField(default=False)),
                ("source_kind", models.CharField(blank=True, max_length=60)),
                ("source_id", models.UUIDField(blank=True, null=True)),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "doer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="duties.duty",
                    ),
                ),
                (
                    "reviewer",
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
                "ordering": ["limit", "number"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["authority", "status", "limit"], name="duties_task_open"),
                    models.Index(fields=["status", "limit"], name="duties_task_limit"),
                    models.Index(fields=["authority", "original_due"], name="duties_task_year"),
                    models.Index(fields=["assignee", "status"], name="duties_task_assignee"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "number"), name="duties_task_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", None)), fields=("duty", "key"), name="duties_task_occurrence"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", None), _negated=True),
                        fields=("duty", "source_kind", "source_id"),
                        name="duties_task_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=240, verbose_name="titel")),
                ("description", models.TextField(blank=True, verbose_name="wat er vastgesteld is")),
                (
                    "severity",
                    models.CharField(
                        choices=[("low", "licht"), ("medium", "matig"), ("high", "zwaar")],
                        max_length=6,
                        verbose_name="ernst",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed")],
                        default=roeland.duties.values.FindingStatus["OPEN"],
                        max_length=6,
                    ),
                ),
                ("opened_on", models.DateField()),
                ("due", models.DateField(blank=True, null=True, verbose_name="op te lossen tegen")),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closing_note", models.TextField(blank=True)),
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
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="duties.task",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_on", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "status"], name="duties_finding_status")],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(choices=[("file", "file"), ("link", "link"), ("text", "text")], max_length=4),
                ),
                ("label", models.CharField(blank=True, max_length=120, verbose_name="welk bewijs")),
                ("name", models.CharField(blank=True, max_length=200)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("media_type", models.CharField(blank=True, max_length=120)),
                ("text", models.TextField(blank=True)),
                ("link_kind", models.CharField(blank=True, max_length=60)),
                ("link_id", models.UUIDField(blank=True, null=True)),
                ("link_title", models.CharField(blank=True, max_length=240)),
                ("effective_on", models.DateField(verbose_name="datum van het bewijs")),
                ("uploaded_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("erase_ground", models.CharField(blank=True, max_length=40)),
                ("erase_reason", models.CharField(blank=True, max_length=500)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="duties.task"
                    ),
                ),
            ],
            options={
                "ordering": ["uploaded_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["sha256"], name="duties_evidence_sha")],
            },
        ),
        migrations.CreateModel(
            name="TaskComment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
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
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="duties.task"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="TaskCounter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("authority", "year"), name="duties_counter_year")],
            },
        ),
        migrations.CreateModel(
            name="VisitMark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("person", "on"), name="duties_visit_day")],
            },
        ),
    ]
