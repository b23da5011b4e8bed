"""`manage.py demo_summary`: what the demonstration has done on real parts, and who to be in it."""

from django.conf import settings
from django.core.management.base import BaseCommand

from home.demo.summary import summary


class Command(BaseCommand):
    help = "Says what stands in the demonstration, whom to sign in as, and where the mail is."

    def handle(self, **_options: object) -> None:
        for line in summary(settings.PUBLIC_URL):
            self.stdout.write(line)
