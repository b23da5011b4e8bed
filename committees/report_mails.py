"""The mail that tells somebody without an account that the host has answered their report."""

from datetime import datetime
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts import return_paths
from committees.models import MisuseReport
from core.mail_headers import literal, literal_name
from notices.rendering import body_of, one_line, paragraphs, plain

_STEM = "committees/email/report_answered"


def build(report: MisuseReport, at: datetime) -> EmailMultiAlternatives:
    """A link, and neither the answer nor what was reported; the same Message-ID at every attempt."""
    language = report.language if report.language in dict(settings.LANGUAGES) else "en"
    with translation.override(language):
        context: dict[str, Any] = {
            "link": settings.PUBLIC_URL + reverse("misuse-report", args=[report.public_id]),
            "site_name": settings.SITE_NAME,
        }
        subject = one_line(plain(f"{_STEM}.subject.txt", context), 200)
        text = body_of(_STEM, context)
        context |= {"language": language, "is_rtl": translation.get_language_bidi()}
        context |= {"subject": subject, "paragraphs": paragraphs(text)}
        html = render_to_string("notices/email/wrapped.html", context)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    mail = EmailMultiAlternatives(
        literal(subject),
        f"{text}\n",
        return_paths.without_account(),
        [report.reply_to or ""],
        headers={
            "From": formataddr((literal_name(settings.SITE_NAME), sender)),
            "Message-ID": f"<{report.public_id}@{settings.MAIL_DOMAIN}>",
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail
