"""`manage.py check_translations`: fails on a missing, doubtful or unused message."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import to_locale

from core import translations


class Command(BaseCommand):
    help = "Fails where a catalogue under locale/ lacks a message, doubts one or keeps an old one."
    requires_system_checks = []

    def handle(self, **_options: object) -> None:
        root, locale = Path(settings.BASE_DIR), Path(settings.LOCALE_PATHS[0])
        ours = tuple(
            config.label for config in apps.get_app_configs() if Path(config.path).parent == root
        )
        wanted = translations.in_sources(root, ours)
        if wanted is None:
            self.stdout.write("xgettext is not installed: the sources were not compared.")
        found = dict(translations.catalogues(locale))
        codes = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
        expected = {to_locale(code) for code in codes}
        problems = [f"{code}: no catalogue" for code in sorted(expected - set(found))]
        problems += [
            f"{code}: LANGUAGES_READ names it, LANGUAGES does not"
            for code in sorted(set(settings.LANGUAGES_READ) - codes)
        ]
        for language, file in found.items():
            problems += [f"{language}: {fault}" for fault in translations.faults(file, wanted)]
        if problems:
            listed = "\n".join(problems[:40])
            raise CommandError(f"{len(problems)} faults in the translations:\n{listed}")
        self.stdout.write(f"Translations: {', '.join(sorted(found))} complete.")
