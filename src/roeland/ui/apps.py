from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "roeland.ui"
    label = "ui"
