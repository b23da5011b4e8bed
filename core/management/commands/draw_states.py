"""`manage.py draw_states`: renew the state diagrams in `docs/domain.md`."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from core import diagrams


class Command(BaseCommand):
    help = "Renews the state diagrams in docs/domain.md from the tables of transitions."
    requires_system_checks = []

    def handle(self, **_options: object) -> None:
        file = Path(settings.BASE_DIR) / "docs/domain.md"
        file.write_text(diagrams.renewed(file.read_text()))
        self.stdout.write(f"{file.name} is fresh.")
