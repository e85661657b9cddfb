from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Knowledge base: an index over published documents, and how useful readers found them."""

    name = "roeland.knowledge"
    label = "knowledge"
