"""Settings, read once: environment first, then one TOML file, then the default.

Sources: `ROELAND_*`, `DATABASE_URL`, `DATABASE_OWNER_URL`; a secret may stand in a file named by `<NAME>_FILE`.
The file is `ROELAND_CONFIG`, or `<ROELAND_DATA>/roeland.toml` when it exists. Every problem is collected and raised as
one `ConfigError` whose lines are Dutch and name where the wrong value stands (variable, or file, line and key).
Nothing here imports Django, so that `roeland check` can speak before Django starts.
"""

from roeland.config.for_django import django_database, django_mail, django_proxy
from roeland.config.reader import OTHER_VARIABLES, SETTINGS, Setting, data_folder, load
from roeland.config.values import TIME_ZONE, Config, ConfigError, Problem, key_file

__all__ = [
    "OTHER_VARIABLES",
    "SETTINGS",
    "TIME_ZONE",
    "Config",
    "ConfigError",
    "Problem",
    "Setting",
    "data_folder",
    "django_database",
    "django_mail",
    "django_proxy",
    "key_file",
    "load",
]
