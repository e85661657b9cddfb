from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "roeland.kernel"
    label = "kernel"

    def ready(self) -> None:
        from roeland.kernel import gate

        gate.install()
