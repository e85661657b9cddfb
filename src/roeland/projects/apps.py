from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "roeland.projects"
    label = "projects"
