from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "roeland.web"
    label = "web"
