from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "roeland.meetings"
    label = "meetings"
