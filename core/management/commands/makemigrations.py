"""`manage.py makemigrations`: Django's, with each table in one piece."""

from django.core.management.commands import makemigrations

from core.migrating import Autodetector


class Command(makemigrations.Command):
    autodetector = Autodetector
