from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "roeland.people"
    label = "people"
