from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Texts of every room: documents, versions, readers, deviations; `render` makes the PDF."""

    name = "roeland.documents"
    label = "documents"
