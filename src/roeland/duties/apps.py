from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "roeland.duties"
    label = "duties"
