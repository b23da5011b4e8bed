"""The mails of the demonstration on a page, so that a newcomer can follow them."""

import re
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from core.http import page
from core.middleware import public
from notices import outbox

PER_PAGE = 50
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


@public
def show_outbox(request: HttpRequest) -> HttpResponse:
    """Newest first; `to` keeps those to one address."""
    _demonstration_only()
    recipient = request.GET.get("to", "").strip()[:254]
    typed = request.GET.get("page", "1")
    number = max(int(typed), 1) if typed.isdecimal() and len(typed) < 5 else 1
    found = outbox.entries(recipient, (number - 1) * PER_PAGE, PER_PAGE + 1)
    older = {"to": recipient, "page": number + 1} if len(found) > PER_PAGE else None
    context = {
        "recipient": recipient,
        "rows": [(entry.name, _heads(entry.headers)) for entry in found[:PER_PAGE]],
        "older": f"{reverse('show-outbox')}?{urlencode(older)}" if older else "",
    }
    return _kept_nowhere(page(request, "notices/outbox.html", context))


@public
def show_mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as text, with its headers; links to this site can be followed."""
    _demonstration_only()
    mail = outbox.mail(name)
    if mail is None:
        raise Http404
    plain = mail.get_body(preferencelist=("plain",))
    text = plain.get_content() if plain is not None else ""
    context = {
        "mail": _heads(mail),
        "headers": [(header, str(value)) for header, value in mail.items()],
        "text": with_site_links(text),
    }
    return _kept_nowhere(page(request, "notices/mail.html", context))


def with_site_links(text: str) -> SafeString:
    """Escaped text in which links to this site, and no others, are anchors.

    They lead to the path alone, so that they work at whatever address the reader opened this site.
    """
    made, end = SafeString(""), 0
    for found in _LINK.finditer(text):
        if not found[0].startswith(settings.PUBLIC_URL + "/"):
            continue
        path = found[0].removeprefix(settings.PUBLIC_URL)
        if path.startswith("//"):
            continue
        made += conditional_escape(text[end : found.start()])
        made += format_html('<a href="{}">{}</a>', path, found[0])
        end = found.end()
    return made + conditional_escape(text[end:])


def _heads(mail: EmailMessage) -> dict[str, object]:
    try:
        sent_at = parsedate_to_datetime(str(mail["Date"]))
    except ValueError:
        sent_at = None
    return {
        "subject": str(mail["Subject"] or ""),
        "sender": str(mail["From"] or ""),
        "recipient": str(mail["To"] or ""),
        "sent_at": sent_at,
    }


def _demonstration_only() -> None:
    if not settings.DEMO:
        raise Http404


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    return response
