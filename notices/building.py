"""One mail from one delivery: headers of RFC 2919, 2369, 8058 and 3834, and no others."""

from datetime import datetime
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.crypto import salted_hmac

from accounts import return_paths
from accounts.models import User
from core.mail_headers import literal, literal_name
from notices import tokens
from notices.models import Delivery, Message
from notices.rendering import Copy, one_line


def build(
    delivery: Delivery, message: Message, user: User, copy: Copy, at: datetime
) -> EmailMultiAlternatives:
    """The mail of this delivery; its Message-ID is the same at every attempt.

    What Django and its backends call `from_email` is the envelope, as a header of its own says From.
    """
    headers = {
        "From": sender_of(message),
        "Message-ID": message_id(delivery),
        "Date": format_datetime(at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": copy.language,
    }
    if message.may_be_refused:
        token = tokens.make(user, message.category, message.scope)
        link = tokens.link(token)
        copy = copy.with_link(link)
        headers |= {
            "List-Id": f"<{list_name(message.scope)}.{settings.MAIL_DOMAIN}>",
            "List-Unsubscribe": f"<{link}>, "
            f"<mailto:unsubscribe@{settings.MAIL_DOMAIN}?subject={token}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    mail = EmailMultiAlternatives(
        literal(copy.subject), copy.text, return_paths.of(user), [user.email], headers=headers
    )
    mail.attach_alternative(copy.html, "text/html")
    return mail


def message_id(delivery: Delivery) -> str:
    """The same at every attempt."""
    return f"<{delivery.public_id}@{settings.MAIL_DOMAIN}>"


def sender_of(message: Message) -> str:
    """The committee's name before our address; the site's own where the committee is discreet."""
    name = "" if message.context.get("discreet") else one_line(message.sender, 78)
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return formataddr((literal_name(name) or settings.SITE_NAME, address))


@lru_cache(maxsize=1_000)
def list_name(scope: str) -> str:
    """The same for every mail of a scope, and not to be read back into it."""
    return salted_hmac("notices.list", scope, algorithm="sha256").hexdigest()[:20]
