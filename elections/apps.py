from importlib import import_module

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "elections"

    def ready(self) -> None:
        """Tell accounts what happens here when somebody erases their account."""
        import_module("elections.people")
