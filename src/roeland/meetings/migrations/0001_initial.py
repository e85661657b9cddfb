import django.db.models.deletion
import roeland.meetings.values
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("duties", "0001_initial"),
        ("kernel", "0002_cache"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CouncilItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("body_kind", models.CharField(max_length=40, verbose_name="welke raad")),
                ("body_name", models.CharField(max_length=120)),
                ("title", models.CharField(max_length=200, verbose_name="onderwerp")),
                ("note", models.TextField(blank=True, verbose_name="toelichting")),
                ("draft_decision", models.TextField(blank=True, verbose_name="ontwerp van besluit")),
                ("session_at", models.DateTimeField(verbose_name="zitting")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "in voorbereiding"),
                            ("sent", "stukken verstuurd"),
                            ("decided", "behandeld"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default=roeland.meetings.values.ItemStatus["DRAFT"],
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("closes_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True, verbose_name="wat de raad besliste")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
            ],
            options={
                "ordering": ["-session_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "status", "session_at"], name="meetings_item_session")],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("body_kind", models.CharField(max_length=40)),
                ("body_name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[("ordinary", "gewone vergadering"), ("extra", "extra vergadering")],
                        max_length=10,
                        verbose_name="soort",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "in voorbereiding"),
                            ("invited", "uitgenodigd"),
                            ("running", "bezig"),
                            ("closed", "gehouden, verslag in ontwerp"),
                            ("approved", "verslag goedgekeurd"),
                            ("cancelled", "afgelast"),
                        ],
                        default=roeland.meetings.values.MeetingStatus["DRAFT"],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begin")),
                ("minutes", models.PositiveSmallIntegerField(default=120, verbose_name="duur in minuten")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="plaats")),
                ("online_url", models.URLField(blank=True, verbose_name="adres om online mee te doen")),
                ("discreet", models.BooleanField(default=False, verbose_name="zo weinig mogelijk in de mail")),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("invited_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=500)),
                ("content", models.JSONField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "approved_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.body"),
                ),
                (
                    "scribe",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="verslaggever",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["authority", "body_kind", "-starts_at"], name="meetings_meeting_body")
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("text", models.TextField(verbose_name="opmerking")),
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="meetings.meeting"
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
            name="Attendance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("label", models.CharField(blank=True, max_length=120)),
                ("member", models.BooleanField(default=True)),
                ("chairs", models.BooleanField(default=False)),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("expected", "verwacht"),
                            ("present", "aanwezig"),
                            ("late", "later toegekomen"),
                            ("excused", "verontschuldigd"),
                            ("absent", "afwezig"),
                        ],
                        default=roeland.meetings.values.Presence["EXPECTED"],
                        max_length=10,
                    ),
                ),
                ("from_time", models.TimeField(blank=True, null=True, verbose_name="vanaf")),
                ("mailed", models.IntegerField(default=-1)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
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
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["-chairs", "-member", "person__family_name", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["person"], name="meetings_attendance_person")],
                "constraints": [models.UniqueConstraint(fields=("meeting", "person"), name="meetings_attendance_once")],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=240)),
                ("record_kind", models.CharField(blank=True, max_length=60)),
                ("record_id", models.UUIDField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="meetings.councilitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item__isnull", True), ("meeting__isnull", False)),
                            models.Q(("item__isnull", False), ("meeting__isnull", True)),
                            _connector="OR",
                        ),
                        name="meetings_paper_of_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("key", models.CharField(blank=True, max_length=80)),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="wat het is")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "nog te bespreken"), ("busy", "bezig"), ("done", "besproken")],
                        default=roeland.meetings.values.PointStatus["OPEN"],
                        max_length=5,
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="verslag")),
                ("revision", models.PositiveIntegerField(default=0)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                ("lines", models.JSONField(blank=True, default=list)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="points", to="meetings.meeting"
                    ),
                ),
                (
                    "written_by",
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
                "ordering": ["position", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=1000, verbose_name="besluit")),
                ("due", models.DateField(blank=True, null=True, verbose_name="tegen")),
                ("made_at", models.DateTimeField()),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.task",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="meetings.meeting"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="meetings.point"
                    ),
                ),
            ],
            options={
                "ordering": ["number", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("meeting", "number"), name="meetings_decision_number")],
            },
        ),
        migrations.CreateModel(
            name="PaperLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("until", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.meeting"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meetings.paper"
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
                "indexes": [models.Index(fields=["digest"], name="meetings_paper_link_digest")],
                "constraints": [models.UniqueConstraint(fields=("paper", "person"), name="meetings_paper_link_once")],
            },
        ),
        migrations.CreateModel(
            name="PointText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("lost", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.meeting"
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
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="meetings.point"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
    ]
