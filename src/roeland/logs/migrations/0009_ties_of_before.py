"""A service by hand of before counts from the first consultation that was seen, and is known by its id where exactly one is called so."""

from collections import defaultdict

from django.db import migrations
from django.db.models import F


def key(name):
    return " ".join(name.split()).casefold()


def forwards(apps, schema_editor):
    named = defaultdict(list)
    for pk, authority, name in apps.get_model("people", "Team").objects.values_list("pk", "authority", "name"):
        named[authority, key(name)].append(pk)
    rows = apps.get_model("logs", "LogUser").objects.exclude(team="")
    rows.filter(team_from=None).update(team_from=F("first_seen"))
    for authority, name in rows.order_by().values_list("authority", "team").distinct():
        found = named[authority, key(name)]
        if len(found) == 1:
            rows.filter(authority=authority, team=name, of_team=None).update(of_team=found[0])


class Migration(migrations.Migration):
    dependencies = [("logs", "0008_ties")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
