import django.db.models.deletion
import roeland.visits.values
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
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("provider", models.CharField(max_length=160, verbose_name="wie de consulent ter beschikking stelt")),
                ("client", models.CharField(max_length=160, verbose_name="opdrachtgever")),
                ("decision", models.CharField(blank=True, max_length=200, verbose_name="besluit")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="datum van het besluit")),
                ("modules_in", models.JSONField(blank=True, default=list)),
                ("modules_out", models.JSONField(blank=True, default=list)),
                ("days_per_month", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="dagen per maand")),
                ("hours_per_day", models.DecimalField(decimal_places=2, max_digits=4, verbose_name="uren per dag")),
                ("day_rate", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="dagprijs in euro")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "maandag"), (1, "dinsdag"), (2, "woensdag"), (3, "donderdag"), (4, "vrijdag")],
                        default=1,
                        verbose_name="vaste dag",
                    ),
                ),
                ("week", models.PositiveSmallIntegerField(default=3, verbose_name="week van de maand")),
                ("start", models.DateField(verbose_name="van")),
                ("end", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                ("note", models.TextField(blank=True, verbose_name="afspraken")),
                ("ended_reason", models.CharField(blank=True, max_length=500)),
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
                    "officer",
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
                "ordering": ["-start", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("on", models.DateField(verbose_name="vanaf")),
                ("note", models.TextField(blank=True, verbose_name="wat de ander moet weten")),
                ("lines", models.JSONField(default=list)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "wacht"), ("done", "overgedragen"), ("dropped", "ingetrokken")],
                        default=roeland.visits.values.HandoverStatus["OPEN"],
                        max_length=8,
                    ),
                ),
                ("given_at", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OrganisationChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("change", models.CharField(max_length=40, verbose_name="soort")),
                ("title", models.CharField(max_length=200, verbose_name="wat er verandert")),
                ("on", models.DateField(verbose_name="vanaf")),
                ("note", models.TextField(blank=True, verbose_name="toelichting")),
                ("noted_on", models.DateField()),
                ("count", models.PositiveSmallIntegerField(default=0)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("planned_on", models.DateField(verbose_name="datum")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "gepland"),
                            ("open", "bezig"),
                            ("closed", "afgesloten"),
                            ("dropped", "geschrapt"),
                        ],
                        default=roeland.visits.values.VisitStatus["PLANNED"],
                        max_length=8,
                    ),
                ),
                ("onsite", models.BooleanField(default=False, verbose_name="ter plaatse")),
                ("since", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("timer_from", models.DateTimeField(blank=True, null=True)),
                ("minutes", models.PositiveIntegerField(default=0, verbose_name="minuten")),
                ("notes", models.TextField(blank=True, verbose_name="nota’s")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="volgend bezoek")),
                ("cost", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("text", models.TextField(blank=True, verbose_name="tekst van de pagina")),
                ("page", models.JSONField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_to", models.CharField(blank=True, max_length=300)),
                ("dropped_reason", models.CharField(blank=True, max_length=500)),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="visits.agreement",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-planned_on", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["authority", "status", "planned_on"], name="visits_visit_list"),
                    models.Index(fields=["officer", "status"], name="visits_visit_officer"),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("promised", "beloofd bij het vorige bezoek"),
                            ("carried", "meegenomen van het vorige bezoek"),
                            ("late", "te laat"),
                            ("due", "vervalt vóór het volgende bezoek"),
                            ("review", "na te zien"),
                            ("new", "nieuw sinds je laatste bezoek"),
                            ("free", "tijdens het bezoek toegevoegd"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=240, verbose_name="punt")),
                ("note", models.CharField(blank=True, max_length=300)),
                ("url", models.CharField(blank=True, max_length=200)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("done", "Gedaan"),
                            ("asked", "Gevraagd"),
                            ("decided", "Beslist"),
                            ("carried", "Volgend bezoek"),
                        ],
                        default=roeland.visits.values.Outcome["OPEN"],
                        max_length=8,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="wat er gezegd is")),
                ("due", models.DateField(blank=True, null=True, verbose_name="tegen")),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "came_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="visits.visititem",
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
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="visits.visit"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "outcome"], name="visits_item_outcome")],
            },
        ),
        migrations.CreateModel(
            name="LawNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="bron")),
                ("dated", models.DateField(verbose_name="datum van de bron")),
                ("check_level", models.CharField(default="own", max_length=10, verbose_name="hoe zeker")),
                ("means", models.TextField(blank=True, verbose_name="wat het betekent")),
                ("touches", models.JSONField(default=list)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "nog te bekijken"),
                            ("taken", "taak gemaakt"),
                            ("left", "niet van toepassing"),
                        ],
                        default=roeland.visits.values.LawStatus["OPEN"],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
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
            ],
            options={
                "ordering": ["-dated", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("authority", "key"), name="visits_law_key")],
            },
        ),
    ]
