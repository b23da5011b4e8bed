"""`manage.py compile_translations`: what msgfmt does, without msgfmt."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from core import translations


class Command(BaseCommand):
    help = "Compiles the catalogues under locale/ that are newer than their compiled form."
    requires_system_checks = []

    def handle(self, **_options: object) -> None:
        written = translations.compile_all(Path(settings.LOCALE_PATHS[0]))
        self.stdout.write(f"Translations: {written} compiled.")
