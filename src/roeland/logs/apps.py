from django.apps import AppConfig


class LogsConfig(AppConfig):
    """Log control."""

    name = "roeland.logs"
    label = "logs"
