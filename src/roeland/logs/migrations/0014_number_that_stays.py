"""What a case is called: its number, which looking again does not change as it does its rank."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count


def as_ranked(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Cases of before are called as they stand: in the list, or behind it."""
    cases, runs = (apps.get_model("logs", name)._base_manager for name in ("Case", "Run"))
    for run in cases.values("run").annotate(n=Count("pk")).order_by():
        for number, pk in enumerate(
            cases.filter(run=run["run"]).order_by("rank", "pk").values_list("pk", flat=True), 1
        ):
            cases.filter(pk=pk).update(number=number)
        runs.filter(pk=run["run"]).update(numbered=run["n"])


class Migration(migrations.Migration):
    dependencies = [("logs", "0013_away_and_left_out")]

    operations = [
        migrations.AddField("run", "numbered", models.PositiveIntegerField(default=0)),
        migrations.AddField("case", "number", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.RunPython(as_ranked, migrations.RunPython.noop),
    ]
