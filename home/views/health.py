"""Whether the product lives: for machines at `/healthz`, for the operator on a page."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from committees.queries.hosting import waits_for
from core import clock, retention
from core.http import page, signed_in
from core.middleware import public
from home import permissions
from home.queries import operations
from home.queries.machine import machine
from notices.queries import Health, health


def _seen(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _as_json(found: Health) -> dict[str, object]:
    return {
        "status": "ok" if found.is_up else "down",
        "database": "ok" if found.database else "down",
        "redis": "ok" if found.redis else "down",
        "worker": {"seen_at": _seen(found.worker_seen_at)},
        "beat": {"seen_at": _seen(found.beat_seen_at)},
        "reasons": found.reasons,
    }


@public
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """JSON for a monitor: 503 where the web's own parts are down; a silent worker is a reason."""
    found = health(clock.now())
    return JsonResponse(_as_json(found), status=200 if found.is_up else 503)


def operator(request: HttpRequest) -> HttpResponse:
    """What runs, what waits and what failed; 404 for everybody but the operator."""
    if not permissions.operator(signed_in(request)):
        raise Http404
    now = clock.now()
    found = health(now)
    stands_on = machine(now)
    return page(
        request,
        "home/operator.html",
        {
            "health": found,
            "machine": stands_on,
            "faults": [*found.faults, *stands_on.faults],
            "rate": operations.rate(now),
            "troubles": operations.troubles(),
            "failures": operations.failures(),
            "bouncing": operations.bouncing(),
            "deletion": stands_on.deletion,
            "waiting": waits_for(signed_in(request)),
        },
    )


def deletion(request: HttpRequest) -> HttpResponse:
    """What the last sweep deleted and what it should have; 404 for everybody but the operator."""
    if not permissions.operator(signed_in(request)):
        raise Http404
    context = {"deletion": operations.deletion(), "overdue": retention.overdue(clock.now())}
    return page(request, "home/deletion.html", context)
