"""A question to who was away his whole term: from which day he has a new one, or since when it is held, because nobody knows when he returns."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0012_holders"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="back_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="held_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
