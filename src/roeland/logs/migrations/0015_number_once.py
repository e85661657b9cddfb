"""Every case of a control has a number of its own; apart from the numbering, which PostgreSQL must have done first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("logs", "0014_number_that_stays")]

    operations = [
        migrations.AddConstraint("case", models.UniqueConstraint(fields=("run", "number"), name="logs_case_number")),
    ]
