"""What keeps mail from arriving, before anybody misses it."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.forms import ValidationError
from django.utils import translation

from notices.doctor import parts, server
from notices.doctor.findings import Finding, State, missing, passed_over
from notices.doctor.names import Dns, Names, NoDns


class Command(BaseCommand):
    help = (
        "Look at the settings, the running parts, the mail server and the DNS records (SPF, DKIM, "
        "DMARC, MX, reverse name) that mail needs, and say what is missing and what to do. Exits "
        "with 1 where something is missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="", metavar="ADDRESS", help="send one test mail there")

    def handle(self, *args: Any, to: str = "", **options: Any) -> None:
        if to:
            try:
                validate_email(to)
            except ValidationError as fault:
                raise CommandError("What stands after --to is no mail address.") from fault
        with translation.override("en"):
            found = [self._said(one) for one in chain(parts.look(), _of_mail(to))]
        count = found.count(State.MISSING)
        if count:
            raise CommandError(f"{count} missing." if count > 1 else "One thing is missing.")
        self.stdout.write("Nothing is missing.")

    def _said(self, found: Finding) -> State:
        self.stdout.write(f"{found.state.value:<14}{found.about}: {found.sentence}")
        if found.advice:
            self.stdout.write(f"{'':<14}→ {found.advice}")
        return found.state


def _of_mail(to: str) -> Iterator[Finding]:
    if settings.EMAIL_URL.startswith("outbox:"):
        why = (
            "EMAIL_URL is not set: mail is written to files, and no server or DNS record is asked."
        )
        yield passed_over("Mail", why)
        return
    yield from server.look(to)
    if settings.MAIL_DOMAIN.endswith(parts.EXAMPLE):
        yield passed_over("DNS", "MAIL_DOMAIN is the example’s.")
        return
    from notices.doctor import domain  # it takes seconds to load

    try:
        yield from domain.look(Names.configured(), Dns.of_this_machine())
    except NoDns:
        advice = "See /etc/resolv.conf, and try again."
        yield missing("DNS", "The name servers of this machine do not answer.", advice)
