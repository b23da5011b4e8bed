from importlib import import_module

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "committees"

    def ready(self) -> None:
        """Tell accounts who leaves and what is sealed here, and notices what there is to choose."""
        import_module("committees.people")
        import_module("committees.scopes")
        import_module("committees.sealed")
