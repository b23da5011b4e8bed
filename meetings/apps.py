from importlib import import_module

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        """Make known what motions of this app's own do beside their words."""
        import_module("meetings.removal")
