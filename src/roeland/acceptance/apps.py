from django.apps import AppConfig


class AcceptanceConfig(AppConfig):
    """Read and accept."""

    name = "roeland.acceptance"
    label = "acceptance"
