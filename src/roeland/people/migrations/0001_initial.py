import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0002_cache"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("is_active", models.BooleanField(default=True)),
                ("is_operator", models.BooleanField(default=False)),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[("", "zoals het toestel"), ("light", "licht"), ("dark", "donker")],
                        max_length=8,
                    ),
                ),
                ("digest", models.BooleanField(default=True, verbose_name="één mail per dag met wat er te doen is")),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
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
                ("name", models.CharField(max_length=120)),
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
                "constraints": [models.UniqueConstraint(fields=("authority", "kind"), name="people_body_kind")],
            },
        ),
        migrations.CreateModel(
            name="ClosingDay",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("day", models.DateField()),
                ("name", models.CharField(max_length=120)),
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
                "constraints": [models.UniqueConstraint(fields=("authority", "day"), name="people_closing_day")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LegalEntity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("kind", models.CharField(choices=[("municipality", "gemeente"), ("ocmw", "OCMW")], max_length=12)),
                ("name", models.CharField(max_length=120)),
                ("kbo", models.CharField(max_length=12)),
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
                "constraints": [models.UniqueConstraint(fields=("authority", "kind"), name="people_entity_kind")],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("given_name", models.CharField(max_length=80, verbose_name="voornaam")),
                ("family_name", models.CharField(max_length=80, verbose_name="familienaam")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefoon")),
                ("personnel_number", models.CharField(blank=True, max_length=40, verbose_name="personeelsnummer")),
                ("job_title", models.CharField(blank=True, max_length=120, verbose_name="functie")),
                ("active_from", models.DateField(verbose_name="in dienst")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="uit dienst")),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="persons",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["family_name", "given_name"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "family_name", "given_name"], name="people_person_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "account"), name="people_person_account"),
                    models.UniqueConstraint(
                        condition=models.Q(("personnel_number", ""), _negated=True),
                        fields=("authority", "personnel_number"),
                        name="people_person_number",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("authority", "email"),
                        name="people_person_email",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("start", models.DateField(verbose_name="van")),
                ("end", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "role",
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
                        verbose_name="rol",
                    ),
                ),
                ("decision", models.CharField(blank=True, max_length=200, verbose_name="besluit")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "role", "start"], name="people_mandate_role")],
            },
        ),
        migrations.CreateModel(
            name="BodyMembership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("start", models.DateField(verbose_name="van")),
                ("end", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                ("chairs", models.BooleanField(default=False)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="people.body"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="body_memberships", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("start", models.DateField(verbose_name="van")),
                ("end", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="absences", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Replacement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("start", models.DateField(verbose_name="van")),
                ("end", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "role",
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
                        verbose_name="rol",
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "eerste vervanger"), (2, "tweede vervanger")], verbose_name="volgorde"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="replacements", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="RoleSetting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                (
                    "role",
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
                    ),
                ),
                ("alias", models.CharField(blank=True, max_length=80)),
                ("hours_per_year", models.PositiveIntegerField(blank=True, null=True)),
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
                "constraints": [models.UniqueConstraint(fields=("authority", "role"), name="people_role_setting")],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("authority", "name"), name="people_team_name")],
            },
        ),
        migrations.CreateModel(
            name="TeamMembership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("start", models.DateField(verbose_name="van")),
                ("end", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="people.person"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="people.team"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="WorkingHours",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("weekday", models.PositiveSmallIntegerField()),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
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
            },
        ),
        migrations.CreateModel(
            name="AuthorityProfile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("letter_technical", models.CharField(default="A", max_length=1)),
                ("letter_general", models.CharField(default="B", max_length=1)),
                ("seed_strict", models.BooleanField(default=False)),
                ("nis2_entity", models.BooleanField(default=False)),
                (
                    "second_step",
                    models.CharField(
                        choices=[("councillors", "van mandatarissen"), ("everyone", "van iedereen")],
                        default="councillors",
                        max_length=12,
                        verbose_name="tweede stap voor gesloten stukken",
                    ),
                ),
                ("regulator", models.CharField(default="gba", max_length=8)),
                ("mark", models.PositiveSmallIntegerField(default=1)),
                ("is_demo", models.BooleanField(default=False)),
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
                "constraints": [models.UniqueConstraint(fields=("authority",), name="people_profile_one")],
            },
        ),
    ]
