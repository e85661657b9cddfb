import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("kernel", "0002_cache"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lexeme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("no", models.BigIntegerField(unique=True)),
                ("title", models.CharField(max_length=200)),
                ("number", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("published_at", models.DateTimeField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.version"
                    ),
                ),
            ],
            options={
                "ordering": ["title", "pk"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["authority", "audience", "no"], name="knowledge_entry_circle")],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="knowledge.entry",
                        to_field="no",
                    ),
                ),
                (
                    "lexeme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="knowledge.lexeme",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["lexeme", "entry", "weight"], name="knowledge_posting_weight")],
                "constraints": [models.UniqueConstraint(fields=("lexeme", "entry"), name="knowledge_posting_once")],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=40)),
                ("useful", models.BooleanField(verbose_name="nuttig")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="wat ontbreekt er")),
                ("at", models.DateTimeField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.authority"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
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
                "constraints": [models.UniqueConstraint(fields=("document", "person"), name="knowledge_rating_once")],
            },
        ),
    ]
