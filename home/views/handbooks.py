"""Help: what each role does, a page each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.http import page
from core.middleware import public
from home.handbooks import FIRST, ROLES
from home.handbooks import handbook as load


@public
@require_safe
def handbooks(request: HttpRequest) -> HttpResponse:
    """All of them."""
    return page(request, "home/handbooks.html", {"roles": list(ROLES.items())})


@public
@require_safe
def handbook(request: HttpRequest, role: str) -> HttpResponse:
    """One role's page."""
    try:
        found = load(role, get_language() or FIRST)
    except KeyError:
        raise Http404 from None
    others = [(key, name) for key, name in ROLES.items() if key != role]
    return page(request, "home/handbook.html", {"handbook": found, "others": others})
