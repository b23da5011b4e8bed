"""Mail that came back, as its reader sees it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.http import signed_in
from notices.operations import bounces


@require_POST
def resume_mail(request: HttpRequest) -> HttpResponse:
    """Try the address again."""
    user = signed_in(request)
    bounces.resume_mail(user, by=user)
    messages.success(request, _("We send to your address again, from the next mail on."))
    return redirect("choose-notices")
