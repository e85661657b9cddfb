"""What the officer calls an account that nobody stands behind, and by what a staff list knows it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("logs", "0010_run_by_hand")]

    operations = [
        migrations.AddField(
            "loguser", "label", models.CharField(blank=True, max_length=80, verbose_name="hoe je deze gebruiker noemt")
        ),
        migrations.AddField("loguser", "list_number", models.CharField(blank=True, max_length=120)),
        migrations.AddField("loguser", "list_email", models.CharField(blank=True, max_length=120)),
    ]
