"""A month that was controlled from paper may have a second control, of its file: what the summary said becomes a column."""

from django.db import migrations, models


def forwards(apps, _schema_editor):
    for run in apps.get_model("logs", "Run").objects.filter(summary__by_hand=True):
        run.by_hand = True
        run.summary = {name: value for name, value in run.summary.items() if name != "by_hand"}
        run.save(update_fields=["by_hand", "summary"])


def backwards(apps, _schema_editor):
    for run in apps.get_model("logs", "Run").objects.filter(by_hand=True):
        run.summary = {**run.summary, "by_hand": True}
        run.save(update_fields=["summary"])


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0009_ties_of_before"),
    ]

    operations = [
        migrations.AddField(
            model_name="run",
            name="by_hand",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(forwards, backwards),
        migrations.AlterModelOptions(
            name="run",
            options={"base_manager_name": "objects", "ordering": ["-month", "by_hand", "pk"]},
        ),
        migrations.RemoveConstraint(
            model_name="run",
            name="logs_run_month",
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(fields=("authority", "month", "by_hand"), name="logs_run_month"),
        ),
    ]
