"""The table of the shared cache (rate limits counted over all processes)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=[
                "CREATE TABLE roeland_cache (cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL)",
                "CREATE INDEX roeland_cache_expires ON roeland_cache (expires)",
            ],
            reverse_sql="DROP TABLE roeland_cache",
        )
    ]
