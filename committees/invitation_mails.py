"""The mail of one invitation to somebody who has no account here."""

from datetime import datetime
from email.utils import format_datetime, formataddr, parseaddr
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from accounts import return_paths
from committees import tokens
from committees.models import Committee, Discretion
from core.mail_headers import literal, literal_name
from notices.answers import Kind
from notices.operations.sending import LINES_LOST, Line
from notices.rendering import body_of, one_line, paragraphs, plain

_STEM = "committees/email/invitation"


class Mailing:
    """Mails of one committee over one connection, in its language."""

    def __init__(self, committee: Committee, at: datetime) -> None:
        self.committee, self.at = committee, at
        self.line = Line()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.line.drop()

    def send(self, address: str, token: str, invitation: str) -> Kind:
        """What the mail server answered; a line that keeps breaking is a server that is away."""
        answer = self.line.send(build(self.committee, address, token, invitation, self.at))
        if self.line.lost >= LINES_LOST and answer.kind is not Kind.SENT:
            return Kind.SERVER_AWAY
        return answer.kind


def build(
    committee: Committee, address: str, token: str, invitation: str, at: datetime
) -> EmailMultiAlternatives:
    """Plain text complete, an HTML twin; its Message-ID is the same at every attempt."""
    is_discreet = committee.discretion == Discretion.DISCREET
    refuse = tokens.refusal_link(address)
    context: dict[str, Any] = {
        "committee": committee.name,
        "campus": committee.stands_at,
        "at_work": committee.is_at_work,
        "discreet": is_discreet,
        "link": tokens.link(token),
        "refuse_link": refuse,
        "site_name": settings.SITE_NAME,
    }
    known = dict(settings.LANGUAGES)
    language = committee.language if committee.language in known else settings.LANGUAGE_CODE
    with translation.override(language):
        subject = one_line(plain(f"{_STEM}.subject.txt", context), 200)
        text = body_of(_STEM, context)
        context |= {"language": language, "is_rtl": translation.get_language_bidi()}
        context |= {"subject": subject, "paragraphs": paragraphs(text)}
        html = render_to_string("notices/email/wrapped.html", context)
    name = "" if is_discreet else one_line(committee.name, 78)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    mail = EmailMultiAlternatives(
        literal(subject),
        f"{text}\n",
        return_paths.without_account(),
        [address],
        headers={
            "From": formataddr((literal_name(name) or settings.SITE_NAME, sender)),
            "Message-ID": f"<{invitation}@{settings.MAIL_DOMAIN}>",
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
            "List-Unsubscribe": f"<{refuse}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail
