"""The mails of sign-in: plain text, sent at once, one to an address. See docs/decisions/."""

import logging
import secrets
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from accounts import return_paths
from accounts.models import User
from core.mail_headers import literal

log = logging.getLogger("rankandfile.accounts")


class MailAway(Exception):
    """The mail server did not take the mail."""


def send_code(address: str, *, code: str, purpose: str) -> None:
    """Mail a code. The text is the same whether the address is known; `MailAway` on failure."""
    context = {"code": code, "purpose": purpose, "minutes": settings.CODE_SECONDS // 60}
    try:
        _message("code", address, context, return_paths.without_account()).send()
    except (OSError, smtplib.SMTPException):
        log.warning("a sign-in code could not be mailed")
        raise MailAway from None


def send_warning(stem: str, user: User, *, address: str) -> None:
    """Tell an account's owner what happened to it; a failure is logged, not raised."""
    language = user.language or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        message = _message(stem, address, {}, return_paths.of(user, address))
    try:
        message.send()
    except (OSError, smtplib.SMTPException):
        log.warning("a security notice (%s) could not be mailed", stem)


def _message(stem: str, address: str, context: dict[str, Any], return_path: str) -> EmailMessage:
    context = {**context, "site_name": settings.SITE_NAME, "site_url": settings.PUBLIC_URL}
    folder = f"account/email/{stem}"
    subject = " ".join(render_to_string(f"{folder}.subject.txt", context).split())
    return EmailMessage(
        literal(subject),
        render_to_string(f"{folder}.txt", context).strip() + "\n",
        return_path,
        [address],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Auto-Submitted": "auto-generated",
            # Django would name this machine.
            "Message-ID": f"<{secrets.token_hex(16)}@{settings.MAIL_DOMAIN}>",
        },
    )
