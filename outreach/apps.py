from importlib import import_module

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "outreach"

    def ready(self) -> None:
        """Tell accounts what is sealed here."""
        import_module("outreach.sealed")
