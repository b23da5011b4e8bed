"""What is held, for everybody to read; and where to report a fault in what holds it."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core import clock
from core.http import page
from core.middleware import public

VALID = timedelta(days=180)


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """In plain words: what is held, what is not, how long, and what you can do."""
    return page(request, "home/privacy.html", {"contact": settings.SECURITY_CONTACT})


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; 404 where the host has named no contact."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    contact = settings.SECURITY_CONTACT
    where = contact if ":" in contact else f"mailto:{contact}"
    expires = (clock.now() + VALID).strftime("%Y-%m-%dT00:00:00Z")
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = [
        f"Contact: {where}",
        f"Expires: {expires}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
