"""Signing in as somebody of the demonstration, in the demonstration only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts import demo
from accounts.models import User
from accounts.views.entry import enter, safe_next
from core.http import find
from core.middleware import public


@public
@require_POST
def continue_as(request: HttpRequest, public_id: str) -> HttpResponse:
    """Become one of the people whom the sign-in page offers."""
    if not settings.DEMO or public_id not in {person for person, _words in demo.people()}:
        raise Http404
    user = find(User.objects.filter(is_active=True), public_id)
    next_url = safe_next(request, request.POST.get("next", ""))
    return enter(request, user, method="demonstration", next_url=next_url)
