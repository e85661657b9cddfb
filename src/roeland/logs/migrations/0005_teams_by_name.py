"""Rows of before know their service by its name: they get the service where exactly one is called so."""

from collections import defaultdict

from django.db import migrations


def key(name):
    return " ".join(name.split()).casefold()


def forwards(apps, schema_editor):
    named = defaultdict(list)
    for pk, authority, name in apps.get_model("people", "Team").objects.values_list("pk", "authority", "name"):
        named[authority, key(name)].append(pk)
    for model in ("Case", "Registration", "Standing"):
        rows = apps.get_model("logs", model).objects
        for authority, name in rows.exclude(team="").order_by().values_list("authority", "team").distinct():
            found = named[authority, key(name)]
            if len(found) == 1:
                rows.filter(authority=authority, team=name, of_team=None).update(of_team=found[0])


class Migration(migrations.Migration):
    dependencies = [("logs", "0004_teams")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
