"""Numbers for a monitor."""

from hmac import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from core import clock
from core.middleware import public
from home.queries.metrics import metrics as all_metrics


@public
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For who shows METRICS_TOKEN; for everybody else, and where it is blank, 404."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    wanted = settings.METRICS_TOKEN
    if not wanted or not compare_digest(given.encode(), wanted.encode()):
        raise Http404
    return HttpResponse(all_metrics(clock.now()), content_type=CONTENT_TYPE_LATEST)
