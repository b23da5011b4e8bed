"""What the committees told this person, in the app: a list, one of them, all read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.http import find, page, signed_in
from notices import inbox
from notices.models import Notice
from notices.operations import notices as operations

ON_A_PAGE = 30


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first, with a mark at what was not opened."""
    rows = Notice.objects.visible_to(signed_in(request)).select_related("message")
    pages = Paginator(rows.order_by("-message__expanded_at", "-pk"), ON_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    context = {"pages": shown, "lines": [inbox.line(one) for one in shown]}
    return page(request, "notices/notices.html", context)


@require_safe
def read_notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """One notice, read from now on: opening it changes nothing else."""
    user = signed_in(request)
    found = find(Notice.objects.visible_to(user).select_related("message"), public_id)
    if not found.is_read:
        operations.read_notice(found, by=user)
    return page(request, "notices/read_notice.html", {"line": inbox.line(found)})


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """All of them are read."""
    operations.read_notices(by=signed_in(request))
    messages.success(request, _("All are marked as read."))
    return redirect("notices")
