"""Who a standing rule came from once its case is erased; and of drawn consultations that were erased, their minute and reason go too."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import migrations, models

GONE, BRUSSELS = "gewist", ZoneInfo("Europe/Brussels")


def forwards(apps, schema_editor):
    items = apps.get_model("logs", "SampleItem").objects
    rows = items.filter(user__user_id=GONE)
    for run, month in rows.order_by("run").values_list("run", "run__month").distinct():
        first = datetime(month.year, month.month, month.day, tzinfo=BRUSSELS)
        rows.filter(run=run).update(at=first, service="", explained_by="")


class Migration(migrations.Migration):
    dependencies = [("logs", "0015_number_once")]

    operations = [
        migrations.AddField("standing", "came_from", models.JSONField(default=list)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
