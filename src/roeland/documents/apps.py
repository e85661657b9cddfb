from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """No tables yet: only `render`."""

    name = "roeland.documents"
    label = "documents"
