from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class NoticesConfig(AppConfig):
    name = "notices"

    def ready(self) -> None:
        from notices import watching

        watching.connect(settings.MAIL_DOMAIN)
        import_module("notices.people")
