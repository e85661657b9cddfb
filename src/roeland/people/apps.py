from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "roeland.people"
    label = "people"

    def ready(self) -> None:
        import_module("roeland.people.web.receivers")
