"""What arrives at unsubscribe@: the mail server hands each mail over on standard input."""

import sys
from email import message_from_binary_file, policy
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from notices import tokens
from notices.operations import refusals


class Command(BaseCommand):
    help = "Stop the mail named by the subject of the mail on standard input (List-Unsubscribe)."

    def handle(self, *args: Any, **options: Any) -> None:
        mail = message_from_binary_file(sys.stdin.buffer, policy=policy.default)
        subject = "".join(str(mail["Subject"] or "").split())
        wanted = tokens.read(subject)
        if wanted is None:
            raise CommandError("The subject of this mail is not a link of ours; nothing changed.")
        if wanted.user is not None:
            refusals.unsubscribe(wanted.user, category=wanted.category, scope=wanted.scope)
