"""Who decided the case made the rule, as long as both still stand."""

from django.db import migrations


def forwards(apps, schema_editor):
    standing = apps.get_model("logs", "Standing").objects
    rows = standing.filter(made_by=None, withdrawn_at=None, case__state="justified").exclude(case__decided_by=None)
    for pk, person in rows.values_list("pk", "case__decided_by"):
        standing.filter(pk=pk).update(made_by=person)


class Migration(migrations.Migration):
    dependencies = [("logs", "0006_standing_made_by")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
