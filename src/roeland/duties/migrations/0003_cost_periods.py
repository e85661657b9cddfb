"""A cost line gets days instead of a year, and person-days a price a day."""

import datetime
from typing import Any

from django.db import migrations, models
from django.db.models import F


def _lines(apps: Any, editor: Any) -> Any:
    return apps.get_model("duties", "CostLine")._base_manager.using(editor.connection.alias)


def to_days(apps: Any, editor: Any) -> None:
    lines = _lines(apps, editor)
    for year in set(lines.order_by().values_list("year", flat=True)):
        lines.filter(year=year).update(first=datetime.date(year, 1, 1))
        lines.filter(year=year, kind="yearly").update(last=datetime.date(year, 12, 31))
    lines.filter(kind="person_days").update(days=F("amount"), amount=0)


def to_year(apps: Any, editor: Any) -> None:
    lines = _lines(apps, editor)
    for day in set(lines.order_by().values_list("first", flat=True)):
        lines.filter(first=day).update(year=day.year)
    lines.filter(kind="person_days").update(amount=F("days"))


class Migration(migrations.Migration):
    dependencies = [("duties", "0002_reminder_mark")]

    operations = [
        migrations.AddField(
            "costline",
            "days",
            models.DecimalField(verbose_name="persoonsdagen", max_digits=7, decimal_places=2, default=0),
        ),
        migrations.AddField(
            "costline", "first", models.DateField(verbose_name="vanaf", default=datetime.date(2000, 1, 1)), False
        ),
        migrations.AddField(
            "costline", "last", models.DateField(verbose_name="tot en met", null=True, blank=True)
        ),
        migrations.AlterField("costline", "year", models.PositiveSmallIntegerField(default=2000)),
        migrations.RunPython(to_days, to_year),
        migrations.AlterModelOptions("costline", {"ordering": ["first", "pk"], "base_manager_name": "objects"}),
        migrations.RemoveField("costline", "year"),
        migrations.AlterField("costline", "title", models.CharField(max_length=200, verbose_name="waarvoor")),
        migrations.AlterField(
            "costline",
            "amount",
            models.DecimalField(decimal_places=2, max_digits=12, verbose_name="bedrag in euro"),
        ),
    ]
