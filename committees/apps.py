from importlib import import_module

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "committees"

    def ready(self) -> None:
        """Tell accounts what happens here when somebody leaves."""
        import_module("committees.people")
