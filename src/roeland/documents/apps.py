from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "roeland.documents"
    label = "documents"
