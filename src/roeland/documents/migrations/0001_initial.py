import django.db.models.deletion
import roeland.documents.values
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
            name="Document",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("number", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("policy", "beleid"),
                            ("standard", "standaard"),
                            ("procedure", "procedure"),
                            ("work_instruction", "werkinstructie"),
                            ("user_instruction", "handleiding"),
                            ("plan", "plan"),
                            ("minutes", "verslag van een vergadering"),
                            ("advice", "advies"),
                            ("agreement", "overeenkomst"),
                            ("report", "verslag"),
                            ("letter", "brief"),
                        ],
                        max_length=20,
                        verbose_name="soort",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("tlp", models.CharField(default="TLP:GREEN", max_length=20, verbose_name="TLP")),
                (
                    "information_class",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Vlaamse informatieklasse"),
                ),
                ("language", models.CharField(default="nl", max_length=5, verbose_name="taal")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "ontwerp"),
                            ("published", "gepubliceerd"),
                            ("replaced", "vervangen"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default=roeland.documents.values.DocumentStatus["DRAFT"],
                        max_length=10,
                    ),
                ),
                (
                    "approve_role",
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
                        default="general_director",
                        max_length=40,
                        verbose_name="wie keurt goed",
                    ),
                ),
                ("approve_body", models.CharField(blank=True, max_length=40, verbose_name="welk orgaan beslist")),
                ("review_months", models.PositiveSmallIntegerField(default=24, verbose_name="herzien om de (maanden)")),
                ("review_due", models.DateField(blank=True, null=True, verbose_name="herzien vóór")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                ("papers_from", models.DateTimeField(blank=True, null=True)),
                ("papers_until", models.DateTimeField(blank=True, null=True)),
                ("template", models.CharField(blank=True, max_length=120)),
                ("template_version", models.CharField(blank=True, max_length=20)),
                ("template_text", models.TextField(blank=True)),
                ("source_kind", models.CharField(blank=True, max_length=60)),
                ("source_id", models.UUIDField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
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
                        verbose_name="eigenaar",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["authority", "status", "kind"], name="documents_document_list"),
                    models.Index(fields=["review_due"], name="documents_document_review"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "number"), name="documents_document_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(choices=[("onsite", "Ter inzage"), ("mandate", "Onder mandaat")], max_length=8),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="waarom")),
                ("decision", models.CharField(blank=True, max_length=200, verbose_name="besluit of opdracht")),
                ("appointed_at", models.DateTimeField(blank=True, null=True, verbose_name="afspraak")),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("code_digest", models.CharField(blank=True, max_length=64)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("entered_at", models.DateTimeField(blank=True, null=True)),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="tot")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("chapters", models.JSONField(blank=True, default=list)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inspections", to="documents.document"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                "ordering": ["-opened_at", "-appointed_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["person", "closes_at"], name="documents_inspection_reader")],
            },
        ),
        migrations.CreateModel(
            name="ReadingRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("number", models.CharField(max_length=20)),
                ("wanted", models.CharField(max_length=300, verbose_name="welk stuk")),
                ("purpose", models.TextField(blank=True, verbose_name="waarvoor je het nodig hebt")),
                ("asked_at", models.DateTimeField()),
                ("answer_by", models.DateField(verbose_name="antwoord tegen")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "wacht op antwoord"),
                            ("granted", "toegestaan"),
                            ("partly", "deels toegestaan"),
                            ("refused", "geweigerd"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default=roeland.documents.values.RequestStatus["ASKED"],
                        max_length=10,
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=200, verbose_name="rechtsgrond")),
                ("reason", models.TextField(blank=True, verbose_name="reden")),
                ("chapters", models.JSONField(blank=True, default=list)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="documents.document",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.inspection",
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
                "ordering": ["-asked_at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "number"), name="documents_request_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("major", models.PositiveSmallIntegerField()),
                ("minor", models.PositiveSmallIntegerField(default=0)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "ontwerp"),
                            ("review", "ter goedkeuring"),
                            ("approved", "goedgekeurd"),
                            ("published", "gepubliceerd"),
                            ("replaced", "vervangen"),
                            ("dropped", "niet doorgegaan"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="tekst")),
                ("revision", models.PositiveIntegerField(default=0)),
                ("changes", models.TextField(blank=True, verbose_name="wat er veranderde")),
                ("ask_again", models.BooleanField(default=False, verbose_name="opnieuw laten lezen")),
                ("made_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("approved_on", models.DateField(blank=True, null=True)),
                ("decision", models.CharField(blank=True, max_length=300, verbose_name="besluit")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("content", models.JSONField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("file_type", models.CharField(blank=True, max_length=120)),
                ("file_size", models.PositiveBigIntegerField(default=0)),
                (
                    "approved_by",
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
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.version",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="documents.document"
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
                (
                    "submitted_by",
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
                "ordering": ["-major", "-minor"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "status"], name="documents_version_status")],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "major", "minor"), name="documents_version_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["draft", "review", "approved"])),
                        fields=("document",),
                        name="documents_version_in_work",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("base", models.PositiveIntegerField(default=0)),
                ("beside", models.BooleanField(default=False)),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="documents.version"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="documents_revision_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("part", models.CharField(blank=True, max_length=200)),
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="documents.version"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["version", "person", "at"], name="documents_reading_last")],
            },
        ),
        migrations.AddField(
            model_name="document",
            name="current",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.version",
            ),
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("anchor", models.CharField(blank=True, max_length=40)),
                ("quote", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(verbose_name="opmerking")),
                ("at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
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
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="documents.version"
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
            name="Attachment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="wat het is")),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=120)),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="documents.version"
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
            name="Deviation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("number", models.CharField(max_length=20)),
                ("anchor", models.CharField(blank=True, max_length=40)),
                ("rule", models.CharField(max_length=500, verbose_name="van welke regel")),
                ("asked_on", models.DateField()),
                ("reason", models.TextField(verbose_name="waarom het niet anders kan")),
                ("compensation", models.TextField(verbose_name="wat het risico intussen beperkt")),
                ("starts", models.DateField(verbose_name="van")),
                ("ends", models.DateField(verbose_name="tot en met")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "gevraagd"),
                            ("approved", "toegestaan"),
                            ("refused", "geweigerd"),
                            ("ended", "beëindigd"),
                        ],
                        default=roeland.documents.values.DeviationStatus["ASKED"],
                        max_length=8,
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decision", models.TextField(blank=True, verbose_name="beslissing")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deviations", to="documents.document"
                    ),
                ),
            ],
            options={
                "ordering": ["ends", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "status", "ends"], name="documents_deviation_running")],
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "number"), name="documents_deviation_number")
                ],
            },
        ),
    ]
