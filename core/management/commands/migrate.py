"""`manage.py migrate`: Django's, quicker at the first start, and comparing as `makemigrations` does."""

from typing import Any

from django.core.management.commands import migrate

from core.migrating import Autodetector, new_models_alone


class Command(migrate.Command):
    autodetector = Autodetector

    def handle(self, *args: Any, **options: Any) -> None:
        with new_models_alone():
            super().handle(*args, **options)
