import django.db.models.deletion
import uuid
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0002_cache"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Advice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("number", models.CharField(blank=True, max_length=12, verbose_name="nummer")),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "ontwerp"),
                            ("given", "wacht op antwoord"),
                            ("answered", "beantwoord"),
                            ("closed", "afgesloten"),
                        ],
                        max_length=8,
                    ),
                ),
                ("solicited", models.BooleanField(default=False, verbose_name="op vraag")),
                ("asked_by", models.CharField(blank=True, max_length=200, verbose_name="gevraagd door")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="gevraagd op")),
                (
                    "to_role",
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
                    "to_body",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("municipal_council", "gemeenteraad"),
                            ("ocmw_council", "raad voor maatschappelijk welzijn"),
                            ("executive_college", "college van burgemeester en schepenen"),
                            ("permanent_bureau", "vast bureau"),
                            ("special_committee", "bijzonder comité voor de sociale dienst"),
                            ("security_service", "informatieveiligheidsdienst"),
                            ("bcsd_chair", "voorzitter bijzonder comité"),
                            ("management_team", "managementteam"),
                        ],
                        max_length=40,
                    ),
                ),
                ("question", models.TextField(blank=True)),
                ("facts", models.TextField(blank=True)),
                ("considerations", models.TextField(blank=True)),
                ("recommendation", models.TextField(blank=True)),
                ("preferred", models.PositiveSmallIntegerField(default=0)),
                ("answer_days", models.PositiveSmallIntegerField()),
                ("written_at", models.DateTimeField()),
                ("given_on", models.DateField(null=True)),
                ("due", models.DateField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveIntegerField(default=0)),
                ("pages", models.PositiveSmallIntegerField(default=0)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "aanvaard"), ("partly", "deels aanvaard"), ("refused", "niet gevolgd")],
                        max_length=8,
                    ),
                ),
                ("answer_reason", models.TextField(blank=True)),
                ("decision", models.CharField(blank=True, max_length=200, verbose_name="besluit van het orgaan")),
                ("answered_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("closing_note", models.TextField(blank=True)),
                (
                    "answered_by",
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
                    "written_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-given_on", "-written_at"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "status", "due"], name="governance_advice_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("authority", "number"),
                        name="governance_advice_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_role", ""), ("to_body", ""), _connector="XOR"),
                        name="governance_advice_one_addressee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), ("status", "draft")),
                            models.Q(
                                models.Q(("status", "draft"), _negated=True),
                                models.Q(("number", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="governance_advice_sealed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdviceOption",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("once", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("yearly", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("days", models.DecimalField(decimal_places=2, default=0, max_digits=8)),
                (
                    "advice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="options", to="governance.advice"
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("advice", "position"), name="governance_option_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("inside", models.BooleanField(default=False, verbose_name="eigen bestuur")),
                ("organisation", models.CharField(max_length=120, verbose_name="organisatie of dienst")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="naam")),
                ("job", models.CharField(blank=True, max_length=120, verbose_name="functie")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefoon")),
                ("after_hours", models.CharField(blank=True, max_length=40, verbose_name="buiten de uren")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="mail")),
                ("what_for", models.CharField(blank=True, max_length=200, verbose_name="waarvoor")),
                ("crisis", models.BooleanField(default=False, verbose_name="op de crisislijst")),
                ("checked_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
            ],
            options={
                "ordering": ["-crisis", "organisation", "name"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "crisis"], name="governance_contact_crisis")],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200, verbose_name="indicator")),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="eenheid")),
                (
                    "direction",
                    models.CharField(choices=[("up", "hoger is beter"), ("down", "lager is beter")], max_length=4),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="streefwaarde"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("hand", "met de hand"),
                            ("on_time", "controleplan: aandeel op tijd dit jaar"),
                            ("overdue", "controleplan: taken te laat"),
                            ("findings", "controleplan: open bevindingen"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
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
            name="ManagementReport",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("first", models.DateField(verbose_name="van")),
                ("last", models.DateField(verbose_name="tot en met")),
                ("status", models.CharField(choices=[("draft", "draft"), ("frozen", "frozen")], max_length=6)),
                ("begun_at", models.DateTimeField()),
                ("frozen_at", models.DateTimeField(null=True)),
                ("sections", models.JSONField(default=list)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveIntegerField(default=0)),
                ("pages", models.PositiveSmallIntegerField(default=0)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-last", "-begun_at"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lte", models.F("last"))), name="governance_report_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at", None), ("status", "draft")),
                            models.Q(
                                ("frozen_at__isnull", False),
                                ("status", "frozen"),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="governance_report_frozen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ManagementText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("section", models.CharField(max_length=40)),
                ("text", models.TextField(blank=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="governance.managementreport",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("report", "section"), name="governance_management_text")
                ],
            },
        ),
        migrations.CreateModel(
            name="MandateFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("hours_per_year", models.PositiveSmallIntegerField(default=0, verbose_name="uren vorming per jaar")),
                ("incompatibilities", models.TextField(blank=True, verbose_name="onverenigbaarheden")),
                ("declared_on", models.DateField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "mandate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.mandate"
                    ),
                ),
            ],
            options={
                "ordering": ["mandate__role", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200, verbose_name="certificaat")),
                ("issuer", models.CharField(blank=True, max_length=120, verbose_name="uitgever")),
                ("obtained_on", models.DateField(verbose_name="behaald op")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="geldig tot")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("media_type", models.CharField(blank=True, max_length=120)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="governance.mandatefile",
                    ),
                ),
            ],
            options={
                "ordering": ["expires_on", "title"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("day", models.DateField()),
                ("value", models.DecimalField(decimal_places=2, max_digits=12)),
                ("automatic", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="governance.indicator",
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "day"), name="governance_measurement_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200, verbose_name="boodschap")),
                ("receivers", models.CharField(max_length=200, verbose_name="voor wie")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "mail"),
                            ("intranet", "intranet"),
                            ("newsletter", "nieuwsbrief"),
                            ("poster", "affiche"),
                            ("meeting", "overleg"),
                            ("letter", "brief"),
                            ("website", "website"),
                        ],
                        max_length=10,
                        verbose_name="kanaal",
                    ),
                ),
                ("due", models.DateField(verbose_name="wanneer")),
                ("done_on", models.DateField(blank=True, null=True)),
                ("dropped_on", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
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
                "ordering": ["due", "title"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "due"], name="governance_message_due")],
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200, verbose_name="doelstelling")),
                ("serves", models.TextField(blank=True, verbose_name="waarvoor")),
                ("target", models.CharField(max_length=300, verbose_name="streefdoel")),
                ("due", models.DateField(verbose_name="tegen")),
                (
                    "status",
                    models.CharField(
                        choices=[("running", "loopt"), ("reached", "bereikt"), ("dropped", "niet verder nagestreefd")],
                        max_length=8,
                    ),
                ),
                ("set_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
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
            ],
            options={
                "ordering": ["due", "title"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "status"], name="governance_objective_status")],
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="objective",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="indicators", to="governance.objective"
            ),
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200, verbose_name="vorming")),
                ("provider", models.CharField(blank=True, max_length=120, verbose_name="door wie")),
                ("day", models.DateField(verbose_name="op")),
                (
                    "hours",
                    models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=6, verbose_name="uren"),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="governance.mandatefile",
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "title"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
    ]
