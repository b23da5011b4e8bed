"""The settings that mail needs, and the parts that send it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from core import clock
from notices.doctor.findings import Finding, good, missing, to_do
from notices.queries import health

EXAMPLE = ".example"


def look() -> Iterator[Finding]:
    """Settings first, since the parts are read with them."""
    yield from _settings()
    yield from _running()


def _settings() -> Iterator[Finding]:
    if urlsplit(settings.PUBLIC_URL).scheme == "https":
        yield good("PUBLIC_URL", "Links in mail lead to an https address.")
    else:
        advice = "Set it to the https address at which people reach the product."
        yield missing("PUBLIC_URL", "Links in mail do not lead to an https address.", advice)
    if settings.MAIL_DOMAIN.endswith(EXAMPLE):
        advice = "Set it to your own domain."
        yield missing("MAIL_DOMAIN", "It is the example’s, which nobody can answer to.", advice)
    else:
        yield good("MAIL_DOMAIN", f"Mail leaves in the name of {settings.MAIL_DOMAIN}.")
    if settings.OPERATOR_ADDRESSES:
        yield good("OPERATOR_ADDRESSES", "Somebody can open the operator’s page.")
    else:
        advice = "Set your address, and sign in with it."
        yield to_do("OPERATOR_ADDRESSES", "Nobody can open the operator’s page.", advice)
    if not settings.BOUNCE_DOMAIN:
        yield to_do(
            "BOUNCE_DOMAIN",
            "It is blank: mail that comes back later is read by nobody.",
            "Set it, and let “manage.py receive_bounces” read what comes: docs/operations.md.",
        )


def _running() -> Iterator[Finding]:
    found = health(clock.now())
    if not found.faults:
        yield good("The parts", "Database, Redis, worker and beat answer, and no message is late.")
    for fault in found.faults:
        yield missing("The parts", fault.sentence, fault.advice)
