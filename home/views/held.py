"""What is held about you: on a page, and as files."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.fresh import fresh_sign_in_required
from accounts.limits import consume, limited
from core import clock
from core.http import page, signed_in
from core.models import DeletionStop
from home.held_export import as_zip
from home.queries.held import held_about


@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Every row about this person, and how long it is kept."""
    user = signed_in(request)
    return page(request, "home/held.html", {"held": held_about(user), "stop": DeletionStop.now()})


@limited
@require_POST
@fresh_sign_in_required
def export_held(request: HttpRequest) -> HttpResponse:
    """The same as a zip, after a fresh sign-in."""
    user = signed_in(request)
    consume("export_held", account=user.public_id)
    response = HttpResponse(as_zip(held_about(user), clock.now()), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="held.zip"'
    return response
