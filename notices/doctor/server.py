"""The mail server itself: a line to it, and one mail through it."""

import secrets
import smtplib
from collections.abc import Iterator
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from accounts import return_paths
from core.mail_headers import literal
from notices import answers
from notices.answers import Answer, Kind
from notices.doctor.findings import Finding, good, missing, passed_over, to_do
from notices.reasons import reason_of

ABOUT = "The mail server"
TEXT = (
    "This is a test that “manage.py doctor” sent. In the headers that your mail program shows"
    " (“show original”) look for spf=pass, dkim=pass and dmarc=pass."
)


def look(to: str) -> Iterator[Finding]:
    """Whether it lets us in; with an address, whether it takes one mail to it, sent as all others are."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as fault:
        yield _refused(ABOUT, answers.read_opening(fault))
        return
    try:
        if settings.EMAIL_URL.startswith("anymail:"):
            yield passed_over(
                ABOUT, "A provider is asked with the first mail: --to ADDRESS tries it."
            )
        else:
            yield good(ABOUT, "It lets us in.")
        yield from _safety()
        if not to:
            yield passed_over("A test mail", "Say to whom: --to ADDRESS.")
            return
        mail = EmailMessage(
            literal(f"A test from {settings.SITE_NAME}"),
            TEXT,
            return_paths.without_account(),
            [to],
            connection=connection,
            headers={
                "From": settings.DEFAULT_FROM_EMAIL,
                "Message-ID": f"<{secrets.token_hex(16)}@{settings.MAIL_DOMAIN}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        try:
            mail.send()
        except (OSError, smtplib.SMTPException, ValueError) as fault:
            yield _refused("A test mail", answers.read(fault))
        else:
            yield good("A test mail", "The server took it. See that it arrives, and not as spam.")
    finally:
        with suppress(OSError):
            connection.close()


def _safety() -> Iterator[Finding]:
    host = getattr(settings, "EMAIL_HOST", "")
    is_safe = getattr(settings, "EMAIL_USE_TLS", False) or getattr(settings, "EMAIL_USE_SSL", False)
    if host and not is_safe and host not in ("localhost", "127.0.0.1", "::1"):
        yield to_do(
            ABOUT,
            "Mail goes to it over a line that anybody on the way can read.",
            "Begin EMAIL_URL with “smtp+tls://” (587) or “smtp+ssl://” (465).",
        )


def _refused(about: str, answer: Answer) -> Finding:
    reason = reason_of(answer.fault)
    sentence = f"{reason.label} ({answer.fault})."
    if answer.kind is Kind.LATER:
        return to_do(about, sentence, str(reason.advice))
    return missing(about, sentence, str(reason.advice))
