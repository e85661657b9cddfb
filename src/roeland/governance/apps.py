from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "roeland.governance"
    label = "governance"
