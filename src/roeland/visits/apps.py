from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The half day: agreement, visits, hours, hand-over, changes of law and of the organisation."""

    name = "roeland.visits"
    label = "visits"
