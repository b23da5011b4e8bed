"""`manage.py migrate`: Django's, which must compare as `makemigrations` does."""

from django.core.management.commands import migrate

from core.migrating import Autodetector


class Command(migrate.Command):
    autodetector = Autodetector
