from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "roeland.reports"
    label = "reports"
