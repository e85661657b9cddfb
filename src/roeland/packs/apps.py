from django.apps import AppConfig


class PacksConfig(AppConfig):
    """Templates, answers and the start of an authority."""

    name = "roeland.packs"
    label = "packs"
