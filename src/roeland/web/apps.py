from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "roeland.web"
    label = "web"

    def ready(self) -> None:
        """Fill the tables of the doors in every process: the verbs of the command line ask them too."""
        from roeland.web import wiring  # noqa: F401 -- importing fills them
