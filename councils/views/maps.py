"""The map of councils and committees, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.http import page
from core.middleware import public
from councils.queries import faces


@public
@require_safe
def council_map(request: HttpRequest) -> HttpResponse:
    """Which committees decide together, as a tree that one walks down."""
    context = {"branches": faces.council_map(), "alone": faces.alone()}
    return page(request, "councils/council_map.html", context)
